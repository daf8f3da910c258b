package org.optika.spark.table.ledger;

import io.delta.kernel.DataWriteContext;
import io.delta.kernel.Operation;
import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.Transaction;
import io.delta.kernel.TransactionCommitResult;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.exceptions.ConcurrentWriteException;
import io.delta.kernel.exceptions.KernelEngineException;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.exceptions.TableAlreadyExistsException;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.expressions.And;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.expressions.Predicate;
import io.delta.kernel.hook.PostCommitHook;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterable;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.DataFileStatus;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.optika.core.privacy.ledger.Accounting;
import org.optika.core.privacy.ledger.LedgerEntry;

/**
 * {@link org.optika.spark.table.Tables#BUDGET_LEDGER} through Delta Kernel, without Spark. The end
 * of each ledger stands in domain metadata of its own, so that two appends to one ledger that were
 * decided on the same snapshot conflict, whereas appends to others do not. Appends without such a
 * key never conflict in Delta: both would be kept.
 */
final class LedgerTable {

  private static final String WRITER = "optika-ledger";
  private static final String HEAD_DOMAIN = "budget.";

  /** The first ones. By their statistics {@link #rows} passes over files; each holds one row. */
  private static final String INDEXED_COLUMNS = "3";

  private static final Map<String, String> PROPERTIES =
      Map.of(
          "delta.feature.domainMetadata",
          "supported",
          "delta.appendOnly",
          "true",
          "delta.checkpointPolicy",
          "classic",
          "delta.dataSkippingNumIndexedCols",
          INDEXED_COLUMNS);

  private final Engine engine;
  private final String location;

  LedgerTable(Engine engine, String location) {
    this.engine = engine;
    this.location = location;
  }

  /** The newest version; empty when there is no table yet. */
  Optional<Snapshot> snapshot() {
    try {
      return Optional.of(TableManager.loadSnapshot(location).build(engine));
    } catch (TableNotFoundException none) {
      return Optional.empty();
    }
  }

  /** The newest version of a table that is made when there is none yet. */
  Snapshot snapshotOrNew() {
    Optional<Snapshot> existing = snapshot();
    if (existing.isEmpty()) {
      create();
    }
    return existing.or(this::snapshot).orElseThrow();
  }

  private void create() {
    try {
      TransactionCommitResult created =
          TableManager.buildCreateTableTransaction(location, LedgerRows.SCHEMA, WRITER)
              .withTableProperties(PROPERTIES)
              .build(engine)
              .commit(engine, CloseableIterable.emptyIterable());
      runHooks(created);
    } catch (TableAlreadyExistsException | ConcurrentWriteException byAnother) {
      // Which is as good: all make the same table.
    }
  }

  /** The end of a ledger; empty when it has no rows. */
  static Optional<HeadMark> head(Snapshot snapshot, String ledgerId) {
    return snapshot.getDomainMetadata(HEAD_DOMAIN + ledgerId).map(HeadMark::parse);
  }

  /** Finds the row at a place of a ledger. */
  static Predicate isAt(long sequence) {
    return equal("sequence", Literal.ofLong(sequence));
  }

  /** Finds the rows of a release. */
  static Predicate isOf(String releaseId) {
    return equal("release_id", Literal.ofString(releaseId));
  }

  private static Predicate equal(String column, Literal value) {
    return new Predicate("=", new Column(column), value);
  }

  /**
   * Rows of a ledger, in no order: all that are wanted, and those that lie in one file with them or
   * look alike by the statistics of their file.
   *
   * @throws IllegalArgumentException when a row is none that a ledger of this accounting has
   *     written
   */
  List<LedgerEntry> rows(
      Snapshot snapshot, String ledgerId, Accounting accounting, Predicate wanted) {
    Predicate filter = new And(equal("controller_id", Literal.ofString(ledgerId)), wanted);
    Scan scan = snapshot.getScanBuilder().withFilter(filter).build();
    Row state = scan.getScanState(engine);
    List<LedgerEntry> entries = new ArrayList<>();
    try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine)) {
      while (batches.hasNext()) {
        try (CloseableIterator<Row> files = batches.next().getRows()) {
          while (files.hasNext()) {
            readFile(state, files.next(), accounting, entries);
          }
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(
          "Cannot read the rows of ledger '%s' at %s".formatted(ledgerId, location), unreadable);
    }
    return entries.stream().filter(entry -> entry.ledgerId().equals(ledgerId)).toList();
  }

  private void readFile(Row state, Row file, Accounting accounting, List<LedgerEntry> entries)
      throws IOException {
    StructType schema = ScanStateRow.getPhysicalDataReadSchema(state);
    FileStatus status = InternalScanFileUtils.getAddFileStatus(file);
    try (CloseableIterator<FileReadResult> found =
            engine
                .getParquetHandler()
                .readParquetFiles(
                    Utils.singletonCloseableIterator(status), schema, Optional.empty());
        CloseableIterator<FilteredColumnarBatch> logical =
            Scan.transformPhysicalData(engine, state, file, found.map(FileReadResult::getData))) {
      while (logical.hasNext()) {
        try (CloseableIterator<Row> rows = logical.next().getRows()) {
          rows.forEachRemaining(row -> entries.add(LedgerRows.entry(row, accounting)));
        }
      }
    }
  }

  /**
   * Appends a row that was made for the end of its ledger in this snapshot.
   *
   * @throws ConcurrentWriteException when the ledger has got another row meanwhile
   */
  void append(Snapshot snapshot, LedgerEntry entry) throws IOException {
    Transaction transaction =
        snapshot.buildUpdateTableTransaction(WRITER, Operation.WRITE).build(engine);
    transaction.addDomainMetadata(
        HEAD_DOMAIN + entry.ledgerId(), new HeadMark(entry.sequence(), entry.hash()).text());
    Row state = transaction.getTransactionState(engine);
    DataWriteContext context = Transaction.getWriteContext(engine, state, Map.of());
    List<DataFileStatus> files = write(state, context, entry);
    CloseableIterator<Row> actions =
        Transaction.generateAppendActions(
            engine, state, Utils.toCloseableIterator(files.iterator()), context);
    TransactionCommitResult committed =
        transaction.commit(engine, CloseableIterable.inMemoryIterable(actions));
    force(snapshot.getLogPath().toString());
    runHooks(committed);
  }

  private List<DataFileStatus> write(Row state, DataWriteContext context, LedgerEntry entry)
      throws IOException {
    CloseableIterator<FilteredColumnarBatch> data =
        Transaction.transformLogicalData(
            engine, state, Utils.singletonCloseableIterator(LedgerRows.batch(entry)), Map.of());
    List<DataFileStatus> files =
        engine
            .getParquetHandler()
            .writeParquetFiles(context.getTargetDirectory(), data, context.getStatisticsColumns())
            .toInMemoryList();
    for (DataFileStatus file : files) {
      force(file.getPath());
    }
    return files;
  }

  /**
   * On a local disk, waits until a file, or the names in a folder, would survive a loss of power: a
   * commit must not outlive the row that it names, nor a grant the commit.
   */
  private static void force(String path) throws IOException {
    URI uri = new org.apache.hadoop.fs.Path(path).toUri();
    if (uri.getScheme() == null || uri.getScheme().equals("file")) {
      try (FileChannel channel =
          FileChannel.open(Path.of(uri.getPath()), StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** Checkpoints and checksums, which make the next snapshots cheap. */
  private void runHooks(TransactionCommitResult committed) {
    for (PostCommitHook hook : committed.getPostCommitHooks()) {
      try {
        hook.threadSafeInvoke(engine);
      } catch (IOException | KernelException | KernelEngineException notNow) {
        // The row is committed all the same, and a later commit makes up for what is missing.
      }
    }
  }
}
