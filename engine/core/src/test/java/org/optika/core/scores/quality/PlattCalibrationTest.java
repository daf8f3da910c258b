package org.optika.core.scores.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PlattCalibrationTest {

  /** A billion people at each of 41 margins, of whom exactly the share p has the outcome. */
  private static ScoredCounts exactly(double slope, double intercept, double centre) {
    double[] margins = new double[41];
    long[] positives = new long[41];
    long[] negatives = new long[41];
    for (int i = 0; i < 41; i++) {
      margins[i] = centre + (i - 20) / 10.0;
      double p = 1 / (1 + Math.exp(-(slope * margins[i] + intercept)));
      positives[i] = Math.round(1e9 * p);
      negatives[i] = 1_000_000_000 - positives[i];
    }
    return ScoredCounts.ofSorted(margins, negatives, positives);
  }

  @ParameterizedTest(name = "slope {0}, intercept {1}, margins around {2}")
  @CsvSource({"1, 0, 0", "0.5, -1.5, 0", "2.5, 1, 0", "6, -2, 1", "1.5, -1500, 1000"})
  void known_slope_and_intercept_are_found(double slope, double intercept, double centre) {
    PlattCalibration fitted = PlattCalibration.fit(exactly(slope, intercept, centre));

    assertThat(fitted.slope()).isCloseTo(slope, within(1e-6));
    assertThat(fitted.intercept()).isCloseTo(intercept, within(1e-6 * (1 + Math.abs(centre))));
  }

  /** Two people, apart: targets 2/3 and 1/3, met exactly by ln 2 at 1 and -ln 2 at 0. */
  @Test
  void targets_keep_a_perfect_margin_from_certainty() {
    ScoredCounts apart = ScoredCounts.of(new double[] {0, 1}, new boolean[] {false, true});

    PlattCalibration fitted = PlattCalibration.fit(apart);

    assertThat(fitted.slope()).isCloseTo(2 * Math.log(2), within(1e-9));
    assertThat(fitted.intercept()).isCloseTo(-Math.log(2), within(1e-9));
    assertThat(fitted.probability(0)).isCloseTo(1 / 3.0, within(1e-9));
    assertThat(fitted.probability(1)).isCloseTo(2 / 3.0, within(1e-9));
  }

  @Test
  void a_margin_that_points_the_wrong_way_says_nothing() {
    ScoredCounts wrong =
        ScoredCounts.of(new double[] {0, 0, 0, 1}, new boolean[] {true, true, false, false});

    PlattCalibration fitted = PlattCalibration.fit(wrong);

    // Targets 3/4 for two people and 1/4 for two: everybody gets their mean.
    assertThat(fitted).isEqualTo(new PlattCalibration(0, 0));
    assertThat(fitted.probability(Double.NEGATIVE_INFINITY)).isEqualTo(0.5);
  }

  @Test
  void one_margin_gives_the_mean_of_the_targets() {
    ScoredCounts one = ScoredCounts.ofSorted(new double[] {3}, new long[] {8}, new long[] {2});

    PlattCalibration fitted = PlattCalibration.fit(one);

    assertThat(fitted.slope()).isZero();
    assertThat(fitted.probability(-7)).isCloseTo((2 * 3 / 4.0 + 8 * 1 / 10.0) / 10, within(1e-12));
  }

  @Test
  void one_outcome_alone_gives_no_certainty() {
    PlattCalibration fitted =
        PlattCalibration.fit(ScoredCounts.of(new double[] {1, 2, 3}, new boolean[3]));

    assertThat(fitted.slope()).isCloseTo(0, within(1e-9));
    assertThat(fitted.probability(2)).isCloseTo(1 / 5.0, within(1e-9));
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  /** Where the loss is least, it grows in every direction; a wrong slope shows in one of them. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void no_neighbour_fits_better(long seed) {
    Random random = new Random(seed);
    int people = 5 + random.nextInt(100);
    double spread = Math.pow(10, random.nextInt(5) - 2);
    double[] margins = new double[people];
    boolean[] outcomes = new boolean[people];
    for (int i = 0; i < people; i++) {
      margins[i] = spread * (random.nextGaussian() + 2);
      outcomes[i] = random.nextDouble() < 1 / (1 + Math.exp(-2 * margins[i] / spread + 4));
    }
    ScoredCounts counts = ScoredCounts.of(margins, outcomes);

    PlattCalibration fitted = PlattCalibration.fit(counts);

    double least = loss(counts, fitted.slope(), fitted.intercept());
    for (double step : new double[] {1e-3, 1e-2, 0.3}) {
      double slopeStep = step / spread;
      assertThat(loss(counts, fitted.slope() + slopeStep, fitted.intercept())).isGreaterThan(least);
      assertThat(loss(counts, fitted.slope(), fitted.intercept() + step)).isGreaterThan(least);
      assertThat(loss(counts, fitted.slope(), fitted.intercept() - step)).isGreaterThan(least);
      if (fitted.slope() >= slopeStep) {
        assertThat(loss(counts, fitted.slope() - slopeStep, fitted.intercept()))
            .isGreaterThan(least);
      }
    }
  }

  /** Minus the logarithm of the likelihood of Platt's targets, straight from their definition. */
  private static double loss(ScoredCounts counts, double slope, double intercept) {
    double high = (counts.positives() + 1.0) / (counts.positives() + 2.0);
    double low = 1.0 / (counts.negatives() + 2.0);
    double loss = 0;
    for (int cell = 0; cell < counts.cells(); cell++) {
      double z = slope * counts.score(cell) + intercept;
      double logYes = -Math.log1p(Math.exp(-z));
      double logNo = -Math.log1p(Math.exp(z));
      loss -= counts.positives(cell) * (high * logYes + (1 - high) * logNo);
      loss -= counts.negatives(cell) * (low * logYes + (1 - low) * logNo);
    }
    return loss;
  }

  @Test
  void what_is_no_calibration_is_refused() {
    assertThatThrownBy(() -> new PlattCalibration(-0.1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("slope must be finite and >= 0, got -0.1");
    assertThatThrownBy(() -> new PlattCalibration(Double.NaN, 0))
        .hasMessage("slope must be finite and >= 0, got NaN");
    assertThatThrownBy(() -> new PlattCalibration(1, Double.POSITIVE_INFINITY))
        .hasMessage("intercept must be finite, got Infinity");
    assertThatThrownBy(() -> PlattCalibration.fit(ScoredCounts.NONE))
        .hasMessage("a calibration needs at least one person");
  }
}
