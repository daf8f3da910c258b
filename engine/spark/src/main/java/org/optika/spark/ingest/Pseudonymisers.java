package org.optika.spark.ingest;

import java.io.Serializable;
import org.optika.core.ingest.PseudonymKey;
import org.optika.core.ingest.Pseudonymiser;

/** Makes the pseudonymiser of a task: what it holds does not travel, the key does. */
@FunctionalInterface
interface Pseudonymisers extends Serializable {
  Pseudonymiser make(PseudonymKey key);
}
