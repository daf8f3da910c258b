package org.optika.core.scores.leakage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optika.core.scores.quality.ScoredCounts;

class LeakageGuardTest {
  private static final LeakageGuard GUARD = new LeakageGuard(LeakageLimits.defaults());

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  private static OutcomesByValue flag(long hits, long misses, long falseHits, long rest) {
    return new OutcomesByValue(
        ScoredCounts.ofSorted(
            new double[] {0, 1}, new long[] {rest, falseHits}, new long[] {misses, hits}),
        0,
        0);
  }

  @Test
  void a_feature_that_ranks_people_as_the_outcome_does_is_found() {
    // (1 + 0.95 - 0.05) / 2 = 0.95
    assertThat(GUARD.single("tickets_next_week", flag(95, 5, 5, 95)))
        .contains(
            new Finding(
                FindingKind.SINGLE_FEATURE,
                Finding.Weight.STOP,
                "tickets_next_week",
                0.95,
                0.90,
                "Feature 'tickets_next_week' alone has AUC 0.9500, limit 0.9000: check that it is"
                    + " known before the outcome, else drop it; or accept it with a reason"));
  }

  @Test
  void the_limit_itself_is_within_the_limit() {
    LeakageGuard guard = new LeakageGuard(new LeakageLimits(0.75, 0.25, 0.1, 0.25));

    assertThat(guard.single("tenure", flag(300, 100, 100, 300))).isEmpty();
    assertThat(guard.single("tenure", flag(301, 99, 100, 300))).isPresent();
    assertThat(guard.gain(new ModelGain("tenure", 1, 0.75))).isEmpty();
    assertThat(guard.gain(new ModelGain("tenure", 1, 0.7499))).isPresent();
  }

  @Test
  void few_people_ranked_perfectly_are_no_finding() {
    assertThat(GUARD.single("tenure", OutcomesByValueTest.apart(3))).isEmpty();
    assertThat(GUARD.single("tenure", OutcomesByValueTest.apart(20))).isPresent();
  }

  /** Call times of the bank data: 0.82 alone, as an honest feature, but all of the model's lead. */
  @Test
  void a_model_that_lives_by_one_feature_is_found() {
    assertThat(GUARD.gain(new ModelGain("duration", 0.9226, 0.7701)))
        .hasValueSatisfying(
            finding -> {
              assertThat(finding.kind()).isEqualTo(FindingKind.MODEL_GAIN);
              assertThat(finding.stops()).isTrue();
              assertThat(finding.limit()).isEqualTo(0.05);
              assertThat(finding.sentence())
                  .isEqualTo(
                      "Feature 'duration' raises the AUC of the model by 0.1525, from 0.7701 to"
                          + " 0.9226, limit 0.0500: check that it is known before the outcome,"
                          + " else drop it; or accept it with a reason");
            });
    assertThat(GUARD.gain(new ModelGain("tenure", 0.845, 0.838))).isEmpty();
    assertThat(GUARD.gain(new ModelGain("tenure", 0.85, 0.6)))
        .as("half of what a small table knows")
        .isEmpty();
  }

  /** People whom the best honest feature ranks by an AUC of 0.82, as in purchase histories. */
  private static double[] risks(Random random, int people) {
    return random.doubles(people).map(uniform -> 4 * uniform - 2).toArray();
  }

  private static boolean[] outcomes(Random random, double[] risks) {
    boolean[] outcomes = new boolean[risks.length];
    for (int i = 0; i < risks.length; i++) {
      outcomes[i] = random.nextDouble() < 1 / (1 + Math.exp(-1.2 * risks[i]));
    }
    return outcomes;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void a_planted_feature_is_always_found_and_an_honest_one_never(long seed) {
    Random random = new Random(seed);
    double[] risks = risks(random, 2000);
    boolean[] outcomes = outcomes(random, risks);
    double[] ordersAfterwards =
        IntStream.range(0, risks.length)
            .mapToDouble(i -> outcomes[i] && random.nextInt(20) > 0 ? 0 : 1 + random.nextInt(3))
            .toArray();

    OutcomesByValue honest = OutcomesByValue.of(risks, outcomes);

    assertThat(honest.auc()).isBetween(0.79, 0.86);
    assertThat(GUARD.single("recency_days", honest)).isEmpty();
    assertThat(GUARD.single("orders", OutcomesByValue.of(ordersAfterwards, outcomes))).isPresent();
  }

  @Test
  void one_subject_that_sees_the_future_is_enough() {
    FutureRowCounts counts =
        new FutureRowCounts(List.of("recency_days", "orders_90d"), 1000, List.of(0L, 1L));

    assertThat(GUARD.futureRows(counts))
        .containsExactly(
            new Finding(
                FindingKind.FUTURE_ROWS,
                Finding.Weight.STOP,
                "orders_90d",
                1,
                0,
                "Feature 'orders_90d' changes for 1 of 1000 subjects when later rows are taken"
                    + " away, limit 0: count only rows that had happened and were known"));
    assertThat(GUARD.futureRows(FutureRowCounts.none(List.of("recency_days")))).isEmpty();
  }

  private static ValueCounts shifted(Random random, int people, double shift) {
    return ValueCounts.of(
        DoubleStream.generate(() -> random.nextGaussian() + shift).limit(people).toArray());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void drift_is_told_by_its_size_and_chance_is_no_drift(long seed) {
    Random random = new Random(seed);
    ValueCounts training = shifted(random, 5000, 0);

    // The index of two normals that differ by d deviations is d²: 0, 0.18 and 0.49.
    assertThat(GUARD.drift("value", training, shifted(random, 5000, 0))).isEmpty();
    assertThat(GUARD.drift("value", training, shifted(random, 40, 0))).isEmpty();
    assertThat(GUARD.drift("value", training, shifted(random, 5000, 0.42)))
        .extracting(Finding::weight)
        .containsExactly(Finding.Weight.NOTE);
    assertThat(GUARD.drift("value", training, shifted(random, 5000, 0.7)))
        .extracting(Finding::weight)
        .containsExactly(Finding.Weight.STOP);
  }

  @Test
  void drift_is_told_in_one_line() {
    ValueCounts training = counts(Map.of(0.0, 6000L, 1.0, 4000L));
    ValueCounts scoring = counts(Map.of(0.0, 4000L, 1.0, 6000L));
    ValueCounts turned = counts(Map.of(0.0, 2000L, 1.0, 8000L));

    // 0.2 ln(6/4) 2 = 0.1622 and 0.4 ln(6/2) + 0.4 ln(8/4) = 0.7167, less what is expected and
    // smoothed.
    assertThat(GUARD.drift("newsletter", training, scoring))
        .extracting(Finding::sentence)
        .containsExactly(
            "Feature 'newsletter' has drifted between training and scoring: stability index"
                + " 0.1620 beyond chance, limit 0.1000: watch it");
    assertThat(GUARD.drift("newsletter", training, turned))
        .extracting(Finding::sentence)
        .containsExactly(
            "Feature 'newsletter' has drifted between training and scoring: stability index"
                + " 0.7163 beyond chance, limit 0.2500: train anew or mend its source; or accept"
                + " it with a reason");
  }

  private static ValueCounts counts(Map<Double, Long> known) {
    return new ValueCounts(new TreeMap<>(known), 0);
  }

  @Test
  void a_feature_that_is_constant_in_one_set_only_is_found() {
    ValueCounts varied = counts(Map.of(0.0, 60L, 1.0, 40L));
    ValueCounts constant = counts(Map.of(0.0, 50L));

    assertThat(GUARD.drift("newsletter", varied, constant))
        .extracting(Finding::kind, Finding::sentence)
        .containsExactly(
            tuple(
                FindingKind.CONSTANT_IN_ONE_SET,
                "Feature 'newsletter' has one value only for all 50 people in scoring, unlike in"
                    + " training; chance 8.1e-12, limit 1.0e-04: mend its source or drop it; or"
                    + " accept it with a reason"));
    assertThat(GUARD.drift("newsletter", constant, varied))
        .extracting(Finding::kind)
        .containsExactly(FindingKind.CONSTANT_IN_ONE_SET);
    assertThat(GUARD.drift("newsletter", constant, constant)).isEmpty();
  }

  @Test
  void a_rare_value_that_few_people_lack_is_no_finding() {
    ValueCounts rare = counts(Map.of(0.0, 999L, 1.0, 1L));

    // 0.999^1000 = 0.37, and a single person always has one value.
    assertThat(GUARD.drift("newsletter", rare, counts(Map.of(0.0, 1000L)))).isEmpty();
    assertThat(GUARD.drift("value", shifted(new Random(1), 5000, 0), counts(Map.of(0.0, 1L))))
        .isEmpty();
  }

  @Test
  void a_feature_without_values_in_one_set_only_is_found() {
    ValueCounts known = new ValueCounts(new TreeMap<>(Map.of(0.0, 50L, 1.0, 40L)), 10);
    ValueCounts missing = new ValueCounts(new TreeMap<>(), 20);

    assertThat(GUARD.drift("newsletter", known, missing))
        .extracting(Finding::kind, Finding::sentence)
        .containsExactly(
            tuple(
                FindingKind.MISSING_IN_ONE_SET,
                "Feature 'newsletter' has no value for all 20 people in scoring, unlike in"
                    + " training; chance 1.0e-20, limit 1.0e-04: mend its source or drop it; or"
                    + " accept it with a reason"));
    assertThat(GUARD.drift("newsletter", missing, known))
        .extracting(Finding::kind)
        .containsExactly(FindingKind.MISSING_IN_ONE_SET);
    assertThat(GUARD.drift("newsletter", missing, missing)).isEmpty();
    assertThat(GUARD.drift("newsletter", known, new ValueCounts(new TreeMap<>(), 3))).isEmpty();
  }

  @Test
  void defaults_are_what_they_were() {
    assertThat(LeakageLimits.defaults()).isEqualTo(new LeakageLimits(0.90, 0.05, 0.10, 0.25));
  }

  @Test
  void limits_that_guard_nothing_are_refused() {
    assertThatThrownBy(() -> new LeakageLimits(0.5, 0.08, 0.1, 0.25))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("singleFeatureAuc must be in (0.5, 1], got 0.5");
    assertThatThrownBy(() -> new LeakageLimits(0.9, 0, 0.1, 0.25))
        .hasMessage("modelGain must be in (0, 0.5], got 0.0");
    assertThatThrownBy(() -> new LeakageLimits(0.9, 0.08, 0, 0.25))
        .hasMessage("driftNote must be > 0, got 0.0");
    assertThatThrownBy(() -> new LeakageLimits(0.9, 0.08, 0.3, 0.25))
        .hasMessage("drift must be finite and at least driftNote = 0.3, got 0.25");
    assertThatThrownBy(() -> new ModelGain("tenure", 1.5, 0.5))
        .hasMessage("an AUC must be in [0, 1], got 1.5");
    assertThatThrownBy(() -> new ModelGain("tenure", 0.5, Double.NaN))
        .hasMessage("an AUC must be in [0, 1], got NaN");
  }

  @Test
  void every_kind_is_found_by_its_name() {
    assertThat(Arrays.stream(FindingKind.values()).map(FindingKind::id))
        .containsExactly(
            "single-feature",
            "model-gain",
            "future-rows",
            "drift",
            "constant-in-one-set",
            "missing-in-one-set")
        .allSatisfy(id -> assertThat(FindingKind.of(id).id()).isEqualTo(id));
    assertThatThrownBy(() -> FindingKind.of("future"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Unknown kind of finding 'future'; known: [single-feature, model-gain, future-rows,"
                + " drift, constant-in-one-set, missing-in-one-set]");
  }
}
