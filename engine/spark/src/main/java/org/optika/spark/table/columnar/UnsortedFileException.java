package org.optika.spark.table.columnar;

/** A file of a bucketed table is not sorted by subject, as if another writer had made it. */
public final class UnsortedFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnsortedFileException(String path) {
    super("%s: rows are not sorted by subject".formatted(path));
  }
}
