package org.optika.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.optika.spark.gate.GateFunctions;

/**
 * What five purposes permit at the instant of each contact, from files in no order, permission made
 * before. The result is a count for each purpose, and a sum in which purposes and instants are
 * mixed.
 */
final class JoinSuite implements Suite {
  private static final long DENIED = 0;

  private final SparkSession spark;
  private final JoinWorld world;
  private final int partitions;
  private final Connection duckDb;

  JoinSuite(SparkSession spark, Path dir, double scale) throws SQLException {
    this.spark = spark;
    world = JoinWorld.in(dir, scale, spark);
    partitions = (int) Math.max(8, Math.round(32 * scale));
    spark.conf().set("spark.sql.shuffle.partitions", partitions);
    duckDb = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement settings = duckDb.createStatement()) {
      settings.execute("SET threads = " + spark.sparkContext().defaultParallelism());
      settings.execute("SET preserve_insertion_order = false");
    }
  }

  @Override
  public String name() {
    return "join";
  }

  @Override
  public String data() {
    return world.size();
  }

  @Override
  public List<Variant> variants() {
    return List.of(
        new Variant("spark-scan", Variant.Role.LIMIT, () -> move(events(), permission())),
        new Variant(
            "spark-shuffle",
            Variant.Role.LIMIT,
            () -> move(shuffled(events()), shuffled(permission()))),
        new Variant(
            "spark-shuffle-sort",
            Variant.Role.LIMIT,
            () ->
                move(
                    shuffled(events()).sortWithinPartitions("subject_id", "at"),
                    shuffled(permission()).sortWithinPartitions("subject_id"))),
        new Variant("optika-portable", Variant.Role.ENGINE, this::portable),
        new Variant("duckdb-interval", Variant.Role.PEER, () -> duckDb(INTERVAL)),
        new Variant("duckdb-asof", Variant.Role.PEER, () -> duckDb(ASOF)));
  }

  private Dataset<Row> events() {
    return spark.read().parquet(world.events().toString()).select("subject_id", "at");
  }

  private Dataset<Row> permission() {
    return spark.read().parquet(world.permission().toString());
  }

  private Dataset<Row> shuffled(Dataset<Row> rows) {
    return rows.repartition(partitions, col("subject_id"));
  }

  @SafeVarargs
  private static String move(Dataset<Row>... inputs) {
    for (Dataset<Row> input : inputs) {
      input.write().format("noop").mode("overwrite").save();
    }
    return Variant.NO_RESULT;
  }

  /** The gate's own plan: a hash join by subject, then one call a row. */
  private String portable() {
    Dataset<Row> joined =
        shuffled(events())
            .join(
                shuffled(permission()).hint("shuffle_hash"),
                scala.jdk.javaapi.CollectionConverters.asScala(List.of("subject_id")).toSeq(),
                "left")
            .select(
                col("at"),
                GateFunctions.stateAt(col("`from`"), col("state"), col("at"), DENIED).as("word"));
    Column mask = lit(0L);
    List<Column> sums = new ArrayList<>();
    for (int purpose = 0; purpose < JoinWorld.PURPOSES; purpose++) {
      Column permitted =
          when(shiftrightunsigned(col("word"), 4 * purpose).bitwiseAND(lit(15L)).between(1, 4), 1L)
              .otherwise(0L);
      sums.add(sum(permitted));
      mask = mask.plus(permitted.multiply(lit(1L << purpose)));
    }
    sums.add(sum(mask.multiply(pmod(col("at"), lit(1000L)))));
    Row row = joined.agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new)).first();
    return row.mkString(" ");
  }

  /** DuckDB's best: steps with their ends, one join on subject and range. */
  private static final String INTERVAL =
      """
      WITH step AS (
        SELECT subject_id, unnest("from") AS start, unnest(state) AS word,
               unnest(list_append("from"[2:], 9223372036854775807)) AS stop
        FROM permission)
      SELECT %s FROM event JOIN step USING (subject_id) WHERE "at" >= start AND "at" < stop
      """;

  private static final String ASOF =
      """
      WITH step AS (
        SELECT subject_id, unnest("from") AS start, unnest(state) AS word FROM permission)
      SELECT %s FROM event ASOF JOIN step ON event.subject_id = step.subject_id AND "at" >= start
      """;

  private String duckDb(String query) throws SQLException {
    List<String> sums = new ArrayList<>();
    List<String> mask = new ArrayList<>();
    for (int purpose = 0; purpose < JoinWorld.PURPOSES; purpose++) {
      String permitted =
          "(CASE WHEN (word >> %d) & 15 BETWEEN 1 AND 4 THEN 1 ELSE 0 END)".formatted(4 * purpose);
      sums.add("sum(%s)".formatted(permitted));
      mask.add("%s * %d".formatted(permitted, 1 << purpose));
    }
    sums.add("sum((%s) * (\"at\" %% 1000))".formatted(String.join(" + ", mask)));
    String sql =
        query
            .formatted(String.join(", ", sums))
            .replace("permission", files(world.permission()))
            .replace("event JOIN", files(world.events()) + " AS event JOIN")
            .replace("event ASOF", files(world.events()) + " AS event ASOF");
    try (Statement statement = duckDb.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      List<String> result = new ArrayList<>();
      for (int column = 1; column <= sums.size(); column++) {
        result.add(rows.getString(column));
      }
      return String.join(" ", result);
    }
  }

  private static String files(Path folder) {
    return "read_parquet('%s/*.parquet')".formatted(folder);
  }

  @Override
  public void close() throws SQLException {
    duckDb.close();
  }
}
