package org.optika.spark.table;

import io.delta.exceptions.ConcurrentWriteException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.classic.Dataset$;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.Format;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.delta.actions.Protocol;
import org.apache.spark.sql.delta.actions.RemoveFile;
import org.apache.spark.sql.delta.util.FileNames;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation$;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.OptionConverters;

/** The few things that Delta keeps in its log and shows by no public Java method (Delta 4.4). */
final class DeltaLogs {
  private DeltaLogs() {}

  /** Name under which appends count themselves in the log. */
  static final String APPEND_APP = "optika-append";

  private static final Pattern ROWS = Pattern.compile("\"numOutputRows\":\"(\\d+)\"");

  /**
   * What an append must be based on.
   *
   * @param baseVersion table version whose rows are known
   * @param next transaction number that the append claims; lost when another append took it
   * @param empty the table has no files at that version
   */
  record AppendTicket(long baseVersion, long next, boolean empty) {}

  /**
   * Makes version 0 of a table. Delta's own builder takes a folder with anything in it for a table,
   * and so does not mend what a run that was killed has begun.
   *
   * @throws io.delta.exceptions.DeltaConcurrentModificationException when another run was first
   */
  static void create(
      SparkSession spark, String location, Table table, Map<String, String> properties) {
    DeltaLog log = log(spark, location);
    Metadata metadata =
        new Metadata(
            UUID.randomUUID().toString(),
            null,
            table.meaning(),
            new Format("parquet", scala.collection.immutable.Map$.MODULE$.empty()),
            commented(table).json(),
            CollectionConverters.asScala(table.layout().partitionBy()).toSeq(),
            scala.collection.immutable.Map$.MODULE$.from(CollectionConverters.asScala(properties)),
            scala.Option.empty());
    log.createLogDirectoriesIfNotExists();
    OptimisticTransaction transaction =
        log.startTransaction(scala.Option.empty(), scala.Option.empty());
    if (transaction.readVersion() < 0) {
      transaction.updateMetadataForNewTable(metadata);
      transaction.commit(
          CollectionConverters.asScala(List.<Action>of()).toSeq(),
          new DeltaOperations.CreateTable(metadata, false, false, scala.Option.empty()));
    }
  }

  /**
   * Replaces all rows of a table in one commit. Delta's own overwrite computes the state of the
   * whole table first, to look for clustering columns: two Spark jobs, where the list of files is
   * enough.
   *
   * @param rows have the columns of the table
   * @param tag becomes the user metadata of the commit; there is none when there was nothing to
   *     remove and nothing to write
   * @throws io.delta.exceptions.DeltaConcurrentModificationException when another run was quicker
   */
  static void replace(SparkSession spark, String location, Dataset<Row> rows, String tag) {
    log(spark, location)
        .withNewTransaction(
            scala.Option.empty(),
            scala.Option.empty(),
            transaction -> {
              List<Action> actions = written(transaction, rows);
              removeAll(transaction, actions);
              return transaction.commitIfNeeded(
                  CollectionConverters.asScala(actions).toSeq(),
                  operation(SaveMode.Overwrite, transaction, tag),
                  scala.collection.immutable.Map$.MODULE$.empty());
            });
  }

  /**
   * Writes rows and sets properties of the table in one commit, also when there are no rows.
   *
   * @param mode {@code Overwrite} removes all other rows and gives the table the columns that are
   *     declared now, {@code Append} keeps them
   * @param properties are added to those of the table
   * @param base the version that the commit must follow; empty: any
   * @throws io.delta.exceptions.DeltaConcurrentModificationException when the table has another
   *     version, or when another run was quicker
   */
  static void write(
      SparkSession spark,
      String location,
      Table table,
      SaveMode mode,
      Dataset<Row> rows,
      Map<String, String> properties,
      Optional<TableVersion> base,
      String tag) {
    log(spark, location)
        .withNewTransaction(
            scala.Option.empty(),
            scala.Option.empty(),
            transaction -> {
              TableVersion newest =
                  new TableVersion(transaction.metadata().id(), transaction.readVersion());
              if (base.isPresent() && !base.get().equals(newest)) {
                throw new ConcurrentWriteException(
                    "Version %d of the table is no longer the newest"
                        .formatted(base.get().version()));
              }
              // Whatever another run commits meanwhile is then a conflict.
              transaction.readWholeTable();
              Metadata metadata = transaction.metadata();
              String schema =
                  mode == SaveMode.Overwrite ? commented(table).json() : metadata.schemaString();
              transaction.updateMetadata(with(properties, schema, metadata), false);
              List<Action> actions = written(transaction, rows);
              if (mode == SaveMode.Overwrite) {
                removeAll(transaction, actions);
              }
              return transaction.commit(
                  CollectionConverters.asScala(actions).toSeq(), operation(mode, transaction, tag));
            });
  }

  private static List<Action> written(OptimisticTransaction transaction, Dataset<Row> rows) {
    return new ArrayList<>(CollectionConverters.asJava(transaction.writeFiles(rows)));
  }

  private static void removeAll(OptimisticTransaction transaction, List<Action> actions) {
    transaction.readWholeTable();
    transaction.snapshot().allFiles().collectAsList().forEach(file -> actions.add(file.remove()));
  }

  private static Metadata with(Map<String, String> properties, String schema, Metadata metadata) {
    Map<String, String> all = new TreeMap<>(metadata.getConfiguration());
    all.putAll(properties);
    return metadata.copy(
        metadata.id(),
        metadata.name(),
        metadata.description(),
        metadata.format(),
        schema,
        metadata.partitionColumns(),
        scala.collection.immutable.Map$.MODULE$.from(CollectionConverters.asScala(all)),
        metadata.createdTime());
  }

  private static DeltaOperations.Write operation(
      SaveMode mode, OptimisticTransaction transaction, String tag) {
    return new DeltaOperations.Write(
        mode,
        scala.Option.apply(transaction.metadata().partitionColumns()),
        scala.Option.empty(),
        scala.Option.apply(tag),
        scala.Option.empty(),
        scala.Option.empty(),
        scala.Option.empty(),
        scala.Option.empty(),
        scala.Option.empty());
  }

  private static StructType commented(Table table) {
    return DataTypes.createStructType(
        table.columns().stream()
            .map(column -> column.field().withComment(column.meaning()))
            .toArray(StructField[]::new));
  }

  static long version(SparkSession spark, String location) {
    return snapshot(spark, location).version();
  }

  static AppendTicket ticket(SparkSession spark, String location) {
    Snapshot snapshot = snapshot(spark, location);
    long last =
        OptionConverters.toJava(snapshot.transactions().get(APPEND_APP))
            .map(Long.class::cast)
            .orElse(0L);
    return new AppendTicket(snapshot.version(), last + 1, snapshot.numOfFiles() == 0);
  }

  /**
   * The partitions that lie in more than one file, each as an SQL condition.
   *
   * @param columns partition columns, outermost first; their values hold no quote
   */
  static List<String> crowdedPartitions(SparkSession spark, String location, List<String> columns) {
    Column[] values =
        columns.stream()
            .map(name -> functions.col("partitionValues").getItem(name).as(name))
            .toArray(Column[]::new);
    Column[] names = columns.stream().map(functions::col).toArray(Column[]::new);
    return conditions(
        snapshot(spark, location)
            .allFiles()
            .toDF()
            .select(values)
            .groupBy(names)
            .count()
            .where("count > 1")
            .orderBy(names),
        columns);
  }

  /**
   * Partitions, each as an SQL condition.
   *
   * @param partitions have the columns, as text that holds no quote
   */
  static List<String> conditions(Dataset<Row> partitions, List<String> columns) {
    List<String> conditions = new ArrayList<>();
    for (Row row : partitions.collectAsList()) {
      List<String> equal = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        equal.add("%s = '%s'".formatted(columns.get(i), row.getString(i)));
      }
      conditions.add("(" + String.join(" AND ", equal) + ")");
    }
    return conditions;
  }

  /**
   * Deletes the data files that no row is in any more: those that a commit has taken out, and those
   * that no commit names and that have not changed since an instant, which killed runs have left.
   * Older versions of the table can then no longer be read.
   *
   * @param untouchedSinceMillis a run that still writes has changed its files later
   * @return how many files were deleted
   */
  static int deleteUnused(SparkSession spark, String location, long untouchedSinceMillis) {
    DeltaLog log = log(spark, location);
    Snapshot snapshot = snapshot(spark, location);
    try {
      FileSystem files = log.dataPath().getFileSystem(log.newDeltaHadoopConf());
      Set<Path> used = new HashSet<>();
      for (AddFile file : snapshot.allFiles().collectAsList()) {
        used.add(files.makeQualified(file.absolutePath(log)));
      }
      Set<Path> removed = new HashSet<>();
      for (RemoveFile file : snapshot.tombstones().collectAsList()) {
        removed.add(files.makeQualified(file.absolutePath(log)));
      }
      int deleted = 0;
      RemoteIterator<LocatedFileStatus> all = files.listFiles(log.dataPath(), true);
      while (all.hasNext()) {
        LocatedFileStatus file = all.next();
        Path path = files.makeQualified(file.getPath());
        boolean unused =
            isData(log, path)
                && !used.contains(path)
                && (removed.contains(path) || file.getModificationTime() < untouchedSinceMillis);
        if (unused && files.delete(path, false)) {
          deleted++;
        }
      }
      return deleted;
    } catch (IOException unreachable) {
      throw new UncheckedIOException(unreachable);
    }
  }

  private static boolean isData(DeltaLog log, Path path) {
    for (Path above = path.getParent(); above != null; above = above.getParent()) {
      if (above.getName().equals(log.logPath().getName())) {
        return false;
      }
    }
    return true;
  }

  static Optional<String> property(SparkSession spark, String location, String name) {
    return property(snapshot(spark, location), name);
  }

  /** As {@link #property}, at a version of the table. */
  static Optional<String> propertyAt(
      SparkSession spark, String location, long version, String name) {
    return property(snapshotAt(spark, location, version), name);
  }

  private static Optional<String> property(Snapshot snapshot, String name) {
    return OptionConverters.toJava(snapshot.metadata().configuration().get(name));
  }

  /** Whether the table has this version and can still read it. */
  static boolean holds(SparkSession spark, String location, TableVersion version) {
    try {
      return tableId(spark, location, version.version()).equals(version.tableId());
    } catch (Exception gone) { // of several kinds, some of which Java does not see declared
      return false;
    }
  }

  /** What Delta calls the table since it was made. */
  static String tableId(SparkSession spark, String location, long version) {
    return snapshotAt(spark, location, version).metadata().id();
  }

  /**
   * The rows of the files that commits after one version up to another have added, as a plain scan
   * of these files. Files that a compaction has merged since are read themselves, as long as they
   * lie there; what it wrote holds the same rows and is left out.
   *
   * @return empty when that cannot be told from the log: a commit in between has removed rows or
   *     changed the protocol, is no longer in the log, or has added a file that is gone; or when
   *     {@code after} is later than {@code upTo}
   */
  static Optional<TableFiles> appended(SparkSession spark, String location, long after, long upTo) {
    if (after > upTo) {
      return Optional.empty();
    }
    DeltaLog log = log(spark, location);
    Snapshot snapshot = snapshotAt(spark, location, upTo);
    List<AddFile> appended = new ArrayList<>();
    Set<String> merged = new HashSet<>();
    long reached = after;
    Iterator<Tuple2<Object, Seq<Action>>> commits =
        log.getChanges(after + 1, upTo, scala.Option.empty(), false);
    while (commits.hasNext()) {
      Tuple2<Object, Seq<Action>> commit = commits.next();
      if ((long) commit._1() != ++reached) {
        return Optional.empty();
      }
      for (Action action : CollectionConverters.asJava(commit._2())) {
        if (action instanceof Protocol
            || action instanceof RemoveFile removed && removed.dataChange()) {
          return Optional.empty();
        }
        if (action instanceof AddFile file && file.dataChange()) {
          appended.add(file);
        } else if (action instanceof RemoveFile file) {
          merged.add(file.path());
        }
      }
    }
    if (reached != upTo || isAnyGone(log, appended, merged)) {
      return Optional.empty();
    }
    return Optional.of(scan(spark, log, snapshot, appended));
  }

  /** The files of a version of the table. */
  static TableFiles files(SparkSession spark, String location, long version) {
    Snapshot snapshot = snapshotAt(spark, location, version);
    return scan(spark, log(spark, location), snapshot, snapshot.allFiles().collectAsList());
  }

  private static TableFiles scan(
      SparkSession spark, DeltaLog log, Snapshot snapshot, List<AddFile> files) {
    HadoopFsRelation relation =
        log.buildHadoopFsRelationWithFileIndex(
            snapshot,
            new ListedFiles(spark, log, snapshot, files),
            scala.Option.empty(),
            log.buildHadoopFsRelationWithFileIndex$default$4());
    return new TableFiles(
        files,
        Dataset$.MODULE$.ofRows(
            (org.apache.spark.sql.classic.SparkSession) spark,
            LogicalRelation$.MODULE$.apply(relation, false)));
  }

  /** Whether a file that the table no longer needs has been deleted. */
  private static boolean isAnyGone(DeltaLog log, List<AddFile> files, Set<String> merged) {
    try {
      for (AddFile file : files) {
        Path path = file.absolutePath(log);
        if (merged.contains(file.path())
            && !path.getFileSystem(log.newDeltaHadoopConf()).exists(path)) {
          return true;
        }
      }
      return false;
    } catch (IOException unreachable) {
      throw new UncheckedIOException(unreachable);
    }
  }

  /** A commit of ours: its version and how many rows it wrote. */
  record Commit(long version, long rows) {}

  /**
   * The commit that carries {@code tag} as its user metadata; empty when there is none after {@code
   * baseVersion}.
   */
  static Optional<Commit> commitOf(
      SparkSession spark, String location, String tag, long baseVersion) {
    DeltaLog log = log(spark, location);
    long newest = snapshot(spark, location).version();
    for (long version = newest; version > baseVersion; version--) {
      Iterator<String> lines =
          log.store()
              .read(FileNames.unsafeDeltaFile(log.logPath(), version), log.newDeltaHadoopConf())
              .iterator();
      while (lines.hasNext()) {
        String line = lines.next();
        if (line.contains(tag)) {
          Matcher rows = ROWS.matcher(line);
          return Optional.of(new Commit(version, rows.find() ? Long.parseLong(rows.group(1)) : 0));
        }
      }
    }
    return Optional.empty();
  }

  private static Snapshot snapshot(SparkSession spark, String location) {
    return log(spark, location).update(false, scala.Option.empty(), scala.Option.empty());
  }

  private static Snapshot snapshotAt(SparkSession spark, String location, long version) {
    return log(spark, location)
        .getSnapshotAt(version, scala.Option.empty(), scala.Option.empty(), false);
  }

  private static DeltaLog log(SparkSession spark, String location) {
    return DeltaLog.forTable((org.apache.spark.sql.classic.SparkSession) spark, location);
  }
}
