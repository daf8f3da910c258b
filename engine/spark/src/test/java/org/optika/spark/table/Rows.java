package org.optika.spark.table;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.TimestampType;

/**
 * Rows of a {@link Table} by the columns that matter, the rest defaulted: nullable columns are
 * null, identities count up from 1, both known times are the row's own time, everything else is
 * plain. Columns that the {@link Lake} fills are left out.
 *
 * <pre>{@code
 * Rows.of(Tables.TOUCHPOINT, "subject_id", "occurred_at", "channel")
 *     .row(1, day(3), 2)
 *     .row(1, day(5), 0)
 *     .on(spark)
 * }</pre>
 */
public final class Rows {
  /** Whose rows they are unless said otherwise. */
  public static final String CONTROLLER = "shop";

  private static final Instant DAY_0 = Instant.parse("2026-03-01T00:00:00Z");

  private static final Map<String, Object> PLAIN =
      Map.of(
          "controller_id", CONTROLLER,
          "purpose", "measurement",
          "action", "given",
          "consent_type", "expressed",
          "event_time_precision", "us",
          "jurisdiction", "EU",
          "kind", "order",
          "source_system", "web",
          "original_currency", "EUR");

  /** Own time of a row, from which its known times follow. */
  private static final List<String> OWN_TIMES = List.of("event_time", "occurred_at");

  private static final List<String> KNOWN_TIMES = List.of("recorded_time", "ingested_time");

  private static final List<String> IDENTITIES =
      List.of("event_id", "source_event_id", "touchpoint_id", "conversion_id", "file_row");

  private final Table table;
  private final List<String> named;
  private final Map<String, Object> everywhere = new LinkedHashMap<>();
  private final List<Map<String, Object>> rows = new ArrayList<>();

  private Rows(Table table, List<String> named) {
    this.table = table;
    this.named = named;
    named.forEach(this::column);
  }

  /**
   * @param named columns that each {@link #row} gives, in its order
   */
  public static Rows of(Table table, String... named) {
    return new Rows(table, List.of(named));
  }

  /** A value for every row. */
  public Rows with(String column, Object value) {
    everywhere.put(column(column).name(), value);
    return this;
  }

  /**
   * @param values one for each column named, null where it is nullable; instants as {@link
   *     Instant}, whole numbers as {@code int}, money as text or {@code int}
   */
  public Rows row(Object... values) {
    if (values.length != named.size()) {
      throw new IllegalArgumentException(
          "%s: expected values for %s, got %s".formatted(table.name(), named, values.length));
    }
    Map<String, Object> row = new LinkedHashMap<>(everywhere);
    for (int i = 0; i < values.length; i++) {
      row.put(named.get(i), values[i]);
    }
    rows.add(row);
    return this;
  }

  public Dataset<Row> on(SparkSession spark) {
    List<Column> columns =
        table.columns().stream()
            .filter(column -> !table.layout().partitionBy().contains(column.name()))
            .toList();
    List<Row> complete = new ArrayList<>();
    for (int number = 1; number <= rows.size(); number++) {
      Map<String, Object> row = rows.get(number - 1);
      int position = number;
      complete.add(
          RowFactory.create(
              columns.stream().map(column -> value(column, row, position)).toArray()));
    }
    return spark.createDataFrame(
        complete,
        DataTypes.createStructType(
            columns.stream().map(Column::field).toArray(StructField[]::new)));
  }

  private Column column(String name) {
    return table.columns().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s has no column '%s'".formatted(table.name(), name)));
  }

  private static Object value(Column column, Map<String, Object> row, int number) {
    String name = column.name();
    if (row.containsKey(name)) {
      return typed(column, row.get(name));
    }
    if (PLAIN.containsKey(name)) {
      return PLAIN.get(name);
    }
    if (IDENTITIES.contains(name)) {
      return typed(column, column.type() instanceof StringType ? "e" + number : number);
    }
    if (KNOWN_TIMES.contains(name)) {
      return OWN_TIMES.stream()
          .filter(row::containsKey)
          .map(own -> typed(column, row.get(own)))
          .findFirst()
          .orElseGet(() -> typed(column, DAY_0));
    }
    return column.nullable() ? null : plain(column);
  }

  private static Object plain(Column column) {
    if (column.type() instanceof StringType) {
      return "-";
    }
    if (column.type() instanceof BooleanType) {
      return false;
    }
    if (column.type() instanceof TimestampType) {
      return typed(column, DAY_0);
    }
    if (column.type() instanceof DateType) {
      return LocalDate.ofInstant(DAY_0, ZoneOffset.UTC);
    }
    if (column.type() instanceof ArrayType) {
      return List.of();
    }
    if (column.type() instanceof BinaryType) {
      return new byte[0];
    }
    return typed(column, 0);
  }

  private static Object typed(Column column, Object value) {
    if (value == null || column.type() instanceof StringType) {
      return value;
    }
    if (value instanceof Instant instant) {
      return Timestamp.from(instant);
    }
    if (column.type() instanceof LongType) {
      return ((Number) value).longValue();
    }
    if (column.type() instanceof IntegerType) {
      return ((Number) value).intValue();
    }
    if (column.type() instanceof DoubleType) {
      return ((Number) value).doubleValue();
    }
    if (column.type() instanceof DecimalType) {
      return new BigDecimal(value.toString());
    }
    return value;
  }

  /** Start of a day of March 2026 counted from 0, or an instant inside it: day 4.5 is a noon. */
  public static Instant day(double day) {
    return DAY_0.plus(Math.round(day * 86_400_000_000L), ChronoUnit.MICROS);
  }

  /** Epoch microseconds. */
  public static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  /** Epoch microseconds of {@link #day}. */
  public static long dayMicros(double day) {
    return micros(day(day));
  }

  /** The rows as text, columns joined by a blank, sorted: for comparison with rows by hand. */
  public static List<String> texts(Dataset<Row> rows, String... columns) {
    return rows
        .select(
            Arrays.stream(columns)
                .map(name -> org.apache.spark.sql.functions.col(name))
                .toArray(org.apache.spark.sql.Column[]::new))
        .collectAsList()
        .stream()
        .map(Rows::text)
        .sorted()
        .toList();
  }

  private static String text(Row row) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < row.length(); i++) {
      Object value = row.get(i);
      if (value instanceof BigDecimal money) {
        values.add(money.stripTrailingZeros().toPlainString());
      } else {
        values.add(String.valueOf(value));
      }
    }
    return String.join(" ", values);
  }
}
