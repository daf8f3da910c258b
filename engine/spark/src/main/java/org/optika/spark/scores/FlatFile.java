package org.optika.spark.scores;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;
import static org.optika.core.Checks.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.optika.core.scores.RawColumn;

/**
 * A CSV file with a header and one row a person. A column is one of numbers when all its cells that
 * are not blank are numbers; a blank cell is not known.
 */
final class FlatFile {
  private static final String ROW = "__row";
  private static final String PART = "__part";
  private static final String BROKEN = "__broken";
  private static final String FOLD = "fold";

  /** A small file is fitted in two partitions, which makes runs equal to the last bit. */
  private static final long ROWS_A_PARTITION = 250_000;

  private final String path;
  private final List<String> names;
  private final Dataset<Row> rows;
  private final int parts;

  private FlatFile(String path, List<String> names, Dataset<Row> rows, int parts) {
    this.path = path;
    this.names = names;
    this.rows = rows;
    this.parts = parts;
  }

  /**
   * @throws IllegalArgumentException when the file cannot be read, or has rows of other lengths
   *     than its header; no cell is told
   */
  static FlatFile read(SparkSession spark, String path) {
    List<String> names = List.of(plain(spark, path).columns());
    StructType schema = new StructType();
    for (String name : names) {
      schema = schema.add(name, DataTypes.StringType);
    }
    Dataset<Row> raw =
        spark
            .read()
            .option("header", true)
            .option("escape", "\"")
            .option("columnNameOfCorruptRecord", BROKEN)
            .schema(schema.add(BROKEN, DataTypes.StringType))
            .csv(path);
    List<Column> cells = new ArrayList<>();
    for (String name : names) {
      Column cell = trim(quoted(name));
      cells.add(when(cell.notEqual(""), cell).as(name));
    }
    cells.add(col(BROKEN).isNotNull().as(BROKEN));
    Dataset<Row> rows =
        raw.select(cells.toArray(Column[]::new))
            .withColumn(ROW, monotonically_increasing_id())
            .persist();
    long broken = rows.where(col(BROKEN)).count();
    require(broken == 0, "%s: %s rows have more or fewer cells than the header has", path, broken);
    return new FlatFile(path, names, rows, 1);
  }

  private static Dataset<Row> plain(SparkSession spark, String path) {
    try {
      return spark.read().option("header", true).option("escape", "\"").csv(path);
    } catch (Exception unreadable) { // that of Spark, which Java does not see declared
      if (unreadable instanceof AnalysisException) {
        throw new IllegalArgumentException("%s: cannot be read".formatted(path), unreadable);
      }
      throw unreadable;
    }
  }

  List<String> names() {
    return names;
  }

  /** In how many parts the rows are cut. */
  int parts() {
    return parts;
  }

  /**
   * @throws IllegalArgumentException when the file has no such column; names those it has
   */
  void requireColumn(String name) {
    require(names.contains(name), "%s: no column '%s'; columns: %s", path, name, names);
  }

  /**
   * @throws IllegalArgumentException when a cell of the column is blank
   */
  void requireComplete(String name) {
    long blank = rows.where(quoted(name).isNull()).count();
    require(blank == 0, "%s: column '%s' is blank in %s rows", path, name, blank);
  }

  /**
   * @throws IllegalArgumentException when a cell of the column is no finite number
   */
  void requireFinite(String name) {
    Column number = number(quoted(name));
    Column finite = number.isNotNull().and(abs(number).lt(Double.POSITIVE_INFINITY));
    require(
        rows.where(not(finite)).isEmpty(),
        "%s: column '%s' must hold finite numbers only",
        path,
        name);
  }

  static Column quoted(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }

  static Column number(Column cell) {
    return cell.try_cast(DataTypes.DoubleType);
  }

  /** Values of a column, ascending, up to a number of them. */
  List<String> values(String name, int most) {
    return rows
        .select(quoted(name))
        .where(quoted(name).isNotNull())
        .distinct()
        .orderBy(quoted(name))
        .limit(most)
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  /** Parts by a hash of the row's place in the file. */
  FlatFile inParts(int count, long seed) {
    Column part = pmod(xxhash64(col(ROW), lit(~seed)), lit(count)).cast("int");
    return new FlatFile(path, names, rows.withColumn(PART, part), count);
  }

  /**
   * Parts as another file says, which has a column of the same name and a column {@code fold}.
   *
   * @throws IllegalArgumentException when it does not name each row once
   */
  FlatFile inPartsOf(FlatFile folds, String id, int most) {
    folds.requireColumn(id);
    folds.requireColumn(FOLD);
    List<String> values = folds.values(FOLD, most + 1);
    require(
        values.size() >= 2 && values.size() <= most,
        "%s: expected 2 to %s folds, got %s",
        folds.path,
        most,
        values.size());
    Column part = lit(null);
    for (int i = 0; i < values.size(); i++) {
      part = when(quoted(FOLD).equalTo(values.get(i)), lit(i)).otherwise(part);
    }
    Dataset<Row> byId =
        folds.rows.select(quoted(id).as("__id"), part.cast("int").as(PART)).na().drop();
    Dataset<Row> joined =
        rows.join(byId, quoted(id).equalTo(col("__id")), "left").drop("__id").persist();
    Row found = joined.agg(count(lit(1)), count(col(PART))).first();
    long expected = rows.count();
    require(
        found.getLong(0) == expected && found.getLong(1) == expected,
        "%s: expected each of the %s rows of %s once, by '%s'; got %s with a fold",
        folds.path,
        expected,
        path,
        id,
        found.getLong(1));
    return new FlatFile(path, names, joined, values.size());
  }

  /** The columns that are not left out, each with its kind. */
  List<RawColumn> columns(Set<String> leftOut) {
    List<String> used = names.stream().filter(name -> !leftOut.contains(name)).toList();
    require(!used.isEmpty(), "%s: no column is left to learn from", path);
    List<Column> noNumbers = new ArrayList<>();
    for (String name : used) {
      Column cell = quoted(name);
      noNumbers.add(count(when(cell.isNotNull().and(number(cell).isNull()), lit(1))));
    }
    Row counts =
        rows.agg(noNumbers.get(0), noNumbers.subList(1, used.size()).toArray(Column[]::new))
            .first();
    List<RawColumn> columns = new ArrayList<>();
    for (int i = 0; i < used.size(); i++) {
      columns.add(
          new RawColumn(
              used.get(i), counts.getLong(i) == 0 ? RawColumn.Kind.NUMBER : RawColumn.Kind.TEXT));
    }
    return columns;
  }

  /**
   * The rows, cut in parts, as people.
   *
   * @param label the outcome, a number, by row
   * @param further columns that people have beside those of {@link PeopleRows#SCHEMA}
   */
  PeopleRows people(List<RawColumn> columns, Column label, Column... further) {
    List<Column> numbers = new ArrayList<>();
    List<Column> texts = new ArrayList<>();
    for (RawColumn column : columns) {
      Column cell = quoted(column.name());
      if (column.kind() == RawColumn.Kind.NUMBER) {
        numbers.add(number(cell));
      } else {
        texts.add(cell);
      }
    }
    int partitions = (int) Math.max(2, rows.count() / ROWS_A_PARTITION);
    List<Column> selected =
        new ArrayList<>(
            List.of(
                col(ROW).as("id"),
                col(PART).as("part"),
                label.as("label"),
                lit(1.0).as("weight"),
                array(numbers.toArray(Column[]::new)).cast("array<double>").as("numbers"),
                array(texts.toArray(Column[]::new)).cast("array<string>").as("texts")));
    selected.addAll(List.of(further));
    Dataset<Row> people =
        rows.select(selected.toArray(Column[]::new))
            .repartition(partitions, col("id"))
            .sortWithinPartitions("id");
    return new PeopleRows(columns, people.persist());
  }
}
