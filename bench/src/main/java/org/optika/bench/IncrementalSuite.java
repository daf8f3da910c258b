package org.optika.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.optika.core.Clocks;
import org.optika.core.journey.JourneyRules;
import org.optika.core.journey.RefusedTouchPolicy;
import org.optika.spark.gate.ChangeReach;
import org.optika.spark.journey.JourneyPaths;
import org.optika.spark.journey.PathRules;

/**
 * The path table of a lake that has grown by a hundredth: counted anew, and from what has changed.
 * Once for a purpose that is asked at the activity's own time, where a change reaches as far back
 * as it says; and once for one that is asked at the time of the run as well, where a withdrawal or
 * an expiry closes all that a subject has ever done.
 */
final class IncrementalSuite implements Suite {
  private static final String BEFORE = "before-";

  private static final PathRules RULES =
      new PathRules(
          new JourneyRules(30, 20, Integer.MAX_VALUE),
          List.of(RefusedTouchPolicy.DROP_TOUCH),
          World.CHANNELS);

  private final SparkSession spark;
  private final GrowingLake lake;

  IncrementalSuite(SparkSession spark, Path dir, double scale) {
    this.spark = spark;
    spark.conf().set("spark.sql.shuffle.partitions", 4);
    lake =
        GrowingLake.in(
            dir,
            scale,
            spark,
            old -> {
              for (String purpose : List.of(GrowingLake.OWN_TIME, GrowingLake.BOTH_CLOCKS)) {
                countAll(old, purpose, GrowingLake.before(), BEFORE + purpose);
              }
            });
  }

  @Override
  public String name() {
    return "incremental";
  }

  @Override
  public String data() {
    return lake.size();
  }

  @Override
  public List<Variant> variants() {
    return List.of(
        full("full", GrowingLake.OWN_TIME),
        changes("changes", GrowingLake.OWN_TIME),
        full("full-both-clocks", GrowingLake.BOTH_CLOCKS),
        changes("changes-both-clocks", GrowingLake.BOTH_CLOCKS));
  }

  private Variant full(String name, String purpose) {
    return new Variant(
        name, Variant.Role.BASE, purpose, () -> countAll(lake, purpose, GrowingLake.after(), name));
  }

  private Variant changes(String name, String purpose) {
    return new Variant(name, Variant.Role.ENGINE, purpose, () -> countChanges(purpose, name));
  }

  private Variant.Answer countAll(GrowingLake lake, String purpose, Clocks clocks, String name) {
    lake.gate(clocks)
        .passUncounted(
            List.of(purpose),
            System.err::println,
            subjects -> write(lake, JourneyPaths.sums(JourneyPaths.count(subjects, RULES)), name));
    return () -> summary(lake, name);
  }

  private Variant.Answer countChanges(String purpose, String name) {
    Optional<String> reason =
        lake.gate(GrowingLake.after())
            .passChanges(
                List.of(purpose),
                lake.earlier(),
                new ChangeReach(
                    RULES.journeys().lookbackMicros(), RULES.journeys().maxTouchpointsPerDay()),
                subjects ->
                    write(
                        lake,
                        JourneyPaths.sums(
                            read(lake, BEFORE + purpose)
                                .unionByName(JourneyPaths.changes(subjects, RULES).drop("robot"))),
                        name));
    if (reason.isPresent()) {
      throw new IllegalStateException(reason.get());
    }
    return () -> summary(lake, name);
  }

  private static void write(GrowingLake lake, Dataset<Row> paths, String name) {
    paths.write().mode(SaveMode.Overwrite).parquet(lake.results().resolve(name).toString());
  }

  private Dataset<Row> read(GrowingLake lake, String name) {
    return spark.read().parquet(lake.results().resolve(name).toString());
  }

  /** Paths, conversions, value, and a sum in which they are mixed. */
  private String summary(GrowingLake lake, String name) {
    return read(lake, name)
        .selectExpr(
            "count(*)",
            "sum(conversions)",
            "sum(value)",
            "sum(pmod(xxhash64(path), 1000003) * (conversions * 31 + pmod(value, 1000003)))")
        .first()
        .mkString(" ");
  }

  @Override
  public void close() {
    // Holds nothing open.
  }
}
