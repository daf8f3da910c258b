package org.optika.spark.table.columnar;

import io.delta.package$;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.delta.DeltaParquetFileFormat;
import org.apache.spark.sql.delta.NoMapping$;
import org.apache.spark.sql.execution.ColumnarToRowExec;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.InputAdapter;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.WholeStageCodegenExec;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.FilePartition;
import org.apache.spark.sql.execution.datasources.FileScanRDD;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;

/**
 * The files behind a plain scan, and their columns as arrays. Everything here that is not part of
 * Spark's public interface is known to work with Spark {@value #SPARK} and Delta {@value #DELTA};
 * with any other version {@link #of} refuses, and callers take a path of plain Spark SQL instead.
 */
public final class FileScan implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The version of Spark whose insides this class knows. */
  public static final String SPARK = "4.1.0";

  /** The version of Delta whose files this class knows to read. */
  public static final String DELTA = "4.4.0";

  /** How the values of a column are held. */
  enum Kind {
    /** bigint, timestamp in microseconds, decimal as its unscaled value; null is 0. */
    LONG,
    /** int, boolean as 0 or 1; null is 0. */
    INT,
    /** string as a code of {@link TextCodes}; null is {@link TextCodes#NULL}. */
    TEXT,
    /** array of bigint without nulls. */
    LONGS
  }

  /**
   * Files that hold ascending rows: the parts of one file, in the order of the file.
   *
   * @param bucket value of the first partition column; 0 where there is none
   * @param slice value of the second partition column in days since 1970; 0 where there is none
   * @param unread positions of columns that do not matter in this file
   */
  record Run(int bucket, int slice, String path, PartitionedFile[] parts, int[] unread)
      implements Serializable {
    /** Without the folder. */
    String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }

    Run withUnread(int[] columns) {
      return new Run(bucket, slice, path, parts, columns);
    }

    long bytes() {
      return Stream.of(parts).mapToLong(PartitionedFile::length).sum();
    }
  }

  /** Files, or parts of files, for one task. */
  record Split(PartitionedFile[] parts) implements Serializable {}

  private final FileScanRDD files;
  private final List<PageBatches.Wanted> wanted;
  private final int[] ordinals;
  private final Kind[] kinds;
  private final boolean decodes;
  private final Broadcast<SerializableConfiguration> configuration;

  private FileScan(
      FileSourceScanExec plan, List<PageBatches.Wanted> wanted, int[] ordinals, Kind[] kinds) {
    this.wanted = wanted;
    this.ordinals = ordinals;
    this.kinds = kinds;
    files = (FileScanRDD) plan.inputRDD();
    decodes = namesColumnsAsFilesDo(plan.relation().fileFormat());
    configuration =
        SerializableConfiguration.broadcast(
            plan.relation().sparkSession().sparkContext(),
            plan.relation()
                .sparkSession()
                .sessionState()
                .newHadoopConfWithOptions(plan.relation().options()));
  }

  private static boolean namesColumnsAsFilesDo(FileFormat format) {
    return format instanceof DeltaParquetFileFormat delta
        ? delta.metadata().columnMappingMode().equals(NoMapping$.MODULE$)
        : format.getClass() == ParquetFileFormat.class;
  }

  /**
   * The scan behind rows that were read from Parquet or Delta files, at most narrowed to partitions
   * and columns.
   *
   * @param columns in the order in which they are wanted
   * @throws NotColumnarException when the plan is more than a scan, when its files cannot be read
   *     as columns, or when this is another version of Spark or Delta
   */
  public static FileScan of(Dataset<Row> rows, List<String> columns) {
    String version = rows.sparkSession().version();
    if (!version.equals(SPARK)) {
      throw new NotColumnarException(
          "the columnar reader knows Spark %s, this is %s".formatted(SPARK, version));
    }
    String delta = package$.MODULE$.VERSION();
    if (!delta.equals(DELTA)) {
      throw new NotColumnarException(
          "the columnar reader knows Delta %s, this is %s".formatted(DELTA, delta));
    }
    FileSourceScanExec scan =
        scanOnly(
            ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution().executedPlan());
    if (!scan.supportsColumnar()) {
      throw new NotColumnarException(
          "Spark reads these files row by row (spark.sql.parquet.enableVectorizedReader)");
    }
    List<Attribute> output = CollectionConverters.asJava(scan.output());
    int[] ordinals = new int[columns.size()];
    Kind[] kinds = new Kind[columns.size()];
    List<PageBatches.Wanted> wanted = new ArrayList<>();
    for (int i = 0; i < ordinals.length; i++) {
      String name = columns.get(i);
      int ordinal = 0;
      while (ordinal < output.size() && !output.get(ordinal).name().equals(name)) {
        ordinal++;
      }
      if (ordinal == output.size()) {
        throw new NotColumnarException("the scan has no column '%s'".formatted(name));
      }
      ordinals[i] = ordinal;
      kinds[i] = kind(name, output.get(ordinal).dataType());
      wanted.add(new PageBatches.Wanted(name, output.get(ordinal).dataType(), true));
    }
    return new FileScan(scan, wanted, ordinals, kinds);
  }

  /** Anything else than a projection above the scan could drop rows that the files hold. */
  private static FileSourceScanExec scanOnly(SparkPlan plan) {
    if (plan instanceof FileSourceScanExec scan) {
      return scan;
    }
    boolean harmless =
        plan instanceof ProjectExec
            || plan instanceof ColumnarToRowExec
            || plan instanceof WholeStageCodegenExec
            || plan instanceof InputAdapter;
    if (!harmless) {
      throw new NotColumnarException("the plan is more than a scan: " + plan.nodeName());
    }
    return scanOnly(plan.children().head());
  }

  private static Kind kind(String name, DataType type) {
    if (type instanceof LongType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType
        || type instanceof DecimalType decimal && decimal.precision() <= 18) {
      return Kind.LONG;
    }
    if (type instanceof IntegerType || type instanceof BooleanType) {
      return Kind.INT;
    }
    if (type instanceof StringType) {
      return Kind.TEXT;
    }
    if (type instanceof ArrayType array && array.elementType() instanceof LongType) {
      return Kind.LONGS;
    }
    throw new NotColumnarException("column '%s' has type %s".formatted(name, type.simpleString()));
  }

  Kind[] kinds() {
    return kinds;
  }

  /** The files as Spark splits a scan, each split with the hosts that have it. */
  JavaRDD<Split> splits(SparkContext context) {
    List<Tuple2<Split, Seq<String>>> splits = new ArrayList<>();
    for (FilePartition partition : CollectionConverters.asJava(files.filePartitions())) {
      splits.add(
          new Tuple2<>(
              new Split(partition.files()),
              CollectionConverters.asScala(List.of(partition.preferredLocations())).toSeq()));
    }
    return context
        .makeRDD(CollectionConverters.asScala(splits).toSeq(), ClassTag$.MODULE$.apply(Split.class))
        .toJavaRDD();
  }

  /** The files, by bucket, those of a bucket by slice. */
  Map<Integer, List<Run>> runs() {
    Map<String, List<PartitionedFile>> parts = new LinkedHashMap<>();
    for (FilePartition partition : CollectionConverters.asJava(files.filePartitions())) {
      for (PartitionedFile part : partition.files()) {
        parts.computeIfAbsent(part.urlEncodedPath(), path -> new ArrayList<>()).add(part);
      }
    }
    Map<Integer, List<Run>> runs = new TreeMap<>();
    parts.forEach(
        (path, ofFile) -> {
          ofFile.sort(Comparator.comparingLong(PartitionedFile::start));
          InternalRow partition = ofFile.get(0).partitionValues();
          int bucket = partition.numFields() > 0 ? partition.getInt(0) : 0;
          int slice = partition.numFields() > 1 ? partition.getInt(1) : 0;
          runs.computeIfAbsent(bucket, first -> new ArrayList<>())
              .add(
                  new Run(bucket, slice, path, ofFile.toArray(PartitionedFile[]::new), new int[0]));
        });
    runs.values()
        .forEach(list -> list.sort(Comparator.comparingInt(Run::slice).thenComparing(Run::path)));
    return runs;
  }

  /** Called in a task: the batches of a file. */
  Batches open(Run run, BatchTarget target, TaskContext task) {
    List<PageBatches.Wanted> inRun = new ArrayList<>(wanted);
    for (int column : run.unread()) {
      inRun.set(
          column,
          new PageBatches.Wanted(wanted.get(column).name(), wanted.get(column).type(), false));
    }
    return open(run.parts(), inRun, target, task);
  }

  /** Called in a task: the batches of some files, one file after the other. */
  Batches open(PartitionedFile[] parts, BatchTarget target, TaskContext task) {
    return open(parts, wanted, target, task);
  }

  private Batches open(
      PartitionedFile[] parts,
      List<PageBatches.Wanted> wanted,
      BatchTarget target,
      TaskContext task) {
    return new Batches() {
      private int opened;
      private Batches batches = batch -> false;

      @Override
      public boolean next(ColumnBatch batch) {
        while (!batches.next(batch)) {
          if (opened == parts.length) {
            return false;
          }
          batches = open(parts[opened++], wanted, target, task);
        }
        return true;
      }
    };
  }

  /** As the plan has found the file, so that it is not asked for again. */
  private static FileStatus status(PartitionedFile part) {
    return new FileStatus(part.fileSize(), false, 0, 0, part.modificationTime(), part.toPath());
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private Batches open(
      PartitionedFile part, List<PageBatches.Wanted> wanted, BatchTarget target, TaskContext task) {
    if (decodes) {
      try {
        Optional<PageBatches> pages =
            PageBatches.open(
                configuration.value().value(),
                status(part),
                part.start(),
                part.length(),
                wanted,
                target);
        if (pages.isPresent()) {
          task.addTaskCompletionListener((TaskCompletionListener) ended -> pages.get().close());
          task.taskMetrics().inputMetrics().incBytesRead(pages.get().bytes());
          task.taskMetrics().inputMetrics().incRecordsRead(pages.get().rows());
          return pages.get();
        }
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    scala.collection.Iterator batches =
        files.compute(new FilePartition(task.partitionId(), new PartitionedFile[] {part}), task);
    return new VectorBatches(
        CollectionConverters.asJava((scala.collection.Iterator<ColumnarBatch>) batches),
        ordinals,
        kinds,
        target.texts(),
        target.groups());
  }
}
