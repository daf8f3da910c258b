package org.optika.spark.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.optika.core.ingest.Fault;
import org.optika.core.ingest.SourceSpec;

/** What reading the files has shown about each file as a whole. */
final class FileFindings {
  private static final Comparator<Fault> ORDER =
      Comparator.comparing(Fault::column).thenComparing(Fault::expected).thenComparing(Fault::got);

  private final List<RawFile> files;
  private final Map<Long, Long> rows = new HashMap<>();
  private final Map<Long, Fault> faults = new TreeMap<>();

  FileFindings(List<RawFile> files) {
    this.files = List.copyOf(files);
    files.forEach(file -> file.faults().forEach(fault -> faults.put(file.fileId(), fault)));
  }

  /** Takes the tallies and file faults of the notes; this is what reads the files. */
  void add(Dataset<Row> notes) {
    for (Row row :
        notes
            .where(col(Staged.TAG).isin(Staged.TALLY, Staged.FILE_FAULT))
            .select(
                Staged.TAG, "file_id", "file_row", "fault_column", "fault_expected", "fault_got")
            .collectAsList()) {
      if (row.getInt(0) == Staged.TALLY) {
        rows.merge(row.getLong(1), row.getLong(2), Long::sum);
      } else {
        // Parts of one file may break in different ways: which one is told must not depend on
        // who was first.
        faults.merge(
            row.getLong(1),
            new Fault(row.getString(3), row.getString(4), row.getString(5)),
            (one, other) -> ORDER.compare(one, other) <= 0 ? one : other);
      }
    }
  }

  /** Rows in the file; a file that cannot be read at all counts as one row. */
  long rows(RawFile file) {
    boolean broken = faults.containsKey(file.fileId());
    long counted = Math.max(file.rows(), rows.getOrDefault(file.fileId(), 0L));
    return broken ? Math.max(1, counted) : counted;
  }

  boolean isReadable(RawFile file) {
    return !faults.containsKey(file.fileId());
  }

  /** Condition that holds for rows of files without a fault. */
  Column isReadable(Column fileId) {
    return faults.isEmpty() ? lit(true) : not(fileId.isin(faults.keySet().toArray()));
  }

  /** Rows of the quarantine table, one for each file that is refused as a whole. */
  List<Row> fileFaults(List<SourceSpec> sources) {
    List<Row> found = new ArrayList<>();
    for (RawFile file : files) {
      Fault fault = faults.get(file.fileId());
      if (fault != null) {
        found.add(
            RowFactory.create(
                sources.get(file.source()).name(),
                file.name(),
                file.fileId(),
                0L,
                fault.column(),
                fault.expected(),
                fault.got()));
      }
    }
    return found;
  }
}
