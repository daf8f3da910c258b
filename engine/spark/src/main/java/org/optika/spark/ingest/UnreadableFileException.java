package org.optika.spark.ingest;

import org.optika.core.ingest.Fault;

/** The bytes of a file do not say what its format promises; the file as a whole is refused. */
final class UnreadableFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Fault fault;

  UnreadableFileException(Fault fault, Throwable cause) {
    super(fault.expected(), cause);
    this.fault = fault;
  }

  Fault fault() {
    return fault;
  }
}
