package org.optika.bench;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.optika.core.journey.JourneyRules;
import org.optika.core.journey.RefusedTouchPolicy;
import org.optika.spark.gate.PermittedSubjects;
import org.optika.spark.journey.JourneyPaths;
import org.optika.spark.journey.PathRules;

/**
 * From activity and permission to a Parquet file of paths: each permitted conversion with the
 * permitted touches of the 30 days before it that no earlier conversion has taken, counted by path.
 * One purpose. Paths have no longest length, which the peer would have to find among refused
 * touches as well.
 */
final class EndToEndSuite implements Suite {
  private static final PathRules RULES =
      new PathRules(
          new JourneyRules(30, Integer.MAX_VALUE, Integer.MAX_VALUE),
          List.of(RefusedTouchPolicy.DROP_TOUCH),
          World.CHANNELS);

  private final World world;
  private final SparkSession spark;
  private final DuckDb duckDb;
  private final Path out;

  EndToEndSuite(SparkSession spark, Path dir, double scale) throws SQLException {
    this.spark = spark;
    world = World.in(dir, scale, spark);
    out = dir.resolve("paths-out");
    spark.conf().set("spark.sql.shuffle.partitions", Math.max(2, world.buckets() / 8));
    duckDb = new DuckDb(spark.sparkContext().defaultParallelism());
  }

  @Override
  public String name() {
    return "e2e";
  }

  @Override
  public String data() {
    return world.size() + ", one of them asked";
  }

  @Override
  public List<Variant> variants() {
    return List.of(
        new Variant(
            "optika-clustered", Variant.Role.ENGINE, () -> clustered(World.Layout.CLUSTERED)),
        new Variant("optika-delta", Variant.Role.ENGINE, () -> clustered(World.Layout.DELTA)),
        new Variant("optika-raw", Variant.Role.ENGINE, this::raw),
        new Variant("duckdb-raw", Variant.Role.PEER, () -> duckDb(World.Layout.RAW)),
        new Variant("duckdb-clustered", Variant.Role.PEER, () -> duckDb(World.Layout.CLUSTERED)));
  }

  private Variant.Answer clustered(World.Layout layout) {
    return paths(
        layout + ".parquet",
        world
            .activity(layout)
            .inBuckets(world.buckets(), JoinQueries.question(1).onlyConverting()));
  }

  private Variant.Answer raw() {
    return paths(
        "RAW.parquet",
        world
            .activity(World.Layout.RAW)
            .inNoOrder(world.buckets(), JoinQueries.question(1).onlyConverting()));
  }

  private Variant.Answer paths(String name, PermittedSubjects subjects) {
    String file = out.resolve(name).toString();
    JourneyPaths.sums(JourneyPaths.count(subjects, RULES))
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(file);
    return () -> summary(file + "/*.parquet");
  }

  private Variant.Answer duckDb(World.Layout layout) throws SQLException {
    String file = out.resolve("duckdb.parquet").toString();
    duckDb.execute(
        """
        COPY (
          WITH admitted AS (
            SELECT subject_id, start, stop FROM %s WHERE word & 15 BETWEEN 1 AND 4),
          conversion AS (
            SELECT subject_id, occurred_at AS ended, value,
                   coalesce(lag(occurred_at) OVER (PARTITION BY subject_id ORDER BY occurred_at), 0) AS previous
            FROM %s JOIN admitted USING (subject_id)
            WHERE occurred_at >= start AND occurred_at < stop),
          converting AS (SELECT subject_id, start, stop FROM admitted SEMI JOIN conversion USING (subject_id)),
          touch AS (
            SELECT subject_id, occurred_at, channel
            FROM %s JOIN converting USING (subject_id)
            WHERE occurred_at >= start AND occurred_at < stop),
          journey AS (
            SELECT list('c' || channel ORDER BY occurred_at, channel) AS channels, any_value(value) AS value
            FROM conversion JOIN touch USING (subject_id)
            WHERE occurred_at <= ended AND occurred_at > previous AND occurred_at >= ended - %d
            GROUP BY subject_id, ended)
          SELECT array_to_string(channels, ' > ') AS path, count(*) AS conversions, sum(value)::BIGINT AS value
          FROM journey GROUP BY 1)
        TO '%s' (FORMAT parquet)
        """
            .formatted(
                world.files(World.Layout.RAW, "step"),
                world.files(layout, "conversion"),
                world.files(layout, "touchpoint"),
                RULES.journeys().lookbackMicros(),
                file));
    return () -> summary(file);
  }

  /** Paths, conversions, value, and a sum in which they are mixed. */
  private String summary(String file) throws SQLException {
    return duckDb.firstRow(
        """
        SELECT count(*), sum(conversions)::BIGINT, sum(value)::BIGINT, sum(hash(path) %% 1000003 * (conversions * 31 + value))::HUGEINT
        FROM read_parquet('%s')
        """
            .formatted(file));
  }

  @Override
  public void close() throws SQLException {
    duckDb.close();
  }
}
