package org.optika.spark.gate;

/** What has changed since an earlier run cannot be told; all has to be computed anew. */
public final class NotIncrementalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason ends a sentence such as "counting everything, since ..."
   */
  public NotIncrementalException(String reason) {
    super(reason);
  }
}
