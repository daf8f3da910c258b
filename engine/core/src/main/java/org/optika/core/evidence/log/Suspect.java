package org.optika.core.evidence.log;

import java.io.Serializable;

/**
 * A row that is not as it was logged.
 *
 * @param leaf that stands for it; {@link #NO_LEAF} when there is none
 * @param commitment as stored; empty when there is none
 * @param rowDigest of the row with the salt of the leaf; empty when one of them is missing
 */
public record Suspect(
    LeafVerdict verdict, long leaf, EventName event, byte[] commitment, byte[] rowDigest)
    implements Serializable {
  public static final long NO_LEAF = -1;

  public Suspect {
    commitment = commitment.clone();
    rowDigest = rowDigest.clone();
  }
}
