package org.optika.spark.evidence;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.optika.core.evidence.log.LeafCommitment;
import org.optika.core.evidence.log.LeafKind;
import org.optika.core.evidence.log.RowDigest;
import org.optika.spark.table.InternalRows;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Layout;
import org.optika.spark.table.Table;
import org.optika.spark.table.TableVersion;
import org.optika.spark.table.Tables;

/** Logs what is new in consent_event. */
final class LogAppend {
  private static final List<String> ORDER =
      List.of("bucket", "subject_id", "event_time", "event_id");
  private static final int ATTEMPTS = 12;

  /** Buckets share a file when it would hold fewer rows. */
  static final long LEAST_ROWS_OF_A_FILE = Layout.PART_ROWS / 4;

  private final ConsentLog log;
  private final Lake lake;
  private final Salts salts;
  private final long leastRowsOfAFile;
  private final Consumer<Table> afterCommit;

  LogAppend(ConsentLog log) {
    this(log, Salts.random(), LEAST_ROWS_OF_A_FILE, table -> {});
  }

  /**
   * @param afterCommit called between the commit of leaves and that of their head
   */
  LogAppend(ConsentLog log, Salts salts, long leastRowsOfAFile, Consumer<Table> afterCommit) {
    this.log = log;
    this.lake = log.lake();
    this.salts = salts;
    this.leastRowsOfAFile = leastRowsOfAFile;
    this.afterCommit = afterCommit;
  }

  long run(long nowMicros, String runId) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      log.moveToNewest();
      Optional<Long> logged = append(nowMicros, runId);
      if (logged.isPresent()) {
        return logged.get();
      }
    }
    throw new IllegalStateException(
        "Table 'consent_log': %d attempts to append met an append of another run each time; try again later"
            .formatted(ATTEMPTS));
  }

  /** Empty when another run was quicker. */
  private Optional<Long> append(long nowMicros, String runId) {
    log.seal(nowMicros, runId);
    TableVersion base = lake.version(Tables.CONSENT_LOG);
    TableVersion events = lake.version(Tables.CONSENT_EVENT);
    Optional<TableVersion> reached =
        log.events().filter(version -> version.tableId().equals(events.tableId()));
    if (reached.isPresent() && reached.get().version() >= events.version()) {
      return Optional.of(0L);
    }
    Optional<Dataset<Row>> appended =
        reached.flatMap(earlier -> lake.appendedSince(Tables.CONSENT_EVENT, earlier));
    Dataset<Row> fresh = appended.orElseGet(this::withoutLeaf);
    TreeMap<Integer, Long> rowsOfBucket = new TreeMap<>();
    fresh
        .groupBy("bucket")
        .count()
        .collectAsList()
        .forEach(row -> rowsOfBucket.put(row.getInt(0), row.getLong(1)));
    long rows = rowsOfBucket.values().stream().mapToLong(Long::longValue).sum();
    if (rows == 0 && appended.isPresent()) {
      return Optional.of(0L);
    }
    long size = log.size();
    boolean written =
        lake.appendInPlaceFrom(
            base,
            Tables.CONSENT_LOG,
            leaves(fresh, size, rowsOfBucket),
            ConsentLog.state(size + rows, events));
    if (!written) {
      return Optional.empty();
    }
    afterCommit.accept(Tables.CONSENT_LOG);
    log.seal(nowMicros, runId);
    return Optional.of(rows);
  }

  /** Where the log of consent_event does not tell what is new: rows were taken out, or all are. */
  private Dataset<Row> withoutLeaf() {
    Dataset<Row> all = lake.read(Tables.CONSENT_EVENT);
    if (log.size() == 0) {
      return all;
    }
    Dataset<Row> logged =
        log.leaves()
            .where(col("kind").equalTo(LeafKind.EVENT.id()).and(col("event_id").isNotNull()))
            .select("event_id");
    return all.join(
        logged,
        scala.jdk.javaapi.CollectionConverters.asScala(List.of("event_id")).toSeq(),
        "left_anti");
  }

  private Dataset<Row> leaves(
      Dataset<Row> fresh, long firstLeaf, TreeMap<Integer, Long> rowsOfBucket) {
    Map<Integer, Long> firstOfBucket = new HashMap<>();
    long next = firstLeaf;
    for (Map.Entry<Integer, Long> bucket : rowsOfBucket.entrySet()) {
      firstOfBucket.put(bucket.getKey(), next);
      next += bucket.getValue();
    }
    int buckets = lake.buckets(Tables.CONSENT_EVENT);
    int files = (int) Math.max(1, Math.min(buckets, (next - firstLeaf) / leastRowsOfAFile));
    List<String> names = new ArrayList<>(EventColumns.names());
    names.add("bucket");
    Dataset<Row> ordered =
        fresh
            .select(columns(names))
            .repartitionById(
                files, floor(col("bucket").multiply(lit(files)).divide(lit(buckets))).cast("int"))
            .sortWithinPartitions(columns(ORDER));
    StructType schema = ordered.schema();
    EventColumns columns = new EventColumns(schema);
    int bucket = schema.fieldIndex("bucket");
    Salts ofLeaves = salts;
    JavaRDD<InternalRow> leaves =
        InternalRows.of(ordered)
            .mapPartitions(
                rows -> new Leaves(rows, columns, bucket, firstOfBucket, ofLeaves.open()));
    return InternalRows.frame(lake.spark(), leaves, schemaOfLeaves());
  }

  private static org.apache.spark.sql.Column[] columns(List<String> names) {
    return names.stream().map(name -> col(name)).toArray(org.apache.spark.sql.Column[]::new);
  }

  /** All columns of consent_log but the one that the lake fills. */
  static StructType schemaOfLeaves() {
    return new StructType(
        List.of(Tables.CONSENT_LOG.schema().fields()).stream()
            .filter(field -> !field.name().equals("part"))
            .toArray(StructField[]::new));
  }

  /** One leaf a row; the rows come bucket by bucket. */
  private static final class Leaves implements Iterator<InternalRow> {
    private static final UTF8String EVENT = UTF8String.fromString(LeafKind.EVENT.id());

    private final Iterator<InternalRow> rows;
    private final EventColumns columns;
    private final int bucketAt;
    private final Map<Integer, Long> firstOfBucket;
    private final LongFunction<byte[]> salts;
    private final RowDigest digest = new RowDigest();
    private final LeafCommitment commitment = new LeafCommitment();
    private int bucket = -1;
    private long leaf;

    Leaves(
        Iterator<InternalRow> rows,
        EventColumns columns,
        int bucketAt,
        Map<Integer, Long> firstOfBucket,
        LongFunction<byte[]> salts) {
      this.rows = rows;
      this.columns = columns;
      this.bucketAt = bucketAt;
      this.firstOfBucket = firstOfBucket;
      this.salts = salts;
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public InternalRow next() {
      InternalRow row = rows.next();
      int ofRow = row.getInt(bucketAt);
      if (ofRow != bucket) {
        bucket = ofRow;
        leaf = firstOfBucket.get(bucket);
      }
      byte[] salt = salts.apply(leaf);
      byte[] committed = commitment.of(leaf, columns.digest(digest, salt, row));
      return new GenericInternalRow(
          new Object[] {
            leaf++,
            EVENT,
            null,
            row.getUTF8String(columns.eventId()).clone(),
            row.getLong(columns.fileId()),
            row.getLong(columns.fileRow()),
            salt,
            committed
          });
    }
  }
}
