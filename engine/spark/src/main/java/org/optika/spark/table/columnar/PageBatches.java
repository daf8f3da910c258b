package org.optika.spark.table.columnar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.metadata.FileMetaData.EncryptionType;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * A Parquet file that Spark has written, decoded from its pages into the arrays of batches: what
 * repeats is decoded once, and nothing is copied twice. Knows the few types and encodings that the
 * tables of a lake have; for any other file {@link #open} gives nothing, and Spark reads it.
 */
final class PageBatches implements Batches, LaterColumns, AutoCloseable {
  private static final int SUBJECT = 0;

  private static final String LOCAL = "file";

  private static final String WRITTEN_BY_SPARK = "org.apache.spark.version";

  /** Times as Spark 2 has written them, which may mean other days. */
  private static final String OLD_TIMES = "org.apache.spark.legacyDateTime";

  /** Of values and levels, by name, since one is deprecated and yet in most files. */
  private static final Set<String> ENCODINGS =
      Set.of("PLAIN", "PLAIN_DICTIONARY", "RLE_DICTIONARY", "RLE", "BIT_PACKED");

  /** Reading all rows costs as much as reading this part of them here and there. */
  private static final int PART_WORTH_READING = 4;

  /**
   * A column of a table.
   *
   * @param matters false for times that are not read: each is {@link BucketedTable#LONG_AGO}
   */
  record Wanted(String name, DataType type, boolean matters) implements java.io.Serializable {}

  /** Row groups, one after the other. */
  @FunctionalInterface
  private interface Groups {
    /** Null when there is none left. */
    PageReadStore next() throws IOException;
  }

  private final ParquetFileReader reader;
  private final Groups groups;
  private final List<PageColumn> columns;
  private final BatchTarget target;
  private long leftOfGroup;

  /** Of the batch at hand, and how many of its rows each column has come to. */
  private int rowsOfBatch;

  private final int[] read;

  /** Rows of the batch at hand that were looked at. */
  private int lookedAt;

  /** So much of the batch before was looked at that reading single rows would not pay. */
  private boolean readsWhole;

  /** All of the batch at hand was read. */
  private boolean isRead;

  /** Its subjects stand in their column. */
  private boolean isSpread;

  private PageBatches(
      ParquetFileReader reader, Groups groups, List<PageColumn> columns, BatchTarget target) {
    this.reader = reader;
    this.groups = groups;
    this.columns = columns;
    this.target = target;
    read = new int[columns.size()];
  }

  /**
   * Opens the row groups of a file whose middle lies in [start, start + length).
   *
   * @param wanted columns in the order of a batch
   * @return nothing when the file holds something that is not known here
   */
  static Optional<PageBatches> open(
      Configuration configuration,
      FileStatus file,
      long start,
      long length,
      List<Wanted> wanted,
      BatchTarget target)
      throws IOException {
    ParquetReadOptions options =
        HadoopReadOptions.builder(configuration, file.getPath())
            .withRange(start, start + length)
            .withCodecFactory(new PageCodecs(configuration))
            .usePageChecksumVerification(true)
            .build();
    InputFile input = input(configuration, file);
    ParquetFileReader reader = ParquetFileReader.open(input, options);
    try {
      Optional<PageBatches> batches = of(reader, groups(reader, input, options), wanted, target);
      if (batches.isEmpty()) {
        reader.close();
      }
      return batches;
    } catch (IOException | RuntimeException failure) {
      reader.close();
      throw failure;
    }
  }

  private static InputFile input(Configuration configuration, FileStatus file) throws IOException {
    URI uri = file.getPath().toUri();
    return LOCAL.equals(uri.getScheme())
        ? LocalFile.open(Path.of(uri.getPath()), file.getLen())
        : HadoopInputFile.fromStatus(file, configuration);
  }

  private static Groups groups(
      ParquetFileReader reader, InputFile input, ParquetReadOptions options) {
    boolean isPlain = reader.getFileMetaData().getEncryptionType() == EncryptionType.UNENCRYPTED;
    return input instanceof LocalFile local && isPlain
        ? new LocalPages(local, reader.getRowGroups(), options.getCodecFactory())::next
        : reader::readNextRowGroup;
  }

  private static Optional<PageBatches> of(
      ParquetFileReader reader, Groups groups, List<Wanted> wanted, BatchTarget target) {
    FileMetaData file = reader.getFileMetaData();
    boolean known =
        file.getKeyValueMetaData().containsKey(WRITTEN_BY_SPARK)
            && !file.getKeyValueMetaData().containsKey(OLD_TIMES);
    List<ColumnDescriptor> descriptors = new ArrayList<>();
    List<PageColumn> columns = new ArrayList<>();
    for (int i = 0; known && i < wanted.size(); i++) {
      if (!wanted.get(i).matters()) {
        columns.add(new PageColumn.Unread(BucketedTable.LONG_AGO, target.rows()));
        continue;
      }
      Optional<ColumnDescriptor> descriptor = find(file.getSchema(), wanted.get(i));
      // A column that is wanted twice could not be read twice from the same pages.
      known = descriptor.isPresent() && !descriptors.contains(descriptor.get());
      if (known) {
        descriptors.add(descriptor.get());
        columns.add(
            column(descriptor.get(), wanted.get(i), file.getSchema(), i == SUBJECT, target));
      }
    }
    if (!known || !encodingsAreKnown(reader.getRowGroups(), descriptors)) {
      return Optional.empty();
    }
    reader.setRequestedSchema(descriptors);
    return Optional.of(new PageBatches(reader, groups, columns, target));
  }

  private static Optional<ColumnDescriptor> find(MessageType schema, Wanted wanted) {
    if (!schema.containsField(wanted.name())) {
      return Optional.empty();
    }
    Type field = schema.getType(wanted.name());
    if (wanted.type() instanceof ArrayType) {
      return isList(field)
          ? Optional.of(schema.getColumnDescription(listPath(wanted)))
          : Optional.empty();
    }
    return field.isPrimitive()
            && !field.isRepetition(Type.Repetition.REPEATED)
            && isKnown(field.asPrimitiveType(), wanted.type())
        ? Optional.of(schema.getColumnDescription(new String[] {wanted.name()}))
        : Optional.empty();
  }

  private static String[] listPath(Wanted wanted) {
    return new String[] {wanted.name(), "list", "element"};
  }

  /** Three levels, as the format prescribes. */
  private static boolean isList(Type field) {
    if (field.isPrimitive() || field.isRepetition(Type.Repetition.REPEATED)) {
      return false;
    }
    GroupType outer = field.asGroupType();
    if (!outer.containsField("list") || outer.getType("list").isPrimitive()) {
      return false;
    }
    GroupType inner = outer.getType("list").asGroupType();
    return inner.isRepetition(Type.Repetition.REPEATED)
        && inner.getFieldCount() == 1
        && inner.containsField("element")
        && inner.getType("element").isPrimitive()
        && !inner.getType("element").isRepetition(Type.Repetition.REPEATED)
        && inner.getType("element").getLogicalTypeAnnotation() == null
        && inner.getType("element").asPrimitiveType().getPrimitiveTypeName()
            == PrimitiveTypeName.INT64;
  }

  private static boolean isKnown(PrimitiveType field, DataType wanted) {
    LogicalTypeAnnotation logical = field.getLogicalTypeAnnotation();
    PrimitiveTypeName stored = field.getPrimitiveTypeName();
    if (wanted instanceof LongType) {
      return stored == PrimitiveTypeName.INT64 && logical == null;
    }
    if (wanted instanceof TimestampType || wanted instanceof TimestampNTZType) {
      return stored == PrimitiveTypeName.INT64
          && logical instanceof TimestampLogicalTypeAnnotation timestamp
          && timestamp.getUnit() == LogicalTypeAnnotation.TimeUnit.MICROS
          && timestamp.isAdjustedToUTC() == wanted instanceof TimestampType;
    }
    if (wanted instanceof DecimalType decimal) {
      return (stored == PrimitiveTypeName.INT64 || stored == PrimitiveTypeName.INT32)
          && logical instanceof DecimalLogicalTypeAnnotation of
          && of.getScale() == decimal.scale()
          && of.getPrecision() <= decimal.precision();
    }
    if (wanted instanceof IntegerType) {
      return stored == PrimitiveTypeName.INT32 && logical == null;
    }
    if (wanted instanceof BooleanType) {
      return stored == PrimitiveTypeName.BOOLEAN;
    }
    return wanted instanceof StringType
        && stored == PrimitiveTypeName.BINARY
        && LogicalTypeAnnotation.stringType().equals(logical);
  }

  private static PageColumn column(
      ColumnDescriptor column,
      Wanted wanted,
      MessageType schema,
      boolean isFirst,
      BatchTarget target) {
    int rows = target.rows();
    if (wanted.type() instanceof ArrayType) {
      int elementLevel = schema.getMaxDefinitionLevel(wanted.name(), "list");
      return new PageColumn.Lists(column, elementLevel, rows);
    }
    if (wanted.type() instanceof StringType) {
      return new PageColumn.Flat<>(column, new PageValues.Texts(target.texts()), rows);
    }
    if (wanted.type() instanceof BooleanType) {
      return new PageColumn.Flat<>(column, new PageValues.Booleans(), rows);
    }
    if (wanted.type() instanceof IntegerType) {
      return new PageColumn.Flat<>(column, new PageValues.Ints(), rows);
    }
    boolean ofInts = column.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT32;
    return new PageColumn.Flat<>(
        column, new PageValues.Longs(ofInts, isFirst ? target.groups() : null), rows);
  }

  private static boolean encodingsAreKnown(
      List<BlockMetaData> groups, List<ColumnDescriptor> columns) {
    for (BlockMetaData group : groups) {
      for (ColumnChunkMetaData chunk : group.getColumns()) {
        boolean wanted =
            columns.stream()
                .anyMatch(column -> Arrays.equals(column.getPath(), chunk.getPath().toArray()));
        if (wanted
            && !chunk.getEncodings().stream().map(Enum::name).allMatch(ENCODINGS::contains)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Bytes of the row groups, in all columns. */
  long bytes() {
    return reader.getRowGroups().stream().mapToLong(BlockMetaData::getCompressedSize).sum();
  }

  long rows() {
    return reader.getRecordCount();
  }

  @Override
  public boolean next(ColumnBatch batch) {
    finishBatch();
    while (leftOfGroup == 0) {
      PageReadStore group = nextGroup();
      if (group == null) {
        close();
        return false;
      }
      leftOfGroup = group.getRowCount();
      columns.forEach(column -> column.begin(group));
    }
    int rows = (int) Math.min(target.rows(), leftOfGroup);
    leftOfGroup -= rows;
    begin(batch, rows);
    return true;
  }

  /**
   * The subject is read at once, though where groups are told it is spread over the rows only for
   * who asks; and so is what cannot be read in part.
   */
  private void begin(ColumnBatch batch, int rows) {
    rowsOfBatch = rows;
    isRead = false;
    isSpread = false;
    batch.begin(rows, target.groups() != null);
    batch.readLater(this);
    if (target.groups() != null) {
      target.groups().begin(rows);
    }
    for (int column = 0; column < columns.size(); column++) {
      columns.get(column).show(batch, column);
      read[column] = 0;
      if (column == SUBJECT || !columns.get(column).canSkip()) {
        columns.get(column).read(batch, column, 0, rows);
        read[column] = rows;
      }
    }
  }

  /** Comes to the end of the batch before in all columns, unless its row group ends with it. */
  private void finishBatch() {
    readsWhole = rowsOfBatch > 0 && isMuch(lookedAt);
    lookedAt = 0;
    if (leftOfGroup == 0) {
      return;
    }
    for (int column = 0; column < columns.size(); column++) {
      if (read[column] < rowsOfBatch) {
        columns.get(column).skip(rowsOfBatch - read[column]);
      }
    }
  }

  @Override
  public void read(ColumnBatch batch, int from, int to) {
    lookedAt += to - from;
    if (isRead) {
      return;
    }
    if (readsWhole) {
      readColumns(batch);
      return;
    }
    for (int column = 1; column < columns.size(); column++) {
      if (read[column] < to) {
        readFrom(batch, column, from, to);
      }
    }
  }

  @Override
  public void read(ColumnBatch batch, int[] positions, int count) {
    if (isMuch(count)) {
      readColumns(batch);
      return;
    }
    for (int column = 1; column < columns.size(); column++) {
      int i = 0;
      while (i < count && read[column] < rowsOfBatch) {
        int first = i++;
        while (i < count && positions[i] == positions[i - 1] + 1) {
          i++;
        }
        readFrom(batch, column, positions[first], positions[i - 1] + 1);
      }
    }
  }

  private boolean isMuch(int rows) {
    return (long) PART_WORTH_READING * rows >= rowsOfBatch;
  }

  private void readColumns(ColumnBatch batch) {
    for (int column = 1; column < columns.size(); column++) {
      readColumn(batch, column);
    }
    isRead = true;
  }

  private void readFrom(ColumnBatch batch, int column, int from, int to) {
    int first = Math.max(from, read[column]);
    if (first > read[column]) {
      columns.get(column).skip(first - read[column]);
    }
    columns.get(column).read(batch, column, first, to - first);
    read[column] = to;
  }

  @Override
  public void readColumn(ColumnBatch batch, int column) {
    if (column == SUBJECT && target.groups() != null) {
      if (!isSpread) {
        target.groups().spread((long[]) batch.values(SUBJECT), rowsOfBatch);
        isSpread = true;
      }
    } else if (read[column] == 0) {
      readFrom(batch, column, 0, rowsOfBatch);
    } else if (read[column] < rowsOfBatch) {
      throw new IllegalStateException("a column is asked for of which rows were passed over");
    }
  }

  private PageReadStore nextGroup() {
    try {
      return groups.next();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
