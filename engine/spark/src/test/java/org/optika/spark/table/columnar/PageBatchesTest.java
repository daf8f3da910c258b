package org.optika.spark.table.columnar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.optika.spark.LocalSpark;
import scala.jdk.javaapi.CollectionConverters;

/** What is decoded from pages is what Spark reads; what is not known is left to Spark. */
@ExtendWith(LocalSpark.class)
class PageBatchesTest {
  private static final int ROWS = 1000;

  private static final StructType SCHEMA =
      new StructType()
          .add("subject", DataTypes.LongType)
          .add("at", DataTypes.TimestampType)
          .add("local", DataTypes.TimestampNTZType)
          .add("money", DataTypes.createDecimalType(18, 4))
          .add("rate", DataTypes.createDecimalType(9, 2))
          .add("count", DataTypes.IntegerType)
          .add("flag", DataTypes.BooleanType)
          .add("text", DataTypes.StringType)
          .add("list", DataTypes.createArrayType(DataTypes.LongType))
          .add("numbers", DataTypes.createArrayType(DataTypes.LongType, false));

  private static final List<String> COLUMNS = List.of(SCHEMA.fieldNames());

  @TempDir private Path dir;
  private SparkSession spark;

  @BeforeEach
  void open(SparkSession session) {
    spark = session;
  }

  /** How Parquet lays out a file. */
  private record Layout(String name, Map<String, String> options) {
    private static Layout of(String name, String... options) {
      Map<String, String> map = new HashMap<>();
      for (int i = 0; i < options.length; i += 2) {
        map.put(options[i], options[i + 1]);
      }
      return new Layout(name, map);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Layout> layouts() {
    return Stream.of(
        Layout.of("one page of each column"),
        Layout.of(
            "small pages without dictionaries",
            "parquet.enable.dictionary",
            "false",
            "parquet.page.size",
            "700",
            "parquet.page.size.row.check.min",
            "10"),
        Layout.of("pages of 37 rows", "parquet.page.row.count.limit", "37"),
        Layout.of(
            "dictionaries that fill up",
            "parquet.dictionary.page.size",
            "600",
            "parquet.page.size",
            "500",
            "parquet.page.size.row.check.min",
            "10"),
        Layout.of(
            "many row groups",
            "parquet.block.size",
            "6000",
            "parquet.page.size.row.check.min",
            "50",
            "parquet.block.size.row.check.min",
            "50"),
        Layout.of("uncompressed", "compression", "none"),
        Layout.of("zstd", "compression", "zstd", "parquet.page.row.count.limit", "1000"),
        Layout.of("gzip", "compression", "gzip"),
        Layout.of("lz4", "compression", "lz4_raw", "parquet.page.row.count.limit", "100"),
        Layout.of("lz4 in large pages", "compression", "lz4_raw"));
  }

  /** How often a value is null, and how many different ones there are. */
  private static Row row(Random random, int row, double nulls, int values) {
    List<Object> cells = new ArrayList<>();
    long subject = random.nextDouble() < nulls ? 0 : row / (1 + values % 7);
    cells.add(subject == 0 ? null : Long.valueOf(subject * 0x9E3779B97F4AL));
    Instant at = Instant.EPOCH.plus(random.nextInt(values) * 1_234_567L, ChronoUnit.MICROS);
    cells.add(at);
    cells.add(LocalDateTime.ofInstant(at, ZoneOffset.UTC).minusYears(300));
    cells.add(BigDecimal.valueOf(random.nextInt(values) * 77_777L - 1_000_000, 4));
    cells.add(BigDecimal.valueOf(random.nextInt(values) - 50L, 2));
    cells.add(random.nextInt(values) - 3);
    cells.add(random.nextInt(1 + values % 5) == 0);
    cells.add("text " + random.nextInt(values) + "ü".repeat(random.nextInt(3)));
    for (int list = 0; list < 2; list++) {
      int length = random.nextInt(4) == 0 ? 0 : random.nextInt(6);
      cells.add(random.longs(length, 0, 5L * values).boxed().toList());
    }
    for (int i = 1; i < cells.size(); i++) {
      if (random.nextDouble() < nulls) {
        cells.set(i, null);
      }
    }
    return RowFactory.create(
        cells.stream()
            .map(
                cell ->
                    cell instanceof List<?> list
                        ? CollectionConverters.asScala(list).toSeq()
                        : cell)
            .toArray());
  }

  private Path write(List<Row> rows, StructType schema, Map<String, String> options)
      throws IOException {
    Path to = dir.resolve("table");
    spark.createDataFrame(rows, schema).coalesce(1).write().options(options).parquet(to.toString());
    return file(to);
  }

  private Path writeTimesAs(String type, List<Row> rows, StructType schema) throws IOException {
    String key = "spark.sql.parquet.outputTimestampType";
    String usual = spark.conf().get(key);
    spark.conf().set(key, type);
    try {
      return write(rows, schema, Map.of());
    } finally {
      spark.conf().set(key, usual);
    }
  }

  private static Path file(Path table) throws IOException {
    try (Stream<Path> files = Files.list(table)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
  }

  /** A row as the engine holds it: null is 0, or an empty list, or no text. */
  private static String expected(Row row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      StructField field = row.schema().fields()[i];
      Object value = row.get(i);
      if (value instanceof Timestamp time) {
        line.append(micros(time.toInstant()));
      } else if (value instanceof LocalDateTime local) {
        line.append(micros(local.toInstant(ZoneOffset.UTC)));
      } else if (value instanceof BigDecimal decimal) {
        line.append(decimal.unscaledValue());
      } else if (value instanceof Boolean flag) {
        line.append(flag ? 1 : 0);
      } else if (value instanceof scala.collection.Iterable<?> list) {
        line.append(list.mkString("[", ", ", "]"));
      } else if (value != null) {
        line.append(value);
      } else if (field.dataType().simpleString().startsWith("array")) {
        line.append("[]");
      } else {
        line.append(field.dataType().simpleString().equals("string") ? "null" : "0");
      }
      line.append(' ');
    }
    return line.toString();
  }

  private static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
  }

  private static List<String> lines(Batches batches, TextCodes texts, StructType schema) {
    List<String> lines = new ArrayList<>();
    ColumnBatch batch = new ColumnBatch(schema.size());
    while (batches.next(batch)) {
      batch.read(0, batch.rows());
      for (int row = 0; row < batch.rows(); row++) {
        lines.add(line(batch, row, texts, schema));
      }
    }
    return lines;
  }

  /** A row that was read. */
  private static String line(ColumnBatch batch, int row, TextCodes texts, StructType schema) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < schema.size(); column++) {
      String type = schema.fields()[column].dataType().simpleString();
      if (type.startsWith("array")) {
        int start = batch.starts(column)[row];
        int end = start + batch.lengths(column)[row];
        line.append(
            LongStream.of(java.util.Arrays.copyOfRange((long[]) batch.values(column), start, end))
                .boxed()
                .toList());
      } else if (type.equals("string")) {
        line.append(texts.text(((int[]) batch.values(column))[row]));
      } else if (batch.values(column) instanceof int[] ints) {
        line.append(ints[row]);
      } else {
        line.append(((long[]) batch.values(column))[row]);
      }
      line.append(' ');
    }
    return line.toString();
  }

  private static List<PageBatches.Wanted> wanted(StructType schema) {
    return Stream.of(schema.fields())
        .map(field -> new PageBatches.Wanted(field.name(), field.dataType(), true))
        .toList();
  }

  private Optional<PageBatches> open(
      Path file, long start, long length, StructType schema, TextCodes texts, SubjectGroups groups)
      throws IOException {
    return open(file, start, length, wanted(schema), texts, groups);
  }

  private Optional<PageBatches> open(
      Path file,
      long start,
      long length,
      List<PageBatches.Wanted> wanted,
      TextCodes texts,
      SubjectGroups groups)
      throws IOException {
    return PageBatches.open(
        spark.sparkContext().hadoopConfiguration(),
        new FileStatus(
            Files.size(file), false, 0, 0, 0, new org.apache.hadoop.fs.Path(file.toUri())),
        start,
        length,
        wanted,
        new BatchTarget(texts, groups, ROWS));
  }

  /** As it lies in a store that is not a local disk. */
  private static Optional<PageBatches> open(
      URI file, long size, List<PageBatches.Wanted> wanted, TextCodes texts) throws IOException {
    return PageBatches.open(
        FarStore.configuration(),
        new FileStatus(size, false, 0, 0, 0, new org.apache.hadoop.fs.Path(file)),
        0,
        size,
        wanted,
        new BatchTarget(texts, null, ROWS));
  }

  private Optional<PageBatches> open(Path file, StructType schema) throws IOException {
    return open(file, 0, Long.MAX_VALUE / 2, schema, new TextCodes(), null);
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void decoded_rows_are_those_that_spark_reads(Layout layout) throws IOException {
    Random random = new Random(layout.name().hashCode());
    List<Row> rows = new ArrayList<>();
    // Stretches with no nulls, few, many and nothing else; of few different values and of many.
    for (double nulls : new double[] {0, 0.02, 0.5, 1, 0}) {
      for (int values : new int[] {1, 3, 40, 100_000}) {
        IntStream.range(0, random.nextInt(600))
            .forEach(row -> rows.add(row(random, row, nulls, values)));
      }
    }
    Path file = write(rows, SCHEMA, layout.options());
    TextCodes texts = new TextCodes();
    TextCodes others = new TextCodes();

    Batches batches = open(file, 0, Files.size(file), SCHEMA, texts, null).orElseThrow();
    Batches elsewhere =
        open(FarStore.uri(file), Files.size(file), wanted(SCHEMA), others).orElseThrow();

    List<String> expected =
        spark.read().parquet(file.toString()).collectAsList().stream()
            .map(PageBatchesTest::expected)
            .toList();
    assertThat(expected).hasSameSizeAs(rows);
    assertThat(lines(batches, texts, SCHEMA)).isEqualTo(expected);
    assertThat(lines(elsewhere, others, SCHEMA)).isEqualTo(expected);
  }

  /** Some rows of some batches are asked for: stretches, single rows, whole columns, or none. */
  @ParameterizedTest
  @MethodSource("layouts")
  void rows_that_are_passed_over_move_no_others(Layout layout) throws IOException {
    Random random = new Random(layout.name().hashCode() + 1L);
    List<Row> rows = new ArrayList<>();
    for (double nulls : new double[] {0, 0.02, 0.5, 0}) {
      for (int values : new int[] {1, 3, 40, 100_000}) {
        IntStream.range(0, random.nextInt(900))
            .forEach(row -> rows.add(row(random, row, nulls, values)));
      }
    }
    Path file = write(rows, SCHEMA, layout.options());
    List<String> expected = rowsOf(dir.resolve("table"), COLUMNS);
    TextCodes texts = new TextCodes();
    Batches batches = open(file, 0, Files.size(file), SCHEMA, texts, null).orElseThrow();
    ColumnBatch batch = new ColumnBatch(SCHEMA.size());

    int before = 0;
    int looked = 0;
    while (batches.next(batch)) {
      int way = random.nextInt(4);
      int[] positions =
          IntStream.range(0, batch.rows()).filter(row -> random.nextInt(9) == 0).toArray();
      if (way == 0) {
        batch.read(positions, positions.length);
      } else if (way == 1) {
        positions = IntStream.range(0, batch.rows()).toArray();
        batch.longs(1 + random.nextInt(3));
        batch.read(0, batch.rows());
      } else if (way == 2) {
        int from = random.nextInt(batch.rows());
        positions = IntStream.range(from, batch.rows() - random.nextInt(3)).toArray();
        for (int row : positions) {
          batch.read(row, row + 1);
        }
      } else {
        positions = new int[0];
      }
      for (int row : positions) {
        assertThat(line(batch, row, texts, SCHEMA)).isEqualTo(expected.get(before + row));
        looked++;
      }
      before += batch.rows();
    }

    assertThat(before).isEqualTo(rows.size());
    assertThat(looked).isPositive();
  }

  @Test
  void a_column_of_which_rows_were_passed_over_is_not_shown_whole() throws IOException {
    Random random = new Random(3);
    Path file =
        write(
            IntStream.range(0, 50).mapToObj(i -> row(random, i, 0, 9)).toList(), SCHEMA, Map.of());
    Batches batches = open(file, SCHEMA).orElseThrow();
    ColumnBatch batch = new ColumnBatch(SCHEMA.size());
    batches.next(batch);
    batch.read(7, 9);

    assertThatThrownBy(() -> batch.longs(1)).isInstanceOf(IllegalStateException.class);
  }

  /** A bit that a disk has lost is noticed where the writer has left sums, as Spark's does. */
  @Test
  void a_page_that_is_not_what_was_written_is_refused() throws IOException {
    StructType schema = new StructType().add("subject", DataTypes.LongType);
    Random random = new Random(11);
    Path file =
        write(
            IntStream.range(0, 900).mapToObj(i -> RowFactory.create(random.nextLong())).toList(),
            schema,
            Map.of("parquet.enable.dictionary", "false"));
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 4;
    Files.write(file, bytes);
    Batches batches = open(file, schema).orElseThrow();

    assertThatThrownBy(() -> batches.next(new ColumnBatch(1)))
        .hasStackTraceContaining("its sum differs");
  }

  /** Values behind it would be taken from the one before. */
  @Test
  void a_dictionary_among_the_pages_is_refused() throws IOException {
    StructType schema = new StructType().add("subject", DataTypes.LongType);
    Path file = write(List.of(RowFactory.create(7L), RowFactory.create(7L)), schema, Map.of());
    LocalFile local = LocalFile.open(file, Files.size(file));
    try (ParquetFileReader reader = ParquetFileReader.open(local)) {
      PageReader pages =
          new LocalPages(local, reader.getRowGroups(), new PageCodecs(new Configuration(false)))
              .next()
              .getPageReader(reader.getFileMetaData().getSchema().getColumns().get(0));

      // As if another one had been read before.
      assertThatThrownBy(pages::readPage)
          .hasStackTraceContaining("a dictionary of a column stands behind its first page");
    }
  }

  @Test
  void a_file_that_has_become_shorter_is_refused() throws IOException {
    Path file = dir.resolve("short");
    Files.write(file, new byte[100]);

    try (SeekableInputStream stream = LocalFile.open(file, 200).newStream()) {
      stream.seek(50);
      assertThatThrownBy(() -> stream.readFully(new byte[51])).isInstanceOf(EOFException.class);
    }
  }

  /** Times in another unit make it Spark that reads the file. */
  @Test
  void rows_that_spark_reads_are_the_same() throws IOException {
    Random random = new Random(29);
    List<Row> rows = IntStream.range(0, 2000).mapToObj(i -> row(random, i, 0.2, 50)).toList();
    Path file = writeTimesAs("INT96", rows, SCHEMA);

    assertThat(open(file, SCHEMA)).isEmpty();
    assertThat(rowsOf(dir.resolve("table"), COLUMNS))
        .isEqualTo(
            spark.read().parquet(file.toString()).collectAsList().stream()
                .map(PageBatchesTest::expected)
                .toList());
  }

  @Test
  void parts_of_a_file_have_each_row_once() throws IOException {
    Random random = new Random(5);
    List<Row> rows = IntStream.range(0, 3000).mapToObj(i -> row(random, i, 0.1, 30)).toList();
    Path file =
        write(
            rows,
            SCHEMA,
            Map.of(
                "parquet.block.size", "9000",
                "parquet.page.size.row.check.min", "50",
                "parquet.block.size.row.check.min", "50"));
    List<String> lines = new ArrayList<>();
    int parts = 0;
    for (long start = 0; start < Files.size(file); start += 10_000) {
      TextCodes texts = new TextCodes();
      List<String> part =
          lines(open(file, start, 10_000, SCHEMA, texts, null).orElseThrow(), texts, SCHEMA);
      parts += part.isEmpty() ? 0 : 1;
      lines.addAll(part);
    }

    assertThat(parts).isGreaterThan(2);
    assertThat(lines).isEqualTo(rowsOf(dir.resolve("table"), COLUMNS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void groups_are_the_stretches_of_one_subject(String dictionary) throws IOException {
    StructType schema = new StructType().add("subject", DataTypes.LongType);
    Random random = new Random(17);
    List<Row> rows = new ArrayList<>();
    List<Long> subjects = new ArrayList<>();
    for (long subject = 1; rows.size() < 3 * ROWS; subject += 1 + random.nextInt(3)) {
      subjects.add(subject);
      for (int i = 0; i <= random.nextInt(40); i++) {
        rows.add(RowFactory.create(subject));
      }
    }
    Path file =
        write(
            rows,
            schema,
            Map.of(
                "parquet.enable.dictionary",
                dictionary,
                "parquet.dictionary.page.size",
                "3000",
                "parquet.page.row.count.limit",
                "999"));
    SubjectGroups groups = new SubjectGroups();
    ColumnBatch batch = new ColumnBatch(1);
    Batches batches =
        open(file, 0, Files.size(file), schema, new TextCodes(), groups).orElseThrow();
    List<Long> found = new ArrayList<>();
    while (batches.next(batch)) {
      groups.end(batch.rows());
      for (int group = 0; group < groups.count(); group++) {
        long subject = groups.subject(group);
        assertThat(
                java.util.Arrays.copyOfRange(
                    batch.longs(0), groups.start(group), groups.start(group + 1)))
            .isNotEmpty()
            .containsOnly(subject);
        if (found.isEmpty() || found.get(found.size() - 1) != subject) {
          found.add(subject);
        }
      }
    }

    assertThat(found).isEqualTo(subjects);
    assertThat(groups.ascending()).isTrue();
  }

  /** Pages hold some dozens of elements, so that lists go over from page to page. */
  @ParameterizedTest(name = "lists from {0} elements on, every {1}th row null")
  @CsvSource({"1, 1000000", "0, 1000000", "0, 3", "1, 50"})
  void lists_are_whole_wherever_they_begin(int shortest, int nullEvery) throws IOException {
    StructType schema =
        new StructType()
            .add("subject", DataTypes.LongType)
            .add("list", DataTypes.createArrayType(DataTypes.LongType, false));
    Random random = new Random(shortest + nullEvery);
    List<Row> rows = new ArrayList<>();
    for (long row = 0; row < 5 * ROWS / 2; row++) {
      int length = shortest + (random.nextInt(100) == 0 ? 400 : random.nextInt(5));
      rows.add(
          RowFactory.create(
              row,
              row % nullEvery == nullEvery - 1
                  ? null
                  : CollectionConverters.asScala(random.longs(length).boxed().toList()).toSeq()));
    }
    Path file =
        write(
            rows,
            schema,
            Map.of(
                "parquet.page.size", "300",
                "parquet.page.size.row.check.min", "2",
                "parquet.enable.dictionary", "false"));
    TextCodes texts = new TextCodes();

    assertThat(lines(open(file, schema).orElseThrow(), texts, schema))
        .isEqualTo(
            spark.read().parquet(file.toString()).collectAsList().stream()
                .map(PageBatchesTest::expected)
                .toList());
  }

  @Test
  void a_time_that_does_not_matter_is_not_read() throws IOException {
    StructType schema =
        new StructType()
            .add("subject", DataTypes.LongType)
            .add("known", DataTypes.LongType)
            .add("at", DataTypes.LongType);
    List<Row> rows =
        LongStream.range(0, 2 * ROWS + 7).mapToObj(i -> RowFactory.create(i, -i, 5 * i)).toList();
    Path file = write(rows, schema, Map.of());
    List<PageBatches.Wanted> wanted = new ArrayList<>(wanted(schema));
    // Whoever looked into the file would find no such column.
    wanted.set(1, new PageBatches.Wanted("elsewhere", DataTypes.TimestampType, false));

    Batches batches = open(file, 0, Files.size(file), wanted, new TextCodes(), null).orElseThrow();

    assertThat(lines(batches, new TextCodes(), schema))
        .isEqualTo(
            LongStream.range(0, rows.size())
                .mapToObj(i -> "%d %d %d ".formatted(i, BucketedTable.LONG_AGO, 5 * i))
                .toList());
  }

  @Test
  void a_list_with_null_in_it_is_refused() throws IOException {
    StructType schema = new StructType().add("list", DataTypes.createArrayType(DataTypes.LongType));
    Path file =
        write(
            List.of(
                RowFactory.create(
                    CollectionConverters.asScala(java.util.Arrays.asList(1L, null)).toSeq())),
            schema,
            Map.of());
    Batches batches = open(file, schema).orElseThrow();

    assertThatThrownBy(() -> batches.next(new ColumnBatch(1)))
        .isInstanceOf(NotColumnarException.class)
        .hasMessage("a list with null in it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT96", "TIMESTAMP_MILLIS"})
  void times_of_other_units_are_left_to_spark(String type) throws IOException {
    StructType schema = new StructType().add("at", DataTypes.TimestampType);
    Row row = RowFactory.create(Instant.parse("2026-03-01T00:00:00.123Z"));
    Path file = writeTimesAs(type, List.of(row), schema);

    assertThat(open(file, schema)).isEmpty();
    assertThat(rowsOf(dir.resolve("table"), List.of("at"))).containsExactly("1772323200123000 ");
  }

  @Test
  void encodings_that_are_not_known_are_left_to_spark() throws IOException {
    StructType schema = new StructType().add("id", DataTypes.LongType);
    Path file =
        write(
            List.of(RowFactory.create(7L), RowFactory.create(8L)),
            schema,
            Map.of("parquet.writer.version", "v2", "parquet.enable.dictionary", "false"));

    assertThat(open(file, schema)).isEmpty();
    assertThat(rowsOf(dir.resolve("table"), List.of("id"))).containsExactly("7 ", "8 ");
  }

  @Test
  void pages_of_the_second_format_are_decoded() throws IOException {
    StructType schema =
        new StructType()
            .add("id", DataTypes.LongType)
            .add("flag", DataTypes.BooleanType)
            .add("list", DataTypes.createArrayType(DataTypes.LongType));
    Random random = new Random(3);
    // Whole pages have nothing in them.
    IntPredicate isEmpty = i -> i >= 300 && i < 600 || random.nextInt(9) == 0;
    List<Row> rows =
        IntStream.range(0, 1000)
            .mapToObj(
                i ->
                    RowFactory.create(
                        isEmpty.test(i) ? null : i / 100L,
                        isEmpty.test(i) ? null : random.nextBoolean(),
                        CollectionConverters.asScala(
                                random
                                    .longs(isEmpty.test(i) ? 0 : random.nextInt(4), 0, 9)
                                    .boxed()
                                    .toList())
                            .toSeq()))
            .toList();
    Path file =
        write(
            rows,
            schema,
            Map.of("parquet.writer.version", "v2", "parquet.page.row.count.limit", "90"));

    assertThat(lines(open(file, schema).orElseThrow(), new TextCodes(), schema))
        .isEqualTo(
            spark.read().parquet(file.toString()).collectAsList().stream()
                .map(PageBatchesTest::expected)
                .toList());
  }

  @Test
  void a_column_that_the_file_has_not_is_left_to_spark() throws IOException {
    StructType schema = new StructType().add("id", DataTypes.LongType);
    Path file = write(List.of(RowFactory.create(7L)), schema, Map.of());
    StructType more = schema.add("later", DataTypes.LongType);

    assertThat(open(file, more)).isEmpty();
    assertThat(rowsOf(spark.read().schema(more).parquet(file.toString()), List.of("id", "later")))
        .containsExactly("7 0 ");
  }

  @Test
  void a_column_that_is_wanted_twice_is_left_to_spark() throws IOException {
    StructType schema = new StructType().add("id", DataTypes.LongType);
    Path file = write(List.of(RowFactory.create(7L)), schema, Map.of());

    assertThat(open(file, schema.add("id", DataTypes.LongType))).isEmpty();
    assertThat(rowsOf(spark.read().parquet(file.toString()), List.of("id", "id")))
        .containsExactly("7 7 ");
  }

  /** Where names of columns are mapped, the same name in a file may be another column. */
  @Test
  void files_of_a_table_with_mapped_columns_are_left_to_spark() {
    String table = "delta.`" + dir.resolve("mapped") + "`";
    spark.sql("CREATE TABLE " + table + " (id BIGINT, other BIGINT) USING delta");
    spark.sql("INSERT INTO " + table + " VALUES (1, 2)");
    spark.sql(
        "ALTER TABLE "
            + table
            + " SET TBLPROPERTIES ('delta.columnMapping.mode' = 'name',"
            + " 'delta.minReaderVersion' = '2', 'delta.minWriterVersion' = '5')");
    spark.sql("ALTER TABLE " + table + " RENAME COLUMN id TO was_id");
    spark.sql("ALTER TABLE " + table + " RENAME COLUMN other TO id");

    assertThat(rowsOf(spark.table(table), List.of("id"))).containsExactly("2 ");
  }

  private List<String> rowsOf(Path table, List<String> columns) {
    return rowsOf(spark.read().parquet(table.toString()), columns);
  }

  /** Through the scan of a plan, as tables are read. */
  private List<String> rowsOf(Dataset<Row> rows, List<String> columns) {
    FileScan scan = FileScan.of(rows, columns);
    StructType schema = rows.selectExpr(columns.toArray(String[]::new)).schema();
    return scan.splits(spark.sparkContext())
        .flatMap(
            (org.apache.spark.api.java.function.FlatMapFunction<FileScan.Split, String>
                    & Serializable)
                split -> {
                  TextCodes texts = new TextCodes();
                  return lines(
                          scan.open(split.parts(), BatchTarget.of(texts), TaskContext.get()),
                          texts,
                          schema)
                      .iterator();
                })
        .collect();
  }
}
