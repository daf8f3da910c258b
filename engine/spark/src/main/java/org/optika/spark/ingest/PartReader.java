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
import org.apache.spark.sql.catalyst.InternalRow;
import org.optika.core.ingest.CsvRows;
import org.optika.core.ingest.Fault;
import org.optika.core.ingest.Pseudonym;
import org.optika.core.ingest.RawRow;
import org.optika.core.ingest.RowReader;
import org.optika.core.ingest.RowSource;
import org.optika.core.ingest.SourceSpec;

/**
 * The notes or the silver rows of one file part, read as they are asked for. A file that turns out
 * to be broken yields a note for the whole file; storage that fails is an exception, so that the
 * job is tried again and nobody takes a bad disk for bad data.
 *
 * @param <T> record of the core
 */
final class PartReader<T> implements Iterator<InternalRow> {
  private static final int MOST_REMEMBERED = 1 << 20;

  /** What to read a part for. */
  enum Yield {
    NOTES,
    SILVER
  }

  private final RawStorage storage;
  private final FilePart part;
  private final SourceSpec spec;
  private final SilverShape<T> shape;
  private final RowReader<T> reader;
  private final Yield wanted;
  private final Staged.Rows staged;
  private final RawRow row;
  private final Queue<InternalRow> ready = new ArrayDeque<>();
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
      RowReader<T> reader,
      Yield wanted) {
    this.storage = storage;
    this.part = part;
    this.spec = spec;
    this.shape = shape;
    this.reader = reader;
    this.wanted = wanted;
    this.staged = new Staged.Rows(spec.name(), part.file());
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
  public InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void advance() {
    try {
      if (rows == null) {
        rows = open();
        rows.fileFault().ifPresent(this::refuse);
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
        fault = reader.read(row, silver -> take(fileRow, silver));
      }
      if (wanted == Yield.NOTES) {
        fault.ifPresent(found -> ready.add(staged.refused(fileRow, found)));
      }
    }
  }

  private RowSource open() throws IOException {
    RawFile file = part.file();
    if (!storage.isUnchanged(file)) {
      throw new IOException("the file has changed since it was listed");
    }
    return switch (spec.format()) {
      case CSV -> new CsvRows(text(file.location()), spec.csv(), spec.rawColumns(), row);
      case JSONL -> new JsonRows(text(file.location()), spec.rawColumns(), row);
      case PARQUET ->
          new ParquetRows(
              new ParquetInput(storage, file.location()),
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

  private void take(long fileRow, T silver) {
    Pseudonym subject = shape.subject(silver).orElse(null);
    if (wanted == Yield.SILVER) {
      ready.add(
          staged.silver(
              fileRow, subject == null ? null : subject.check(), shape.values(spec, silver)));
      return;
    }
    if (subject != null && first(subjectsSent, subject.subjectId() ^ subject.check())) {
      ready.add(staged.named(subject));
    }
    String campaign = shape.campaign(silver);
    if (!campaign.isEmpty() && first(campaignsSent, shape.campaignId(silver))) {
      ready.add(staged.named(shape.campaignId(silver), campaign));
    }
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
    refuse(fault);
    finish();
  }

  private void refuse(Fault fault) {
    if (wanted == Yield.SILVER) {
      throw new IllegalStateException(
          "%s was whole when it was read for notes, and now is not: %s, %s instead of %s"
              .formatted(part.file().name(), fault.column(), fault.got(), fault.expected()));
    }
    ready.add(staged.fileFault(fault));
  }

  private void finish() {
    if (wanted == Yield.NOTES) {
      ready.add(staged.tally(read));
    }
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
