package org.optika.bench;

import static org.apache.spark.sql.functions.col;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The consent join from files in no order, permission made before. */
final class JoinSuite implements Suite {
  private final World world;
  private final DuckDb duckDb;

  JoinSuite(SparkSession spark, Path dir, double scale) throws SQLException {
    world = World.in(dir, scale, spark);
    spark.conf().set("spark.sql.shuffle.partitions", world.buckets());
    duckDb = new DuckDb(spark.sparkContext().defaultParallelism());
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
    String touchpoint = world.files(World.Layout.RAW, "touchpoint");
    String permission = world.files(World.Layout.RAW, "permission");
    String steps = world.files(World.Layout.RAW, "step");
    return List.of(
        new Variant("spark-scan", Variant.Role.LIMIT, () -> move(touchpoints(), permission())),
        new Variant(
            "spark-shuffle",
            Variant.Role.LIMIT,
            () -> move(shuffled(touchpoints()), shuffled(permission()))),
        new Variant(
            "spark-shuffle-sort",
            Variant.Role.LIMIT,
            () ->
                move(
                    shuffled(touchpoints()).sortWithinPartitions("subject_id", "occurred_at"),
                    shuffled(permission()).sortWithinPartitions("subject_id"))),
        new Variant("optika-portable", Variant.Role.ENGINE, this::portable),
        new Variant("optika-raw", Variant.Role.ENGINE, this::raw),
        new Variant(
            "duckdb-interval",
            Variant.Role.PEER,
            () -> duckDb(JoinQueries.duckDbInterval(touchpoint, permission, World.PURPOSES))),
        new Variant(
            "duckdb-steps",
            Variant.Role.PEER,
            () -> duckDb(JoinQueries.duckDbSteps(touchpoint, steps, World.PURPOSES))),
        new Variant(
            "duckdb-asof",
            Variant.Role.PEER,
            () -> duckDb(JoinQueries.duckDbAsof(touchpoint, steps, World.PURPOSES))));
  }

  private Dataset<Row> touchpoints() {
    return world.read(World.Layout.RAW, "touchpoint").select("subject_id", "occurred_at");
  }

  private Dataset<Row> permission() {
    return world.read(World.Layout.RAW, "permission");
  }

  private Dataset<Row> shuffled(Dataset<Row> rows) {
    return rows.repartition(world.buckets(), col("subject_id"));
  }

  @SafeVarargs
  private static Variant.Answer move(Dataset<Row>... inputs) {
    for (Dataset<Row> input : inputs) {
      input.write().format("noop").mode("overwrite").save();
    }
    return Variant.Answer.NONE;
  }

  private Variant.Answer portable() {
    return Variant.Answer.of(
        JoinQueries.portable(shuffled(touchpoints()), shuffled(permission()), World.PURPOSES));
  }

  private Variant.Answer raw() {
    return Variant.Answer.of(
        JoinQueries.count(
            world
                .activity(World.Layout.RAW)
                .touchTimes()
                .inNoOrder(world.buckets(), JoinQueries.question(World.PURPOSES).onlyPermitted()),
            World.PURPOSES));
  }

  private Variant.Answer duckDb(String query) throws SQLException {
    return Variant.Answer.of(duckDb.firstRow(query));
  }

  @Override
  public void close() throws SQLException {
    duckDb.close();
  }
}
