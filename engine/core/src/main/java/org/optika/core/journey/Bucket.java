package org.optika.core.journey;

/**
 * Where credit goes that no channel may or can have. Channels and buckets together hold every
 * permitted conversion, whatever the model and the policy.
 */
public enum Bucket {
  /** Touches led to the conversion, and what is left of them may not be named. */
  TOUCHES_REFUSED("(touches refused)", -1),
  /** No touch lies in the conversion's lookback. */
  NO_TOUCH_SEEN("(no touch seen)", -2);

  private final String label;
  private final int code;

  Bucket(String label, int code) {
    this.label = label;
    this.code = code;
  }

  /** Name in the {@code channel} column. */
  public String label() {
    return label;
  }

  /** Stands in for a channel code; negative, so never one. */
  public int code() {
    return code;
  }
}
