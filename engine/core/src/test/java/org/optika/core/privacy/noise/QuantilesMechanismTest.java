package org.optika.core.privacy.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class QuantilesMechanismTest {

  private static QuantilesMechanism mechanism(
      String epsilon, int valuesPerPerson, String... quantiles) {
    return QuantilesMechanism.of(
        new BigDecimal(epsilon),
        valuesPerPerson,
        Stream.of(quantiles).map(BigDecimal::new).toList());
  }

  private static List<Integer> boxed(int[] bins) {
    return IntStream.of(bins).boxed().toList();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 2", "4, 3", "7, 3", "8, 4", "9, 4"})
  void levels_grow_with_the_logarithm_of_the_number_of_quantiles(int quantiles, int levels) {
    String[] wanted =
        IntStream.rangeClosed(1, quantiles).mapToObj(i -> "0.0" + i).toArray(String[]::new);
    QuantilesMechanism mechanism = mechanism("1", 1, wanted);

    assertThat(mechanism.levels()).isEqualTo(levels);
    assertThat(mechanism.epsilonPerLevel()).isEqualTo(Rational.of(1, levels));
  }

  /** With six quantiles there are ranges between two that are drawn already. */
  @ParameterizedTest
  @CsvSource({
    "1.5, 0.5",
    "1.5, 0.9",
    "1.5, 0.01",
    "1.5, 0.25 0.75",
    "1.5, 0.5 0.9 0.99",
    "15, 0.1 0.25 0.4 0.6 0.75 0.9"
  })
  void answers_come_as_often_as_the_definition_says(String epsilon, String quantiles) {
    long[] counts = {2, 0, 5, 1, 0, 3};
    String[] wanted = quantiles.split(" ");
    QuantilesMechanism mechanism = mechanism(epsilon, 2, wanted);
    QuantileOracle oracle =
        new QuantileOracle(
            Double.parseDouble(epsilon) / mechanism.levels(),
            2,
            Stream.of(wanted).map(Double::valueOf).toList());
    BitSource bits = TestStreams.named(quantiles);
    Map<List<Integer>, Double> expected = oracle.probabilities(counts);
    List<List<Integer>> answers = new ArrayList<>(expected.keySet());
    long[] observed = new long[answers.size()];

    for (int i = 0; i < 40_000; i++) {
      observed[answers.indexOf(boxed(mechanism.draw(counts, bits)))]++;
    }

    double[] probabilities = answers.stream().mapToDouble(expected::get).toArray();
    assertThat(Arrays.stream(probabilities).sum()).isBetween(1 - 1e-9, 1 + 1e-9);
    assertThat(ChiSquare.pValue(observed, probabilities)).isGreaterThan(1e-4);
  }

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  /** Every answer, with one or two values more, wherever they are. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void neighbours_are_as_close_as_epsilon_says(long seed) {
    BitSource random = TestStreams.named("histogram " + seed);
    long[] counts = LongStream.generate(() -> random.nextBits(2)).limit(4).toArray();
    List<Double> quantiles = List.of(0.25, 0.5, 0.9).subList(0, 1 + (int) (seed % 3));
    int levels = quantiles.size() == 1 ? 1 : 2;

    assertThat(largestRatio(new QuantileOracle(1.0 / levels, 1, quantiles), counts, 1))
        .isLessThanOrEqualTo(Math.exp(1) + 1e-9);
    assertThat(largestRatio(new QuantileOracle(1.0 / levels, 2, quantiles), counts, 2))
        .isLessThanOrEqualTo(Math.exp(1) + 1e-9);
  }

  /** The test above would see half of the sensitivity. */
  @Test
  void two_values_of_a_person_need_twice_the_sensitivity_of_one() {
    QuantileOracle forOne = new QuantileOracle(1, 1, List.of(0.5));

    assertThat(largestRatio(forOne, new long[] {0, 2, 0, 0, 0, 0, 0, 0, 0, 2}, 2))
        .isGreaterThan(Math.exp(1.5));
  }

  private static double largestRatio(QuantileOracle oracle, long[] counts, int added) {
    Map<List<Integer>, Double> before = oracle.probabilities(counts);
    double largest = 1;
    for (int one = 0; one < counts.length; one++) {
      for (int other = 0; other < counts.length; other++) {
        long[] more = counts.clone();
        more[one]++;
        more[other] += added - 1;
        for (Map.Entry<List<Integer>, Double> after : oracle.probabilities(more).entrySet()) {
          double ratio = after.getValue() / before.get(after.getKey());
          largest = Math.max(largest, Math.max(ratio, 1 / ratio));
        }
      }
    }
    return largest;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void answers_ascend(long seed) {
    BitSource random = TestStreams.named("ascending " + seed);
    long[] counts =
        LongStream.generate(() -> random.nextBits(2) == 0 ? random.nextBits(4) : 0)
            .limit(1 + random.nextBits(6))
            .toArray();
    QuantilesMechanism mechanism =
        mechanism("0.3", 1, "0.01", "0.05", "0.25", "0.5", "0.75", "0.95", "0.99");

    for (int i = 0; i < 50; i++) {
      int[] bins = mechanism.draw(counts, random);
      assertThat(bins).isSorted();
      assertThat(boxed(bins)).allMatch(bin -> 0 <= bin && bin < counts.length);
    }
  }

  @Test
  void much_epsilon_finds_the_bins_of_the_quantiles() {
    long[] counts = {10, 20, 30, 20, 20};
    QuantilesMechanism mechanism = mechanism("1000", 1, "0.05", "0.5", "0.95");

    for (int i = 0; i < 20; i++) {
      assertThat(mechanism.draw(counts, TestStreams.named("much " + i))).containsExactly(0, 2, 4);
    }
  }

  /** Nothing is known of an empty histogram, so that each bin is as good as any other. */
  @Test
  void an_empty_histogram_gives_any_bin() {
    BitSource bits = TestStreams.named("empty");
    long[] observed = new long[10];

    for (int i = 0; i < 10_000; i++) {
      observed[mechanism("1", 1, "0.9").draw(new long[10], bits)[0]]++;
    }

    double[] uniform = new double[10];
    Arrays.fill(uniform, 0.1);
    assertThat(ChiSquare.pValue(observed, uniform)).isGreaterThan(1e-4);
  }

  /** An epsilon with so many digits that its exponents leave the range of long. */
  @Test
  void a_long_epsilon_draws_as_a_short_one() {
    long[] counts = {2, 0, 5, 1, 0, 3};
    QuantilesMechanism ofShort = mechanism("1.5", 1, "0.5", "0.9");
    QuantilesMechanism ofLong = mechanism("1.5000000000000000000000000000001", 1, "0.5", "0.9");

    for (int i = 0; i < 200; i++) {
      assertThat(ofLong.draw(counts, TestStreams.named("long " + i)))
          .isEqualTo(ofShort.draw(counts, TestStreams.named("long " + i)));
    }
  }

  /** The bounds are those for 1,000 draws; the larger error of 30 is about a tenth of the mean. */
  @ParameterizedTest
  @CsvSource({"0.5", "0.9", "0.99"})
  void rank_error_of_one_quantile_is_below_a_thousandth(String quantile) {
    double[] errors =
        new SkewedValues(42)
            .meanRankErrors(
                mechanism("1", 1, quantile), new double[] {Double.parseDouble(quantile)}, 30);

    assertThat(errors[0]).isLessThan(0.001);
  }

  @Test
  void rank_errors_of_three_quantiles_together_are_below_two_thousandths() {
    double[] errors =
        new SkewedValues(42)
            .meanRankErrors(
                mechanism("1", 1, "0.5", "0.9", "0.99"), new double[] {0.5, 0.9, 0.99}, 30);

    assertThat(errors).hasSize(3);
    assertThat(Arrays.stream(errors).max().orElseThrow()).isLessThan(0.002);
  }

  @Test
  void values_fall_into_bins_of_equal_width() {
    EqualBins bins = new EqualBins(-10, 10, 4);

    assertThat(LongStream.of(-11, -10, -6, -5, -1, 0, 4, 5, 9, 10, 11).mapToInt(bins::binOf))
        .containsExactly(0, 0, 0, 1, 1, 2, 2, 3, 3, 3, 3);
    assertThat(bins.centre(0)).isEqualTo(Rational.of(-15, 2));
    assertThat(bins.centre(3)).isEqualTo(Rational.of(15, 2));
    assertThat(EqualBins.over(0, 1_000_000).count()).isEqualTo(65_536);
  }

  @Test
  void unusable_parameters_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mechanism("0", 1, "0.5"))
        .withMessage("epsilon must be > 0, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mechanism("1", 0, "0.5"))
        .withMessage("values per person must be >= 1, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mechanism("1", 1))
        .withMessage("expected at least one quantile");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mechanism("1", 1, "0.9", "0.5"))
        .withMessage("quantiles must ascend, got [0.9, 0.5]");
    for (String quantile : List.of("0", "1", "0.00001", "-0.5", "1.5")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> mechanism("1", 1, quantile))
          .withMessage(
              "a quantile must be in (0, 1) and have at most 4 decimals, got %s",
              new BigDecimal(quantile));
    }
    for (long[] counts : new long[][] {{1, -1}, {1, 1L << 48}, {1, Long.MAX_VALUE}}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> mechanism("1", 1, "0.5").draw(counts, bits()))
          .withMessage("counts must be >= 0 and 2^48 in total at most, bin 1 is out of range");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mechanism("1", 1, "0.5").draw(new long[0], bits()))
        .withMessage("expected at least one bin");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EqualBins(5, 5, 10))
        .withMessage("bounds must ascend, got 5 and 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EqualBins(0, 10, 0))
        .withMessage("bins must be >= 1, got 0");
    for (long upper : new long[] {1L << 47, Long.MAX_VALUE}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new EqualBins(-1L << 60, upper, 65_536))
          .withMessage("the range [%s, %s] is too wide for 65536 bins", -1L << 60, upper);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EqualBins(Long.MIN_VALUE, Long.MAX_VALUE, 1))
        .withMessage("the range [%s, %s] is too wide for 1 bins", Long.MIN_VALUE, Long.MAX_VALUE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EqualBins(0, 10, 2).centre(2))
        .withMessage("bin must be in [0, 2), got 2");
  }

  private static BitSource bits() {
    return TestStreams.named("unused");
  }
}
