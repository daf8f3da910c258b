package org.optika.spark.table.columnar;

/** A table cannot be read as columns; its rows can. The message says why, in half a sentence. */
public final class NotColumnarException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotColumnarException(String why) {
    super(why);
  }
}
