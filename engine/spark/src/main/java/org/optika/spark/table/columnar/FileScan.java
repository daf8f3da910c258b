package org.optika.spark.table.columnar;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.execution.ColumnarToRowExec;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.InputAdapter;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.WholeStageCodegenExec;
import org.apache.spark.sql.execution.datasources.FilePartition;
import org.apache.spark.sql.execution.datasources.FileScanRDD;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The files behind a plain scan, and their columns as arrays. Everything here that is not part of
 * Spark's public interface is known to work with Spark {@value #SPARK}; with any other version
 * {@link #of} refuses, and callers take a path of plain Spark SQL instead.
 */
public final class FileScan implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The version of Spark whose insides this class knows. */
  public static final String SPARK = "4.1.0";

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
   */
  record Run(int bucket, int slice, String path, PartitionedFile[] parts) implements Serializable {}

  private final FileScanRDD files;
  private final int[] ordinals;
  private final Kind[] kinds;
  private final transient FileSourceScanExec plan;

  private FileScan(FileSourceScanExec plan, FileScanRDD files, int[] ordinals, Kind[] kinds) {
    this.plan = plan;
    this.files = files;
    this.ordinals = ordinals;
    this.kinds = kinds;
  }

  /**
   * The scan behind rows that were read from Parquet or Delta files, at most narrowed to partitions
   * and columns.
   *
   * @param columns in the order in which they are wanted
   * @throws NotColumnarException when the plan is more than a scan, when its files cannot be read
   *     as columns, or when this is not Spark {@value #SPARK}
   */
  public static FileScan of(Dataset<Row> rows, List<String> columns) {
    String version = rows.sparkSession().version();
    if (!version.equals(SPARK)) {
      throw new NotColumnarException(
          "the columnar reader knows Spark %s, this is %s".formatted(SPARK, version));
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
    }
    return new FileScan(scan, (FileScanRDD) scan.inputRDD(), ordinals, kinds);
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

  /** All batches, in no order, split as Spark splits a scan. */
  @SuppressWarnings("unchecked")
  JavaRDD<ColumnarBatch> batches() {
    return plan.executeColumnar().toJavaRDD();
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
              .add(new Run(bucket, slice, path, ofFile.toArray(PartitionedFile[]::new)));
        });
    runs.values()
        .forEach(list -> list.sort(Comparator.comparingInt(Run::slice).thenComparing(Run::path)));
    return runs;
  }

  /** Called in a task: the batches of one run. A batch is overwritten by the next one. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  java.util.Iterator<ColumnarBatch> open(Run run, TaskContext task) {
    scala.collection.Iterator batches =
        files.compute(new FilePartition(task.partitionId(), run.parts()), task);
    return CollectionConverters.asJava((scala.collection.Iterator<ColumnarBatch>) batches);
  }

  /** Copies the wanted columns of a batch. */
  void copy(ColumnarBatch from, ColumnBatch to, TextCodes texts) {
    int rows = from.numRows();
    to.begin(rows);
    for (int column = 0; column < kinds.length; column++) {
      ColumnVector vector = from.column(ordinals[column]);
      switch (kinds[column]) {
        case LONG -> to.set(column, longs(vector, rows));
        case INT -> to.set(column, ints(vector, rows));
        case TEXT -> to.set(column, codes(vector, rows, texts));
        case LONGS -> lists(vector, rows, to, column);
      }
    }
  }

  private static long[] longs(ColumnVector vector, int rows) {
    if (!vector.hasNull()) {
      return vector instanceof WritableColumnVector writable && writable.hasDictionary()
          ? repeated(writable, rows)
          : vector.getLongs(0, rows);
    }
    long[] values = new long[rows];
    for (int row = 0; row < rows; row++) {
      values[row] = vector.isNullAt(row) ? 0 : vector.getLong(row);
    }
    return values;
  }

  /** Equal neighbours, as of a sorted column, are looked up once. */
  private static long[] repeated(WritableColumnVector vector, int rows) {
    int[] ids = vector.getDictionaryIds().getInts(0, rows);
    long[] values = new long[rows];
    int row = 0;
    while (row < rows) {
      int id = ids[row];
      long value = vector.getLong(row);
      do {
        values[row++] = value;
      } while (row < rows && ids[row] == id);
    }
    return values;
  }

  private static int[] ints(ColumnVector vector, int rows) {
    int[] values;
    if (vector.dataType() instanceof BooleanType) {
      values = new int[rows];
      for (int row = 0; row < rows; row++) {
        values[row] = !vector.isNullAt(row) && vector.getBoolean(row) ? 1 : 0;
      }
      return values;
    }
    values = vector.getInts(0, rows);
    if (vector.hasNull()) {
      for (int row = 0; row < rows; row++) {
        if (vector.isNullAt(row)) {
          values[row] = 0;
        }
      }
    }
    return values;
  }

  /** Each value of a dictionary is looked up once a batch. */
  private static int[] codes(ColumnVector vector, int rows, TextCodes texts) {
    int[] codes = new int[rows];
    boolean nulls = vector.hasNull();
    if (vector instanceof WritableColumnVector writable && writable.hasDictionary()) {
      WritableColumnVector ids = writable.getDictionaryIds();
      int[] codeOfId = new int[16];
      Arrays.fill(codeOfId, TextCodes.UNSEEN);
      for (int row = 0; row < rows; row++) {
        if (nulls && vector.isNullAt(row)) {
          codes[row] = TextCodes.NULL;
          continue;
        }
        int id = ids.getDictId(row);
        if (id >= codeOfId.length) {
          int known = codeOfId.length;
          codeOfId = Arrays.copyOf(codeOfId, Math.max(id + 1, 2 * known));
          Arrays.fill(codeOfId, known, codeOfId.length, TextCodes.UNSEEN);
        }
        if (codeOfId[id] == TextCodes.UNSEEN) {
          codeOfId[id] = texts.code(vector.getUTF8String(row));
        }
        codes[row] = codeOfId[id];
      }
      return codes;
    }
    for (int row = 0; row < rows; row++) {
      codes[row] =
          nulls && vector.isNullAt(row) ? TextCodes.NULL : texts.code(vector.getUTF8String(row));
    }
    return codes;
  }

  private static void lists(ColumnVector vector, int rows, ColumnBatch to, int column) {
    WritableColumnVector lists = (WritableColumnVector) vector;
    int[] starts = new int[rows];
    int[] lengths = new int[rows];
    boolean nulls = vector.hasNull();
    int end = 0;
    for (int row = 0; row < rows; row++) {
      if (!nulls || !vector.isNullAt(row)) {
        starts[row] = lists.getArrayOffset(row);
        lengths[row] = lists.getArrayLength(row);
        end = Math.max(end, starts[row] + lengths[row]);
      }
    }
    to.set(column, lists.arrayData().getLongs(0, end), starts, lengths);
  }
}
