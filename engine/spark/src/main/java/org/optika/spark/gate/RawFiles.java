package org.optika.spark.gate;

import java.util.HashSet;
import java.util.Set;
import org.optika.spark.table.columnar.SubjectRows;

/** Some raw files, by id. */
final class RawFiles {
  /** Without any file. */
  static final RawFiles NONE = new RawFiles();

  private final Set<Long> files = new HashSet<>();
  private long last;

  /** Adds the files that some rows were in. */
  void addAll(SubjectRows rows) {
    for (int row = rows.first(); row < rows.end(); row++) {
      long file = ChangeSide.file(rows, row);
      // Most rows are of the same one.
      if (file != last || files.isEmpty()) {
        files.add(file);
        last = file;
      }
    }
  }

  /** Whether one of the files is the one that a row was in. */
  boolean hold(SubjectRows rows, int row) {
    return !files.isEmpty() && files.contains(ChangeSide.file(rows, row));
  }
}
