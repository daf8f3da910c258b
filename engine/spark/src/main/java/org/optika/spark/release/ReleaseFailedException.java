package org.optika.spark.release;

/** A release could not be summed up. Says the kind of the failure and nothing that it knew. */
public final class ReleaseFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ReleaseFailedException(String kind) {
    super(kind);
  }
}
