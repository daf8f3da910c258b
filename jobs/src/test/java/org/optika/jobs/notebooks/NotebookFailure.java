package org.optika.jobs.notebooks;

/** A cell that does not compile or that throws; the message says where and what. */
final class NotebookFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotebookFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
