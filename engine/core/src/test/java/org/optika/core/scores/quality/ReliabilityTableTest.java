package org.optika.core.scores.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReliabilityTableTest {

  @Test
  void bins_of_equal_width_hold_their_lower_bound_and_the_last_one_holds_1() {
    ScoredCounts counts =
        ScoredCounts.ofSorted(
            new double[] {0.05, 0.1, 0.3, 0.375, 1},
            new long[] {4, 1, 1, 2, 0},
            new long[] {0, 1, 3, 0, 5});

    assertThat(ReliabilityTable.equalWidth(counts).bins())
        .containsExactly(
            new ReliabilityBin(0, 0.1, 4, 0, 0.05),
            new ReliabilityBin(0.1, 0.2, 2, 1, 0.1),
            new ReliabilityBin(0.3, 0.4, 6, 3, (0.3 * 4 + 0.375 * 2) / 6),
            new ReliabilityBin(0.9, 1, 5, 5, 1));
  }

  /** 0.1, 0.2 ... are no exact doubles; each must begin its own bin. */
  @Test
  void every_tenth_begins_a_bin() {
    double[] tenths = IntStream.range(0, 10).mapToDouble(i -> i / 10.0).toArray();

    assertThat(ReliabilityTable.equalWidth(ScoredCounts.of(tenths, new boolean[10])).bins())
        .extracting(ReliabilityBin::from)
        .containsExactly(Arrays.stream(tenths).boxed().toArray(Double[]::new));
  }

  @Test
  void bins_of_equal_count_hold_a_tenth_each() {
    double[] scores = IntStream.range(0, 30).mapToDouble(i -> i / 32.0).toArray();

    assertThat(ReliabilityTable.equalCount(ScoredCounts.of(scores, new boolean[30])).bins())
        .hasSize(10)
        .allSatisfy(bin -> assertThat(bin.people()).isEqualTo(3))
        .contains(new ReliabilityBin(27 / 32.0, 29 / 32.0, 3, 0, 28 / 32.0));
  }

  @Test
  void people_with_one_score_stay_in_one_bin() {
    ScoredCounts counts =
        ScoredCounts.ofSorted(
            new double[] {0.1, 0.2, 0.9}, new long[] {11, 0, 1}, new long[] {4, 2, 2});

    // Of 20 people, the middle ones of the scores are at 7.5, 16 and 18.5: bins 3, 8 and 9.
    assertThat(ReliabilityTable.equalCount(counts).bins())
        .extracting(ReliabilityBin::people, ReliabilityBin::positives)
        .containsExactly(tuple(15L, 4L), tuple(2L, 2L), tuple(3L, 2L));
  }

  @Test
  void a_bin_tells_its_rate_with_an_interval() {
    ReliabilityBin bin = new ReliabilityBin(0.3, 0.4, 263, 81, 0.35);

    assertThat(bin.observedRate()).isEqualTo(81 / 263.0);
    assertThat(bin.observedInterval()).isEqualTo(Interval.ofRate(81, 263));
  }

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everybody_is_in_one_bin(long seed) {
    Random random = new Random(seed);
    ScoredCounts counts =
        ScoredCountsTest.random(random, 1 + random.nextInt(200), 1 + random.nextInt(100));

    for (ReliabilityTable table :
        new ReliabilityTable[] {
          ReliabilityTable.equalWidth(counts), ReliabilityTable.equalCount(counts)
        }) {
      assertThat(table.bins()).hasSizeBetween(1, 10);
      assertThat(table.bins().stream().mapToLong(ReliabilityBin::people).sum())
          .isEqualTo(counts.people());
      assertThat(table.bins().stream().mapToLong(ReliabilityBin::positives).sum())
          .isEqualTo(counts.positives());
      assertThat(table.bins().stream().mapToDouble(bin -> bin.people() * bin.meanScore()).sum())
          .isCloseTo(ProbabilityErrors.meanScore(counts) * counts.people(), within(1e-9));
      assertThat(table.bins())
          .allSatisfy(
              bin -> assertThat(bin.meanScore()).isBetween(bin.from() - 1e-12, bin.to() + 1e-12));
    }
  }

  @Test
  void impossible_bins_are_refused() {
    assertThatThrownBy(() -> new ReliabilityBin(0, 0.1, 0, 0, 0.05))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a bin must hold somebody, got 0 people");
    assertThatThrownBy(() -> new ReliabilityBin(0, 0.1, 3, 4, 0.05))
        .hasMessage("positives must be in [0, people = 3], got 4");
    assertThatThrownBy(
            () -> ReliabilityTable.equalCount(ScoredCounts.of(new double[] {2}, new boolean[1])))
        .hasMessage("scores must be probabilities in [0, 1], got some from 2.0 to 2.0");
  }
}
