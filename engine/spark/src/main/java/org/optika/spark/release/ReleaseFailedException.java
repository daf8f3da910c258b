package org.optika.spark.release;

/**
 * A release could not be read or summed up. Messages of Spark may hold values of persons, so
 * neither they nor their exceptions are passed on: this says the kind of the failure and nothing
 * that it knew.
 */
public final class ReleaseFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String ENGINE = "org.optika.";

  private ReleaseFailedException(String kind) {
    super(kind);
  }

  /** What the engine itself refuses is told as it is: it never names a person or a value. */
  static RuntimeException hiding(Exception failure) {
    boolean refused =
        failure instanceof RuntimeException
            && failure.getCause() == null
            && failure.getStackTrace().length > 0
            && failure.getStackTrace()[0].getClassName().startsWith(ENGINE);
    return refused
        ? (RuntimeException) failure
        : new ReleaseFailedException(failure.getClass().getSimpleName());
  }
}
