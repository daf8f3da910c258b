package org.optika.core.scores.leakage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftTest {

  private static ValueCounts counts(Map<Double, Long> known, long missing) {
    return new ValueCounts(new TreeMap<>(known), missing);
  }

  @Test
  void values_are_counted_and_missing_ones_apart() {
    ValueCounts counts = ValueCounts.of(new double[] {2, Double.NaN, -0.0, 2, 0.0});

    assertThat(counts).isEqualTo(counts(Map.of(0.0, 2L, 2.0, 2L), 1));
    assertThat(counts.people()).isEqualTo(5);
    assertThat(counts.plus(ValueCounts.of(new double[] {2, 9, Double.NaN})))
        .isEqualTo(counts(Map.of(0.0, 2L, 2.0, 3L, 9.0, 1L), 2));
    assertThat(counts.plus(ValueCounts.NOBODY)).isEqualTo(counts);
  }

  @Test
  void bounds_part_the_training_set_into_tenths() {
    double[] values = IntStream.range(0, 100).asDoubleStream().toArray();

    List<Double> bounds = ValueCounts.of(values).quantiles(10);

    assertThat(bounds).containsExactly(9.0, 19.0, 29.0, 39.0, 49.0, 59.0, 69.0, 79.0, 89.0);
    assertThat(ValueCounts.of(new double[] {-5, 9, 9.5, 1000, Double.NaN}).binned(bounds))
        .containsExactly(2, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1);
  }

  @Test
  void many_equal_values_make_fewer_bins() {
    assertThat(counts(Map.of(0.0, 95L, 1.0, 3L, 2.0, 2L), 0).quantiles(10)).containsExactly(0.0);
    assertThat(counts(Map.of(0.0, 5L, 1.0, 95L), 0).quantiles(10)).isEmpty();
    assertThat(counts(Map.of(0.0, 30L, 1.0, 30L, 2.0, 40L), 0).quantiles(10))
        .containsExactly(0.0, 1.0);
  }

  @Test
  void the_index_worked_out_by_hand() {
    ValueCounts training = counts(Map.of(0.0, 60L, 1.0, 40L), 0);
    ValueCounts scoring = counts(Map.of(0.0, 20L, 1.0, 30L), 0);

    Drift drift = Drift.between(training, scoring);

    double t = 60.5 / 101;
    double s = 20.5 / 51;
    double index = (s - t) * Math.log(s / t) + (t - s) * Math.log((1 - s) / (1 - t));
    assertThat(drift.index()).isCloseTo(index, within(1e-12));
    assertThat(drift.expected()).isCloseTo(1 / 100.0 + 1 / 50.0, within(1e-15));
    // (1 - 2/9 + 4 √2/3)³ for one degree of freedom.
    assertThat(drift.mostByChance())
        .isCloseTo(Math.pow(7 / 9.0 + 4 * Math.sqrt(2) / 3, 3) * 0.03, within(1e-12));
    assertThat(drift.mayBeChance()).isTrue();
    assertThat(drift.excess()).isCloseTo(index - 0.03, within(1e-12));
  }

  @Test
  void missing_values_are_a_bin_of_their_own() {
    ValueCounts training = counts(Map.of(0.0, 50L, 1.0, 50L), 0);
    ValueCounts scoring = counts(Map.of(0.0, 25L, 1.0, 25L), 50);

    Drift drift = Drift.between(training, scoring);

    double known = 2 * (25.5 / 101.5 - 50.5 / 101.5) * Math.log(25.5 / 50.5);
    double missing = (50.5 / 101.5 - 0.5 / 101.5) * Math.log(50.5 / 0.5);
    assertThat(drift.index()).isCloseTo(known + missing, within(1e-12));
    assertThat(drift.expected()).isCloseTo(2 * 0.02, within(1e-15));
  }

  /** Over 400 pairs of sets without drift: 9 degrees of freedom have mean 9 and variance 18. */
  @ParameterizedTest(name = "{0} trained on, {1} scored")
  @CsvSource({"1000, 1000", "2000, 300", "500, 5000"})
  void without_drift_the_index_is_what_chance_makes_it(int trained, int scored) {
    double unit = 1.0 / trained + 1.0 / scored;
    double sum = 0;
    double squares = 0;
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      ValueCounts training = ValueCounts.of(random.doubles(trained).toArray());
      Drift drift = Drift.between(training, ValueCounts.of(random.doubles(scored).toArray()));
      sum += drift.index() / unit;
      squares += Math.pow(drift.index() / unit - 9, 2);
      assertThat(drift.expected()).isCloseTo(9 * unit, within(1e-12));
      assertThat(drift.mayBeChance()).isTrue();
    }

    assertThat(sum / 400).isCloseTo(9, within(1.0));
    assertThat(squares / 400).isCloseTo(18, within(6.0));
  }

  @Test
  void a_set_of_nobody_and_impossible_counts_are_refused() {
    ValueCounts one = ValueCounts.of(new double[] {1});

    assertThatThrownBy(() -> Drift.between(one, ValueCounts.NOBODY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("drift needs people in both sets, got 1 in training and 0 in scoring");
    assertThatThrownBy(() -> counts(Map.of(1.0, 0L), 0))
        .hasMessage("the count of a known value must be > 0, got 0");
    assertThatThrownBy(() -> counts(Map.of(Double.NaN, 1L), 0))
        .hasMessage("a known value must be a number, got NaN");
    assertThatThrownBy(() -> counts(Map.of(), -1)).hasMessage("a count must be >= 0, got -1");
  }
}
