package org.optika.evidence.verify;

import org.optika.evidence.EvidenceException;
import org.optika.evidence.bundle.Bundle;

/** One thing that has to hold of a bundle. */
interface Check {

  /** One word. */
  String name();

  /**
   * @return what was checked, in a few words with figures
   * @throws EvidenceException when it does not hold; the message says where
   */
  String run(Bundle bundle);
}
