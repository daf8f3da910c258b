package org.optika.spark.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.xxhash64;

import io.delta.exceptions.DeltaConcurrentModificationException;
import io.delta.tables.DeltaTable;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * The Delta tables under one root, as one run sees them. A table's version is pinned when the run
 * first reads it and moves only by the run's own writes, so that all stages of a run agree; {@link
 * #versionsRead} and {@link #versionsWritten} are what the run records. Not thread-safe.
 */
public final class Lake {
  private static final String PROPERTY_PREFIX = "optika.";
  private static final String BUCKETS_PROPERTY = PROPERTY_PREFIX + "buckets";
  private static final int ATTEMPTS = 12;

  /** Slices of a bucket that one task writes side by side: ten years of months. */
  private static final long CONCURRENT_WRITERS = 120;

  /** By their statistics {@link TableFiles#namesLaterThan} passes over files. */
  private static final List<String> KNOWN_TIMES = List.of("recorded_time", "ingested_time");

  private static final String PLACE = "place_in_key";

  private final SparkSession spark;
  private final String root;
  private final int buckets;
  private final Map<String, Long> pinned = new TreeMap<>();
  private final Map<String, Long> read = new TreeMap<>();
  private final Map<String, Long> written = new TreeMap<>();
  private final Map<String, Long> rowCounts = new TreeMap<>();

  private Lake(SparkSession spark, String root, int buckets) {
    this.spark = spark;
    this.root = root;
    this.buckets = buckets;
  }

  /**
   * @param root directory (relative to the working directory) or URI that holds one directory a
   *     table
   * @param buckets number of buckets of tables that do not exist yet; existing ones keep theirs
   */
  public static Lake open(SparkSession spark, String root, int buckets) {
    boolean hasScheme = root.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*");
    String absolute = hasScheme ? root : Path.of(root).toAbsolutePath().normalize().toString();
    spark.conf().set("spark.sql.maxConcurrentOutputFileWriters", CONCURRENT_WRITERS);
    return new Lake(spark, absolute, buckets);
  }

  public SparkSession spark() {
    return spark;
  }

  public String root() {
    return root;
  }

  /** Where the table lies; for people and for engines that read Delta or Parquet. */
  public String location(Table table) {
    return root + "/" + table.name();
  }

  public boolean exists(Table table) {
    return DeltaTable.isDeltaTable(spark, location(table));
  }

  /** Versions of the tables that this run has read, by table name. */
  public Map<String, Long> versionsRead() {
    return new TreeMap<>(read);
  }

  /** Versions that this run has written, by table name. */
  public Map<String, Long> versionsWritten() {
    return new TreeMap<>(written);
  }

  /** Rows that this run has written, by table name. */
  public Map<String, Long> rowsWritten() {
    return new TreeMap<>(rowCounts);
  }

  /** Starts a new record of versions and rows; pinned versions stay. */
  public void startRecord() {
    read.clear();
    written.clear();
    rowCounts.clear();
  }

  /** Rows of a table that is open to every stage; no rows when nothing was written yet. */
  public Dataset<Row> read(OpenTable table) {
    return rows(table);
  }

  /**
   * Rows of a person-level table, refused ones included. For the gate only: an architecture test
   * fails when anything else calls it.
   */
  public Dataset<Row> readForGate(PersonTable table) {
    return rows(table);
  }

  /** As {@link #readForGate}, for whoever does not look at all of the files. */
  public TableFiles filesForGate(PersonTable table) {
    return DeltaLogs.files(spark, location(table), pin(table));
  }

  /**
   * Origins of the rows that the table holds of the given files: {@code (file_id, file_row)} for
   * each of its rows. Shows where rows came from and nothing of what they say, so it is open for
   * person-level tables too.
   */
  public Dataset<Row> originsOf(Table table, Collection<Long> fileIds) {
    return rows(table).select("file_id", "file_row").where(col("file_id").isin(fileIds.toArray()));
  }

  private Dataset<Row> rows(Table table) {
    return rowsAt(table, pin(table));
  }

  private Dataset<Row> rowsAt(Table table, long version) {
    return spark
        .read()
        .format("delta")
        .option("versionAsOf", version)
        .load(location(table))
        .select(columns(names(table)));
  }

  private long pin(Table table) {
    createIfAbsent(table);
    long version =
        pinned.computeIfAbsent(table.name(), name -> DeltaLogs.version(spark, location(table)));
    read.put(table.name(), version);
    return version;
  }

  /**
   * Reads tables at earlier versions, as a run did that has named them.
   *
   * @param versions Delta version by table name
   * @throws IllegalStateException when this run has read one of them at another version already
   */
  public void readAtVersions(Map<String, Long> versions) {
    versions.forEach(
        (table, version) -> {
          Long before = pinned.putIfAbsent(table, version);
          if (before != null && !before.equals(version)) {
            throw new IllegalStateException(
                "%s was read at version %d already, not %d".formatted(table, before, version));
          }
        });
  }

  /**
   * Rows of an open table as they were at a version; what this run reads else is not moved by it.
   *
   * @return empty when the table was made anew since, or when its log does not reach back
   */
  public Optional<Dataset<Row>> readAt(OpenTable table, TableVersion version) {
    createIfAbsent(table);
    return DeltaLogs.holds(spark, location(table), version)
        ? Optional.of(rowsAt(table, version.version()))
        : Optional.empty();
  }

  /** The version of the table that this run reads; it is pinned by that. */
  public TableVersion version(Table table) {
    long version = pin(table);
    return new TableVersion(DeltaLogs.tableId(spark, location(table), version), version);
  }

  /**
   * The rows that have come into an open table since an earlier version, up to the version that
   * this run reads. Compactions in between are passed over.
   *
   * @return empty when that cannot be told: rows were removed or replaced in between, the log does
   *     not reach back, the table was made anew, or {@code earlier} is later than what this run
   *     reads. The caller then has to take all rows for new.
   */
  public Optional<Dataset<Row>> appendedSince(OpenTable table, TableVersion earlier) {
    return appended(table, earlier).map(files -> files.rows().select(columns(names(table))));
  }

  /** As {@link #appendedSince}, refused rows included. For the gate only, as is its like above. */
  public Optional<TableFiles> appendedForGate(PersonTable table, TableVersion earlier) {
    return appended(table, earlier);
  }

  private Optional<TableFiles> appended(Table table, TableVersion earlier) {
    TableVersion now = version(table);
    if (!now.tableId().equals(earlier.tableId())) {
      return Optional.empty();
    }
    return DeltaLogs.appended(spark, location(table), earlier.version(), now.version());
  }

  /**
   * What the commit that wrote the table has said of it under {@code key}, see {@link
   * #replace(Table, Dataset, Map)}; at the version that this run reads, which is pinned by that.
   */
  public Optional<String> state(Table table, String key) {
    return DeltaLogs.propertyAt(spark, location(table), pin(table), PROPERTY_PREFIX + key);
  }

  /** Replaces all rows of the table in one commit. */
  public void replace(Table table, Dataset<Row> rows) {
    commit(table, laidOut(table, complete(table, rows)), replacing(table));
  }

  /**
   * As {@link #replace(Table, Dataset)}, and says something of the table in the same commit, so
   * that the rows and what is said of them are always of one run.
   *
   * @param state becomes table properties, with a prefix of ours; keys that it does not name keep
   *     their value
   */
  public void replace(Table table, Dataset<Row> rows, Map<String, String> state) {
    commit(
        table,
        laidOut(table, complete(table, rows)),
        stating(table, SaveMode.Overwrite, state, Optional.empty()));
  }

  /**
   * As {@link #replace(Table, Dataset, Map)}, for rows that were made from the table's own.
   *
   * @param base version that the rows were made from
   * @return false, with nothing written, when that is not the newest version
   */
  public boolean replaceFrom(
      TableVersion base, Table table, Dataset<Row> rows, Map<String, String> state) {
    return writeFrom(base, table, rows, SaveMode.Overwrite, state);
  }

  /**
   * Appends rows and says something of the table in the same commit, see {@link #replace(Table,
   * Dataset, Map)}; also when there are no rows.
   *
   * @param base version that the rows and the state follow from
   * @return false, with nothing written, when that is not the newest version: another run has
   *     written meanwhile
   */
  public boolean appendFrom(
      TableVersion base, Table table, Dataset<Row> rows, Map<String, String> state) {
    return writeFrom(base, table, rows, SaveMode.Append, state);
  }

  /**
   * As {@link #appendFrom}, without moving the rows.
   *
   * @param rows each partition is sorted as the files of the table are
   */
  public boolean appendInPlaceFrom(
      TableVersion base, Table table, Dataset<Row> rows, Map<String, String> state) {
    return commitFrom(base, table, complete(table, rows), SaveMode.Append, state);
  }

  private boolean writeFrom(
      TableVersion base, Table table, Dataset<Row> rows, SaveMode mode, Map<String, String> state) {
    return commitFrom(base, table, laidOut(table, complete(table, rows)), mode, state);
  }

  private boolean commitFrom(
      TableVersion base, Table table, Dataset<Row> rows, SaveMode mode, Map<String, String> state) {
    return tryCommit(table, rows, stating(table, mode, state, Optional.of(base)), base.version());
  }

  /**
   * As {@link #replace(Table, Dataset)}, without moving the rows.
   *
   * @param rows each partition holds one bucket of the table and is sorted as its files are
   */
  public void replaceInPlace(Table table, Dataset<Row> rows) {
    commit(table, complete(table, rows), replacing(table));
  }

  private Dataset<Row> complete(Table table, Dataset<Row> rows) {
    createIfAbsent(table);
    return table.conform(withDerived(table, rows));
  }

  /**
   * Replaces the rows that fulfil {@code condition} in one commit, which makes writing them again
   * harmless.
   *
   * @param condition SQL over columns that carry no identifier: Delta keeps it in its log
   */
  public void replaceWhere(Table table, String condition, Dataset<Row> rows) {
    commit(
        table,
        laidOut(table, complete(table, rows)),
        saving(table, SaveMode.Overwrite, Map.of("replaceWhere", condition)));
  }

  /**
   * Appends rows whose keys no other run can have, since a part of the key is this run's own. Looks
   * at nothing that the table holds.
   */
  public void append(Table table, Dataset<Row> rows) {
    commit(table, laidOut(table, complete(table, rows)), saving(table, SaveMode.Append, Map.of()));
  }

  /** As {@link #appendNew(Table, Dataset, List)} where rows with one key are equal. */
  public void appendNew(Table table, Dataset<Row> rows) {
    appendNew(table, rows, List.of());
  }

  /**
   * Appends the rows whose key the table does not hold yet, each once, also when other runs append
   * at the same moment: a commit that is not based on the newest append is given up and tried
   * again.
   *
   * @param rows may hold a key several times; then the first in the order of {@code preference} is
   *     kept. Computed anew for each attempt, so they have to be the same each time.
   * @param preference columns of {@code rows}, also such as the table does not have; none: any of
   *     the rows is kept
   */
  public void appendNew(Table table, Dataset<Row> rows, List<String> preference) {
    createIfAbsent(table);
    Dataset<Row> complete = withDerived(table, rows);
    for (int attempt = 1; ; attempt++) {
      DeltaLogs.AppendTicket ticket = DeltaLogs.ticket(spark, location(table));
      Dataset<Row> fresh = complete;
      if (!ticket.empty()) {
        fresh =
            complete.join(
                keysAt(table, ticket.baseVersion(), complete), keyNames(table), "left_anti");
      }
      Map<String, String> options =
          Map.of("txnAppId", DeltaLogs.APPEND_APP, "txnVersion", Long.toString(ticket.next()));
      Dataset<Row> once = table.conform(firstOfEachKey(table, fresh, preference));
      if (tryCommit(table, once, saving(table, SaveMode.Append, options), ticket.baseVersion())) {
        return;
      }
      backOff(table, attempt);
    }
  }

  /**
   * Rewrites the partitions that appends have left in several files, each as one sorted file. The
   * rows stay what they are; a run that has pinned an older version still reads the files of that
   * version. Safe beside appends: when one commits first, the work is done again.
   *
   * @return how many partitions were rewritten
   */
  public int compact(Table table) {
    createIfAbsent(table);
    for (int attempt = 1; ; attempt++) {
      DeltaLogs.AppendTicket ticket = DeltaLogs.ticket(spark, location(table));
      List<String> crowded =
          DeltaLogs.crowdedPartitions(spark, location(table), table.layout().partitionBy());
      if (crowded.isEmpty()) {
        return 0;
      }
      String condition = String.join(" OR ", crowded);
      Dataset<Row> rows = rowsAt(table, ticket.baseVersion()).where(condition);
      Map<String, String> options = rewriting(condition, ticket);
      options.put("dataChange", "false");
      if (tryCommit(
          table,
          laidOut(table, rows),
          saving(table, SaveMode.Overwrite, options),
          ticket.baseVersion())) {
        return crowded.size();
      }
      backOff(table, attempt);
    }
  }

  /**
   * Rewrites whole partitions in one commit. Safe beside appends, as {@link #compact} is.
   *
   * @param rows some rows of the partitions, with their partition columns
   * @param change makes of all rows of these partitions those that shall stand there; called again
   *     when another run commits first
   */
  public void rewrite(Table table, Dataset<Row> rows, UnaryOperator<Dataset<Row>> change) {
    List<String> columns = table.layout().partitionBy();
    org.apache.spark.sql.Column[] texts =
        columns.stream()
            .map(name -> col(name).cast("string").as(name))
            .toArray(org.apache.spark.sql.Column[]::new);
    List<String> partitions = DeltaLogs.conditions(rows.select(texts).distinct(), columns);
    if (partitions.isEmpty()) {
      return;
    }
    String condition = String.join(" OR ", partitions);
    for (int attempt = 1; ; attempt++) {
      DeltaLogs.AppendTicket ticket = DeltaLogs.ticket(spark, location(table));
      Dataset<Row> changed =
          table.conform(change.apply(rowsAt(table, ticket.baseVersion()).where(condition)));
      if (tryCommit(
          table,
          laidOut(table, changed),
          saving(table, SaveMode.Overwrite, rewriting(condition, ticket)),
          ticket.baseVersion())) {
        return;
      }
      backOff(table, attempt);
    }
  }

  private static Map<String, String> rewriting(String condition, DeltaLogs.AppendTicket ticket) {
    Map<String, String> options = new TreeMap<>();
    options.put("replaceWhere", condition);
    options.put("txnAppId", DeltaLogs.APPEND_APP);
    options.put("txnVersion", Long.toString(ticket.next()));
    return options;
  }

  /**
   * Deletes the data files of the table that hold none of its rows, so that what was taken out of
   * it is gone from the disk. Older versions can then no longer be read, and a run that reads one
   * at this moment fails.
   *
   * @param untouchedSinceMillis files of no commit that have changed since may be those of a run
   *     that still writes; they stay
   * @return how many files were deleted
   */
  public int deleteUnusedFiles(Table table, long untouchedSinceMillis) {
    createIfAbsent(table);
    return DeltaLogs.deleteUnused(spark, location(table), untouchedSinceMillis);
  }

  /** From now on the newest version of the table is read, also what other runs have written. */
  public void moveToNewest(Table table) {
    pinned.remove(table.name());
  }

  /** Whether a row of the table lies in the partition that its other columns call for. */
  public org.apache.spark.sql.Column isInItsPartition(Table table) {
    createIfAbsent(table);
    org.apache.spark.sql.Column inPlace = lit(true);
    for (Map.Entry<String, org.apache.spark.sql.Column> derived : derived(table).entrySet()) {
      inPlace = inPlace.and(col(derived.getKey()).eqNullSafe(derived.getValue()));
    }
    return inPlace;
  }

  private Dataset<Row> keysAt(Table table, long version, Dataset<Row> incoming) {
    Dataset<Row> existing =
        spark.read().format("delta").option("versionAsOf", version).load(location(table));
    if (table.layout().sliceOf().filter(table.key()::contains).isPresent()) {
      // The slice follows from the key: other slices cannot hold the same row.
      Object[] slices =
          incoming.select("slice").distinct().collectAsList().stream()
              .map(row -> row.get(0))
              .toArray();
      existing = existing.where(col("slice").isin(slices));
    }
    return existing.select(columns(table.key()));
  }

  private static scala.collection.immutable.Seq<String> keyNames(Table table) {
    return scala.jdk.javaapi.CollectionConverters.asScala(table.key()).toSeq();
  }

  /**
   * The rows laid out as the table wants them, each key once. Where the key holds the columns by
   * which files are sorted, one sort brings rows with one key together and is the order of the
   * files as well.
   */
  private Dataset<Row> firstOfEachKey(Table table, Dataset<Row> rows, List<String> preference) {
    List<String> inFiles = table.layout().sortBy();
    boolean oneSort = table.key().containsAll(inFiles);
    Set<String> sameKey = new LinkedHashSet<>(oneSort ? inFiles : List.of());
    sameKey.addAll(table.key());
    if (table.layout().bucketed()) {
      sameKey.add("bucket");
    }
    WindowSpec ofOneKey =
        Window.partitionBy(columns(List.copyOf(sameKey)))
            .orderBy(columns(preference.isEmpty() ? table.key() : preference));
    Dataset<Row> first =
        inBuckets(table, rows)
            .withColumn(PLACE, row_number().over(ofOneKey))
            .where(col(PLACE).equalTo(1))
            .select(columns(names(table)));
    if (!table.layout().bucketed()) {
      return first.coalesce(1);
    }
    return oneSort ? first : first.sortWithinPartitions(columns(inFiles));
  }

  private void commit(Table table, Dataset<Row> complete, Write write) {
    for (int attempt = 1; ; attempt++) {
      if (tryCommit(table, complete, write, DeltaLogs.version(spark, location(table)))) {
        return;
      }
      backOff(table, attempt);
    }
  }

  /**
   * Writes rows that are laid out as the table wants them.
   *
   * @return false when somebody else committed first and the work has to be done again
   */
  private boolean tryCommit(Table table, Dataset<Row> rows, Write write, long baseVersion) {
    String tag = UUID.randomUUID().toString();
    try {
      write.commit(rows, tag);
    } catch (DeltaConcurrentModificationException conflict) {
      return false;
    }
    Optional<DeltaLogs.Commit> commit =
        DeltaLogs.commitOf(spark, location(table), tag, baseVersion);
    if (commit.isEmpty() && DeltaLogs.version(spark, location(table)) == baseVersion) {
      // Delta makes no commit when there is nothing to add and nothing to remove.
      commit = Optional.of(new DeltaLogs.Commit(baseVersion, 0));
    }
    commit.ifPresent(
        ours -> {
          pinned.put(table.name(), ours.version());
          written.put(table.name(), ours.version());
          rowCounts.merge(table.name(), ours.rows(), Long::sum);
        });
    return commit.isPresent();
  }

  /** Makes one commit of rows that carries the tag as its user metadata. */
  private interface Write {
    void commit(Dataset<Row> rows, String tag);
  }

  private Write replacing(Table table) {
    return (rows, tag) -> DeltaLogs.replace(spark, location(table), rows, tag);
  }

  private Write stating(
      Table table, SaveMode mode, Map<String, String> state, Optional<TableVersion> base) {
    Map<String, String> properties = new TreeMap<>();
    state.forEach((key, value) -> properties.put(PROPERTY_PREFIX + key, value));
    return (rows, tag) ->
        DeltaLogs.write(spark, location(table), table, mode, rows, properties, base, tag);
  }

  private Write saving(Table table, SaveMode mode, Map<String, String> options) {
    return (rows, tag) ->
        rows.write()
            .format("delta")
            .mode(mode)
            .options(options)
            .option("userMetadata", tag)
            .save(location(table));
  }

  private static void backOff(Table table, int attempt) {
    if (attempt >= ATTEMPTS) {
      throw new IllegalStateException(
          "Table '%s': %d attempts to commit met a commit of another run each time; try again later"
              .formatted(table.name(), attempt));
    }
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(50L << Math.min(attempt, 6)));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "Interrupted while waiting to write '%s'".formatted(table.name()), stop);
    }
  }

  private Dataset<Row> withDerived(Table table, Dataset<Row> rows) {
    Dataset<Row> complete = rows;
    for (Map.Entry<String, org.apache.spark.sql.Column> column : derived(table).entrySet()) {
      complete = complete.withColumn(column.getKey(), column.getValue());
    }
    return complete;
  }

  /** Partition columns, from the columns that they follow from. */
  private Map<String, org.apache.spark.sql.Column> derived(Table table) {
    Layout layout = table.layout();
    Map<String, org.apache.spark.sql.Column> derived = new TreeMap<>();
    if (layout.bucketed()) {
      derived.put("bucket", pmod(xxhash64(col("subject_id")), lit(bucketsOf(table))).cast("int"));
    }
    layout
        .sliceOf()
        .ifPresent(time -> derived.put("slice", date_trunc("month", col(time)).cast("date")));
    layout
        .partOf()
        .ifPresent(
            number -> derived.put("part", floor(col(number).divide(Layout.PART_ROWS)).cast("int")));
    return derived;
  }

  /**
   * In the table's files: one writer task a bucket, its rows in the table's order. The rows are not
   * sorted by slice first: {@link #CONCURRENT_WRITERS} keeps a file open for each.
   */
  private Dataset<Row> laidOut(Table table, Dataset<Row> rows) {
    if (table.layout().partOf().isPresent()) {
      return rows.repartition(col("part")).sortWithinPartitions(columns(table.layout().sortBy()));
    }
    if (!table.layout().bucketed()) {
      return rows.coalesce(1);
    }
    return inBuckets(table, rows).sortWithinPartitions(columns(table.layout().sortBy()));
  }

  private Dataset<Row> inBuckets(Table table, Dataset<Row> rows) {
    return table.layout().bucketed() ? rows.repartitionById(bucketsOf(table), col("bucket")) : rows;
  }

  private static List<String> names(Table table) {
    return table.columns().stream().map(Column::name).toList();
  }

  private static org.apache.spark.sql.Column[] columns(List<String> names) {
    return names.stream().map(name -> col(name)).toArray(org.apache.spark.sql.Column[]::new);
  }

  /** Number of buckets of a bucketed table; of one that does not exist yet, what it will have. */
  public int buckets(Table table) {
    return exists(table) ? bucketsOf(table) : buckets;
  }

  private int bucketsOf(Table table) {
    return DeltaLogs.property(spark, location(table), BUCKETS_PROPERTY)
        .map(Integer::parseInt)
        .orElse(buckets);
  }

  /** Creates the table with a protocol that independent readers understand (docs/decisions). */
  private void createIfAbsent(Table table) {
    if (pinned.containsKey(table.name()) || exists(table)) {
      return;
    }
    Map<String, String> properties = new TreeMap<>();
    properties.put("delta.minReaderVersion", "1");
    properties.put("delta.minWriterVersion", "2");
    properties.put("delta.enableDeletionVectors", "false");
    properties.put("delta.checkpointPolicy", "classic");
    if (!table.layout().sortBy().isEmpty()) {
      // Identifiers get no column statistics: the Delta log would keep their smallest and largest.
      String statistics =
          table.columns().stream()
              .map(Column::name)
              .filter(
                  name ->
                      KNOWN_TIMES.contains(name)
                          || table.layout().sliceOf().filter(name::equals).isPresent()
                          || table.layout().partOf().filter(name::equals).isPresent())
              .collect(Collectors.joining(","));
      if (statistics.isEmpty()) {
        properties.put("delta.dataSkippingNumIndexedCols", "0");
      } else {
        properties.put("delta.dataSkippingStatsColumns", statistics);
      }
    }
    if (table.layout().bucketed()) {
      properties.put(BUCKETS_PROPERTY, Integer.toString(buckets));
    }
    for (int attempt = 1; !exists(table); attempt++) {
      try {
        DeltaLogs.create(spark, location(table), table, properties);
      } catch (DeltaConcurrentModificationException created) {
        backOff(table, attempt);
      }
    }
  }
}
