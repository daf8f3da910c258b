package org.optika.bench;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * The consent join on files in buckets, sorted by subject and time; DuckDB is given the same files.
 */
final class ClusteredSuite implements Suite {
  private final World world;
  private final DuckDb duckDb;

  ClusteredSuite(SparkSession spark, Path dir, double scale) throws SQLException {
    world = World.in(dir, scale, spark);
    duckDb = new DuckDb(spark.sparkContext().defaultParallelism());
  }

  @Override
  public String name() {
    return "clustered";
  }

  @Override
  public String data() {
    return world.size() + ", %d sorted buckets".formatted(world.buckets());
  }

  @Override
  public List<Variant> variants() {
    String touchpoint = world.files(World.Layout.CLUSTERED, "touchpoint");
    String permission = world.files(World.Layout.CLUSTERED, "permission");
    String steps = world.files(World.Layout.RAW, "step");
    return List.of(
        new Variant("spark-scan-rows", Variant.Role.LIMIT, this::scan),
        new Variant(
            "optika", Variant.Role.ENGINE, () -> clustered(World.Layout.CLUSTERED, World.PURPOSES)),
        new Variant(
            "optika-delta",
            Variant.Role.ENGINE,
            () -> clustered(World.Layout.DELTA, World.PURPOSES)),
        new Variant(
            "optika-one-purpose",
            Variant.Role.ENGINE,
            "one",
            () -> clustered(World.Layout.CLUSTERED, 1)),
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

  private Variant.Answer scan() {
    for (String table : List.of("touchpoint", "permission")) {
      world
          .read(World.Layout.CLUSTERED, table)
          .drop("channel", "bucket")
          .write()
          .format("noop")
          .mode("overwrite")
          .save();
    }
    return Variant.Answer.NONE;
  }

  private Variant.Answer clustered(World.Layout layout, int purposes) {
    return Variant.Answer.of(
        JoinQueries.count(
            world
                .activity(layout)
                .touchTimes()
                .inBuckets(world.buckets(), JoinQueries.question(purposes).onlyPermitted()),
            purposes));
  }

  private Variant.Answer duckDb(String query) throws SQLException {
    return Variant.Answer.of(duckDb.firstRow(query));
  }

  @Override
  public void close() throws SQLException {
    duckDb.close();
  }
}
