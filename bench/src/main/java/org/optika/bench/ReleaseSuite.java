package org.optika.bench;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.optika.core.privacy.noise.ReleaseKey;
import org.optika.core.release.Figure;
import org.optika.core.release.NoisyGroup;
import org.optika.core.release.ReleaseBuilder;
import org.optika.core.release.ReleasePlan;
import org.optika.core.release.ReleaseSpec;
import org.optika.spark.release.ReleaseRows;
import org.optika.spark.release.Releases;

/**
 * A release of six metrics by three keys, its noise included, beside the same figures without
 * privacy. A release keeps what it counts of a person within bounds; what that is compared with
 * counts distinct persons, which also brings the rows of each together. Planning the noise reads no
 * rows, so it is measured apart.
 */
final class ReleaseSuite implements Suite {
  private static final String AGGREGATE =
      """
      SELECT channel, region, month,
             count(*), count(DISTINCT subject_id), sum(revenue), avg(seconds), var_pop(seconds),
             sum(revenue) / count(DISTINCT subject_id)
      FROM %s
      GROUP BY channel, region, month
      """;

  /** Has little noise, so that what is compared tells something in a small world too. */
  private static final ReleaseSpec SPEC = spec();

  private final ReleasePlan plan = ReleasePlan.of(SPEC);
  private final ReleaseWorld world;
  private final DuckDb duckDb;
  private final ExactFigures exact;

  ReleaseSuite(SparkSession spark, Path dir, double scale) throws SQLException {
    world = ReleaseWorld.in(dir, scale, spark);
    duckDb = new DuckDb(spark.sparkContext().defaultParallelism());
    exact = exact(duckDb());
  }

  private static ReleaseSpec spec() {
    String revenue = Long.toString(ReleaseWorld.MOST_REVENUE * ReleaseWorld.BOUNDS.rowsPerGroup());
    String seconds = Long.toString(ReleaseWorld.MOST_SECONDS);
    ReleaseBuilder spec =
        ReleaseSpec.named("bench")
            .source("made-up visits")
            .period("2026-01-01", "2026-07-01")
            .perPerson(ReleaseWorld.BOUNDS.groups(), ReleaseWorld.BOUNDS.rowsPerGroup())
            .count("visits")
            .people("people")
            .sum("revenue", "revenue", "0", revenue)
            .mean("seconds", "seconds", "0", seconds)
            .variance("seconds_variance", "seconds", "0", seconds)
            .ratio("revenue_per_person", "revenue", "people")
            .price("20", "1e-6");
    for (int key = 0; key < ReleaseWorld.KEYS.columns().size(); key++) {
      spec.key(ReleaseWorld.KEYS.columns().get(key), ReleaseWorld.KEYS.values().get(key));
    }
    return spec.build();
  }

  @Override
  public String name() {
    return "release";
  }

  @Override
  public String data() {
    return "%s, %d metrics, %d sorted buckets"
        .formatted(world.size(), SPEC.metrics().size(), world.buckets());
  }

  @Override
  public List<Variant> variants() {
    return List.of(
        new Variant("spark-aggregate", Variant.Role.LIMIT, this::spark),
        new Variant(
            "optika-release",
            Variant.Role.ENGINE,
            () -> release(new ReleaseRows(world.raw(), false))),
        new Variant(
            "optika-release-clustered",
            Variant.Role.ENGINE,
            () -> release(new ReleaseRows(world.clustered(), true))),
        new Variant("optika-plan", Variant.Role.ENGINE, "plan", ReleaseSuite::plan),
        new Variant(
            "duckdb",
            Variant.Role.PEER,
            () -> {
              List<List<String>> rows = duckDb();
              return () -> exact.requireEqual(exact(rows));
            }));
  }

  private Variant.Answer spark() {
    Dataset<Row> visits = world.raw();
    visits.createOrReplaceTempView("visits");
    List<Row> rows = visits.sparkSession().sql(AGGREGATE.formatted("visits")).collectAsList();
    return () -> exact.requireEqual(exact(rows.stream().map(ReleaseSuite::texts).toList()));
  }

  private static List<String> texts(Row row) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < row.length(); i++) {
      texts.add(row.get(i).toString());
    }
    return texts;
  }

  /** The key is no secret, and always the same, so that a run that agrees does so again. */
  private Variant.Answer release(ReleaseRows rows) {
    Map<List<String>, List<Figure>> figures = new HashMap<>();
    for (NoisyGroup group :
        new Releases(plan, rows).run(new ReleaseKey(new byte[ReleaseKey.BYTES]), 0, "bench")) {
      figures.put(group.keys(), group.statistics().figures());
    }
    return () -> exact.requireNear(figures);
  }

  private static Variant.Answer plan() {
    return Variant.Answer.of(ReleasePlan.of(SPEC).charges().toString());
  }

  private List<List<String>> duckDb() throws SQLException {
    return duckDb.rows(AGGREGATE.formatted(world.rawFiles()));
  }

  private static ExactFigures exact(List<List<String>> rows) {
    return ExactFigures.of(rows, ReleaseWorld.KEYS.columns().size());
  }

  @Override
  public void close() throws SQLException {
    duckDb.close();
  }
}
