package org.optika.core.scores.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optika.core.scores.quality.IsotonicCalibration.Block;
import org.optika.core.scores.quality.IsotonicCalibration.Knot;

class IsotonicCalibrationTest {

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @Test
  void neighbours_in_the_wrong_order_are_pooled() {
    ScoredCounts margins =
        ScoredCounts.ofSorted(
            new double[] {-1, 0, 3, 4}, new long[] {9, 4, 12, 2}, new long[] {1, 6, 3, 8});

    IsotonicCalibration fitted = IsotonicCalibration.fit(margins);

    // Rates 0.1, 0.6, 0.2, 0.8: the middle two become 9/25 at (10 0 + 15 3) / 25.
    assertThat(fitted.knots())
        .containsExactly(new Knot(-1, 0.1), new Knot(1.8, 0.36), new Knot(4, 0.8));
    assertThat(fitted.probability(-5)).isEqualTo(0.1);
    assertThat(fitted.probability(0.4)).isCloseTo(0.23, within(1e-15));
    assertThat(fitted.probability(1.8)).isEqualTo(0.36);
    assertThat(fitted.probability(Double.POSITIVE_INFINITY)).isEqualTo(0.8);
    assertThat(fitted.probability(Double.NEGATIVE_INFINITY)).isEqualTo(0.1);
  }

  @Test
  void blocks_of_one_outcome_at_the_ends_give_no_certainty() {
    ScoredCounts margins =
        ScoredCounts.ofSorted(new double[] {0, 1}, new long[] {3, 0}, new long[] {0, 8});

    assertThat(IsotonicCalibration.fit(margins).knots())
        .containsExactly(new Knot(0, 1 / 5.0), new Knot(1, 9 / 10.0));
  }

  @Test
  void equal_rates_are_one_block() {
    ScoredCounts margins =
        ScoredCounts.ofSorted(new double[] {0, 2}, new long[] {1, 1}, new long[] {1, 1});

    assertThat(IsotonicCalibration.fit(margins).knots()).containsExactly(new Knot(1, 0.5));
  }

  @Test
  void margins_as_close_as_doubles_come_keep_their_order() {
    double next = Math.nextUp(0.1);
    ScoredCounts margins =
        ScoredCounts.ofSorted(
            new double[] {0.1, next, Math.nextUp(next)},
            new long[] {1_000_003, 999_983, 3},
            new long[] {1, 17, 1_000_033});

    assertThat(IsotonicCalibration.fit(margins).knots()).hasSize(3);
  }

  /** All ways to cut up to eight margins into blocks whose rates ascend: the best is the fit. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void no_other_ascending_blocks_have_a_lower_error(long seed) {
    ScoredCounts margins = margins(new Random(seed), 8);
    double least = Double.POSITIVE_INFINITY;
    List<Double> best = List.of();
    for (int cuts = 0; cuts < 1 << (margins.cells() - 1); cuts++) {
      List<Double> rates = ratesOfBlocks(margins, cuts);
      double error = error(margins, rates);
      if (ascends(rates) && error < least - 1e-12) {
        least = error;
        best = rates;
      }
    }

    List<Double> fitted = new ArrayList<>();
    for (int cell = 0; cell < margins.cells(); cell++) {
      double margin = margins.score(cell);
      fitted.add(
          IsotonicCalibration.blocks(margins).stream()
              .filter(block -> block.least() <= margin && margin <= block.highest())
              .mapToDouble(Block::rate)
              .sum());
    }

    assertThat(error(margins, fitted)).isCloseTo(least, within(1e-12));
    for (int cell = 0; cell < margins.cells(); cell++) {
      assertThat(fitted.get(cell)).isCloseTo(best.get(cell), within(1e-12));
    }
  }

  private static ScoredCounts margins(Random random, int most) {
    int cells = 1 + random.nextInt(most);
    double[] scores = new double[cells];
    long[] negatives = new long[cells];
    long[] positives = new long[cells];
    for (int cell = 0; cell < cells; cell++) {
      scores[cell] = cell == 0 ? -3 : scores[cell - 1] + 0.1 + random.nextDouble();
      negatives[cell] = 1 + random.nextInt(4);
      positives[cell] = random.nextInt(5);
    }
    return ScoredCounts.ofSorted(scores, negatives, positives);
  }

  /** The rate of each cell's block, where bit i of {@code cuts} parts cell i from the next. */
  private static List<Double> ratesOfBlocks(ScoredCounts margins, int cuts) {
    List<Double> rates = new ArrayList<>();
    int first = 0;
    for (int cell = 0; cell < margins.cells(); cell++) {
      if (cell == margins.cells() - 1 || (cuts >> cell & 1) == 1) {
        double people = 0;
        double positives = 0;
        for (int inside = first; inside <= cell; inside++) {
          people += margins.people(inside);
          positives += margins.positives(inside);
        }
        for (int inside = first; inside <= cell; inside++) {
          rates.add(positives / people);
        }
        first = cell + 1;
      }
    }
    return rates;
  }

  private static boolean ascends(List<Double> rates) {
    for (int i = 1; i < rates.size(); i++) {
      if (rates.get(i - 1) > rates.get(i)) {
        return false;
      }
    }
    return true;
  }

  private static double error(ScoredCounts margins, List<Double> rates) {
    double error = 0;
    for (int cell = 0; cell < margins.cells(); cell++) {
      error += margins.positives(cell) * Math.pow(1 - rates.get(cell), 2);
      error += margins.negatives(cell) * Math.pow(rates.get(cell), 2);
    }
    return error;
  }

  /** Why knots are joined by lines: the same blocks as steps have more error on new people. */
  @Test
  void lines_have_a_lower_error_on_new_people_than_steps() {
    double lines = 0;
    double steps = 0;
    int better = 0;
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      double[] margins = random.doubles(1000).map(uniform -> 6 * uniform - 3).toArray();
      boolean[] outcomes = new boolean[margins.length];
      for (int i = 0; i < margins.length; i++) {
        outcomes[i] = random.nextDouble() < truth(margins[i]);
      }
      ScoredCounts counts = ScoredCounts.of(margins, outcomes);
      IsotonicCalibration fitted = IsotonicCalibration.fit(counts);
      List<Block> blocks = IsotonicCalibration.blocks(counts);
      double line = 0;
      double step = 0;
      for (double margin = -2.995; margin < 3; margin += 0.01) {
        line += Math.pow(fitted.probability(margin) - truth(margin), 2) / 600;
        step += Math.pow(stepAt(blocks, margin) - truth(margin), 2) / 600;
      }
      lines += line / 100;
      steps += step / 100;
      better += line < step ? 1 : 0;
    }

    assertThat(lines).isLessThan(0.9 * steps);
    assertThat(better).isGreaterThan(80);
  }

  private static double truth(double margin) {
    return 0.05 + 0.8 / (1 + Math.exp(-2 * margin));
  }

  private static double stepAt(List<Block> blocks, double margin) {
    double rate = blocks.get(0).rate();
    for (Block block : blocks) {
      rate = block.least() <= margin ? block.rate() : rate;
    }
    return rate;
  }

  @Test
  void what_is_no_calibration_is_refused() {
    assertThatThrownBy(() -> IsotonicCalibration.fit(ScoredCounts.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a calibration needs at least one person");
    assertThatThrownBy(() -> new IsotonicCalibration(List.of()))
        .hasMessage("an isotonic calibration needs at least one knot");
    assertThatThrownBy(() -> new Knot(Double.NaN, 0.5))
        .hasMessage("the margin of a knot must be finite, got NaN");
    assertThatThrownBy(() -> new Knot(0, 1.5))
        .hasMessage("the probability of a knot must be in [0, 1], got 1.5");
    assertThatThrownBy(() -> new IsotonicCalibration(List.of(new Knot(0, 0.5), new Knot(1, 0.25))))
        .hasMessage(
            "knots must ascend, got Knot[margin=1.0, probability=0.25] after Knot[margin=0.0,"
                + " probability=0.5]");
    assertThatThrownBy(() -> new IsotonicCalibration(List.of(new Knot(1, 0.5), new Knot(1, 0.5))))
        .hasMessageStartingWith("knots must ascend");
  }
}
