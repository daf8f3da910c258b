package org.optika.jobs.slow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optika.jobs.JobsInSession;
import org.optika.jobs.Optika;
import org.optika.jobs.SmallWorld;
import org.optika.sample.ExperimentEffect;
import org.optika.sample.SampleWorld;
import org.optika.spark.table.Table;
import org.optika.spark.table.Tables;

/**
 * From raw files of a world whose truth is known: what the trained model says of the arms of the
 * experiment, segment by segment, with the shipped features.
 */
@Tag("slow")
@Tag("scores")
class EffectsOfSampleTest {
  /** Effects that lie nearer to each other need not be told apart. */
  private static final double TOLD_APART = 0.1;

  private static final String EFFECTS =
      "comparisons ARRAY<STRUCT<average_effect: STRUCT<value: DOUBLE, low: DOUBLE, high: DOUBLE>>>";

  private static final List<String> ARMS = List.of("email-offer", "phone-service");

  @TempDir Path folder;

  /** Some 3,000 people an arm: with half of them the model says that it cannot rank the calls. */
  @Test
  void segments_stand_in_the_order_of_their_true_effects() throws IOException {
    try (JobsInSession session = trained(200_000, 7, ExperimentEffect.STRONG)) {
      Row model = model(session);
      Dataset<Row> people = read(session, Tables.FEATURE).where("moment = as_of");
      EffectsBySegment predicted = EffectsBySegment.of(model.getAs("model"), people);

      assertThat(model.<String>getAs("card")).contains("rank people by predicted uplift");
      for (String arm : ARMS) {
        Map<String, Double> truth = EffectsBySegment.truth(folder.resolve("world"), arm);
        Map<String, Double> found = predicted.of(arm);
        assertThat(found.keySet()).containsAll(truth.keySet());
        for (String better : truth.keySet()) {
          for (String worse : truth.keySet()) {
            if (truth.get(better) - truth.get(worse) > TOLD_APART) {
              assertThat(found.get(better))
                  .as("%s: %s above %s in %s", arm, better, worse, found)
                  .isGreaterThan(found.get(worse));
            }
          }
        }
      }
    }
  }

  /**
   * The average effect of an arm may well be outside of its 95 % interval, not of one twice as
   * wide.
   */
  @Test
  void where_nothing_has_an_effect_nobody_is_ranked() throws IOException {
    try (JobsInSession session = trained(40_000, 42, ExperimentEffect.NONE)) {
      String card = model(session).getAs("card");

      assertThat(card).doesNotContain("rank people by predicted uplift");
      List<Row> effects =
          session
              .spark()
              .createDataset(List.of(card), Encoders.STRING())
              .selectExpr("explode(from_json(value, '%s').comparisons) AS c".formatted(EFFECTS))
              .select("c.average_effect.*")
              .collectAsList();
      assertThat(effects).hasSameSizeAs(ARMS);
      for (Row effect : effects) {
        double standardError = (effect.getDouble(2) - effect.getDouble(1)) / (2 * 1.96);
        assertThat(effect.getDouble(0)).isBetween(-4 * standardError, 4 * standardError);
      }
    }
  }

  private JobsInSession trained(int people, long seed, ExperimentEffect effect) throws IOException {
    SmallWorld world = SmallWorld.in(folder, 20);
    new SampleWorld(people, 240, seed)
        .withExperiment(effect)
        .withActivity(0.2)
        .writeTo(folder.resolve("world"), line -> {});
    JobsInSession session = JobsInSession.open(world.config());
    for (List<String> command :
        List.of(
            List.of("ingest"),
            List.of("build-consent-timeline"),
            List.of("build-features"),
            List.of("train", "--model", "uplift", "--cards", folder.resolve("cards").toString()))) {
      List<String> arguments = new ArrayList<>(command);
      arguments.addAll(
          List.of(
              "--config",
              world.config().toString(),
              "--lake",
              folder.resolve("lake").toString(),
              "--raw",
              folder.resolve("world/raw").toString()));
      assertThat(Optika.run(arguments.toArray(String[]::new))).as(arguments.toString()).isZero();
    }
    return session;
  }

  private Row model(JobsInSession session) {
    return read(session, Tables.MODEL_CARD).where("kind = 'uplift'").first();
  }

  private Dataset<Row> read(JobsInSession session, Table table) {
    return session
        .spark()
        .read()
        .format("delta")
        .load(folder.resolve("lake").resolve(table.name()).toString());
  }
}
