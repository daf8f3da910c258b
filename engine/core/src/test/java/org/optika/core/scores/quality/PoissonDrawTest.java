package org.optika.core.scores.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoissonDrawTest {
  private static final int DRAWS = 200_000;

  /** P(0) = exp(-mean), P(k) = P(k - 1) mean / k, in logarithms. */
  private static double[] probabilities(long mean, int most) {
    double[] probabilities = new double[most + 1];
    double log = -mean;
    for (int k = 0; k <= most; k++) {
      probabilities[k] = Math.exp(log);
      log += Math.log(mean) - Math.log(k + 1);
    }
    return probabilities;
  }

  @ParameterizedTest(name = "mean {0}")
  @ValueSource(longs = {1, 9, 10, 11, 37, 400})
  void logarithms_of_probabilities_follow_the_definition(long mean) {
    double[] probabilities = probabilities(mean, (int) mean * 2 + 10);
    for (int k = 0; k < probabilities.length; k++) {
      assertThat(PoissonDraw.logProbability(k, mean))
          .isCloseTo(Math.log(probabilities[k]), within(1e-8));
    }
  }

  /**
   * Pearson's statistic over all numbers of which at least 20 are expected, the rest in one class:
   * mean and variance of it are d and 2 d for d degrees of freedom.
   */
  @ParameterizedTest(name = "mean {0}")
  @ValueSource(longs = {1, 2, 5, 9, 10, 12, 25, 100, 1000})
  void draws_have_the_distribution(long mean) {
    double[] probabilities = probabilities(mean, (int) mean * 3 + 30);
    long[] seen = new long[probabilities.length];
    SplittableRandom random = new SplittableRandom(mean);
    for (int draw = 0; draw < DRAWS; draw++) {
      seen[(int) PoissonDraw.draw(mean, random)]++;
    }

    double statistic = 0;
    int classes = 0;
    double restExpected = DRAWS;
    long restSeen = DRAWS;
    for (int k = 0; k < seen.length; k++) {
      double expected = probabilities[k] * DRAWS;
      if (expected >= 20) {
        statistic += Math.pow(seen[k] - expected, 2) / expected;
        classes++;
        restExpected -= expected;
        restSeen -= seen[k];
      }
    }
    statistic += Math.pow(restSeen - restExpected, 2) / restExpected;
    assertThat(statistic).isLessThan(classes + 4 * Math.sqrt(2.0 * classes));
  }

  @ParameterizedTest(name = "mean {0}")
  @ValueSource(longs = {100_000, 10_000_000_000L, 1_000_000_000_000_000L})
  void large_means_keep_mean_and_variance(long mean) {
    SplittableRandom random = new SplittableRandom(3);
    double sum = 0;
    double squares = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      double deviations = (PoissonDraw.draw(mean, random) - mean) / Math.sqrt(mean);
      sum += deviations;
      squares += deviations * deviations;
    }

    assertThat(sum / DRAWS).isCloseTo(0, within(0.01));
    assertThat(squares / DRAWS).isCloseTo(1, within(0.015));
  }

  @Test
  void nobody_is_never_drawn() {
    assertThat(PoissonDraw.draw(0, new SplittableRandom(1))).isZero();
  }
}
