package org.optika.spark.ingest;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.spark.sql.Row;
import org.optika.core.ingest.CsvRows;
import org.optika.core.ingest.Fault;
import org.optika.core.ingest.Pseudonym;
import org.optika.core.ingest.RawRow;
import org.optika.core.ingest.RowReader;
import org.optika.core.ingest.RowSource;
import org.optika.core.ingest.SourceSpec;

/**
 * The staged rows of one file part, read as they are asked for. A file that turns out to be broken
 * yields a fault for the whole file; storage that fails is an exception, so that the job is tried
 * again and nobody takes a bad disk for bad data.
 *
 * @param <T> record of the core
 */
final class PartReader<T> implements Iterator<Row> {
  private static final int MOST_REMEMBERED = 1 << 20;

  private final RawStorage storage;
  private final FilePart part;
  private final SourceSpec spec;
  private final SilverShape<T> shape;
  private final RowReader<T> reader;
  private final Staged.Rows staged;
  private final RawRow row;
  private final Queue<Row> ready = new ArrayDeque<>();
  private final Set<Long> subjectsSent = new HashSet<>();
  private final Set<Long> campaignsSent = new HashSet<>();

  private RowSource rows;
  private long read;
  private boolean done;

  PartReader(
      RawStorage storage,
      FilePart part,
      SourceSpec spec,
      SilverShape<T> shape,
      RowReader<T> reader) {
    this.storage = storage;
    this.part = part;
    this.spec = spec;
    this.shape = shape;
    this.reader = reader;
    this.staged = new Staged.Rows(spec.name(), part.file(), shape.table());
    this.row = new RawRow(spec.rawColumns().size());
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !done) {
      advance();
    }
    return !ready.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void advance() {
    try {
      if (rows == null) {
        rows = open();
        rows.fileFault().map(staged::fileFault).ifPresent(ready::add);
      }
      if (!rows.next()) {
        finish();
        return;
      }
    } catch (UnreadableFileException broken) {
      refuseFile(broken.fault(), broken);
      return;
    } catch (EOFException | ZipException broken) {
      refuseFile(
          new Fault(Fault.WHOLE_ROW, "a complete gzip file", "bytes that cannot be decoded"),
          broken);
      return;
    } catch (IOException unreachable) {
      throw new UncheckedIOException("cannot read " + part.file().name(), unreachable);
    }
    read++;
    if (rows.fileFault().isEmpty()) {
      long fileRow = part.rowsBefore() + read;
      Optional<Fault> fault = rows.rowFault();
      if (fault.isEmpty()) {
        fault = reader.read(row, silver -> ready.add(stage(fileRow, silver)));
      }
      fault.ifPresent(found -> ready.add(staged.refused(fileRow, found)));
    }
  }

  private RowSource open() throws IOException {
    String location = part.file().location();
    if (storage.length(location) != part.file().bytes()) {
      throw new IOException("the file has changed since it was listed");
    }
    return switch (spec.format()) {
      case CSV -> new CsvRows(text(location), spec.csv(), spec.rawColumns(), row);
      case JSONL -> new JsonRows(text(location), spec.rawColumns(), row);
      case PARQUET ->
          new ParquetRows(
              new ParquetInput(storage, location),
              spec.rawColumns(),
              row,
              part.firstGroup(),
              part.lastGroup());
    };
  }

  private InputStream text(String location) throws IOException {
    InputStream in = storage.open(location);
    return location.endsWith(".gz") ? new GZIPInputStream(in, 64 << 10) : in;
  }

  private Row stage(long fileRow, T silver) {
    Pseudonym subject = shape.subject(silver).orElse(null);
    boolean newSubject =
        subject != null && first(subjectsSent, subject.subjectId() ^ subject.check());
    String campaign = shape.campaign(silver);
    boolean newCampaign = !campaign.isEmpty() && first(campaignsSent, shape.campaignId(silver));
    return staged.silver(
        fileRow,
        subject == null ? null : subject.check(),
        newSubject ? subject.key() : null,
        newSubject ? subject.type().id() : null,
        newCampaign ? campaign : null,
        shape.values(spec, silver));
  }

  /** Sent a second time does no harm, forgotten would. */
  private static boolean first(Set<Long> sent, long id) {
    if (sent.size() >= MOST_REMEMBERED) {
      sent.clear();
    }
    return sent.add(id);
  }

  private void refuseFile(Fault fault, Exception cause) {
    try {
      // The bytes are those of the listing, all of them, so it is what they say that is wrong.
      if (storage.fileId(spec.name(), part.file().location()) != part.file().fileId()) {
        throw new IOException("the file has changed since it was listed", cause);
      }
    } catch (IOException unreachable) {
      throw new UncheckedIOException("cannot read " + part.file().name(), unreachable);
    }
    ready.add(staged.fileFault(fault));
    finish();
  }

  private void finish() {
    ready.add(staged.tally(read));
    done = true;
    if (rows != null) {
      try {
        rows.close();
      } catch (IOException unreachable) {
        throw new UncheckedIOException("cannot close " + part.file().name(), unreachable);
      }
    }
  }
}
