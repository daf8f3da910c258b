package org.optika.jobs.audit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.optika.core.ingest.CsvOptions;
import org.optika.core.ingest.CsvRows;
import org.optika.core.ingest.Fault;
import org.optika.core.ingest.RawRow;
import org.optika.jobs.UserErrorException;

/** Reads the columns of a CSV file as texts. */
final class CsvFile {
  private CsvFile() {}

  /** Takes rows one after the other. */
  interface Rows {
    /**
     * @param row from 1, header not counted
     * @param cells one for each column that was asked for; blank ones are ""
     */
    void accept(long row, String[] cells);

    /** A row that is none. */
    void broken(long row, Fault fault);
  }

  /**
   * @throws UserErrorException when the file cannot be read, or has not these columns
   */
  static void read(Path file, List<String> columns, Rows rows) {
    RawRow raw = new RawRow(columns.size());
    try (CsvRows source =
        new CsvRows(
            new BufferedInputStream(Files.newInputStream(file)), CsvOptions.USUAL, columns, raw)) {
      for (long row = 1; source.next(); row++) {
        requireColumns(file, source.fileFault());
        Optional<Fault> fault = source.rowFault();
        if (fault.isPresent()) {
          rows.broken(row, fault.get());
        } else {
          rows.accept(row, cells(raw));
        }
      }
      requireColumns(file, source.fileFault());
    } catch (IOException unreadable) {
      throw new UserErrorException(
          "%s: %s", file, Files.exists(file) ? "cannot be read" : "no such file");
    }
  }

  private static void requireColumns(Path file, Optional<Fault> fault) {
    if (fault.isPresent()) {
      throw new UserErrorException(
          "%s, column '%s': expected %s, got %s",
          file, fault.get().column(), fault.get().expected(), fault.get().got());
    }
  }

  private static String[] cells(RawRow raw) {
    String[] cells = new String[raw.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = raw.kind(i) == RawRow.Kind.TEXT ? raw.text(i).strip() : "";
    }
    return cells;
  }
}
