package org.optika.core.scores.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScoredCountsTest {

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  static ScoredCounts random(Random random, int people, int scores) {
    double[] given = new double[people];
    boolean[] outcomes = new boolean[people];
    for (int i = 0; i < people; i++) {
      given[i] = (random.nextInt(scores) + 0.5) / scores;
      outcomes[i] = random.nextDouble() < given[i];
    }
    return ScoredCounts.of(given, outcomes);
  }

  @Test
  void people_are_counted_by_score_and_outcome() {
    ScoredCounts counts =
        ScoredCounts.of(
            new double[] {0.7, -2, 0.7, 0.7, -2}, new boolean[] {true, false, true, false, false});

    assertThat(counts)
        .isEqualTo(
            ScoredCounts.ofSorted(new double[] {-2, 0.7}, new long[] {2, 1}, new long[] {0, 2}));
    assertThat(counts.cells()).isEqualTo(2);
    assertThat(counts.score(1)).isEqualTo(0.7);
    assertThat(counts.negatives(1)).isEqualTo(1);
    assertThat(counts.positives(1)).isEqualTo(2);
    assertThat(counts.people(1)).isEqualTo(3);
    assertThat(counts.negatives()).isEqualTo(3);
    assertThat(counts.positives()).isEqualTo(2);
    assertThat(counts.people()).isEqualTo(5);
  }

  @Test
  void both_zeros_are_one_score() {
    ScoredCounts counts = ScoredCounts.of(new double[] {0.0, -0.0}, new boolean[] {true, false});

    assertThat(counts.cells()).isEqualTo(1);
    assertThat(counts)
        .hasSameHashCodeAs(ScoredCounts.of(new double[] {-0.0, 0.0}, new boolean[] {false, true}));
  }

  @Test
  void bins_stand_for_their_middle_and_empty_ones_are_left_out() {
    ScoredCounts counts = ScoredCounts.ofBins(new long[] {3, 0, 0, 1}, new long[] {1, 0, 0, 4});

    assertThat(counts)
        .isEqualTo(
            ScoredCounts.ofSorted(
                new double[] {0.125, 0.875}, new long[] {3, 1}, new long[] {1, 4}));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void counts_add_up_in_any_order(long seed) {
    Random random = new Random(seed);
    ScoredCounts one = random(random, random.nextInt(30), 1 + random.nextInt(10));
    ScoredCounts two = random(random, random.nextInt(30), 1 + random.nextInt(10));
    ScoredCounts three = random(random, random.nextInt(30), 1 + random.nextInt(10));

    assertThat(one.plus(two)).isEqualTo(two.plus(one));
    assertThat(one.plus(two).plus(three)).isEqualTo(one.plus(two.plus(three)));
    assertThat(one.plus(ScoredCounts.NONE)).isEqualTo(one);
    assertThat(one.plus(two).positives()).isEqualTo(one.positives() + two.positives());
    assertThat(one.plus(two).negatives()).isEqualTo(one.negatives() + two.negatives());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void counting_parts_and_adding_them_is_counting_all(long seed) {
    Random random = new Random(seed);
    int people = 2 + random.nextInt(60);
    double[] scores = random.doubles(people).map(score -> Math.rint(score * 8)).toArray();
    boolean[] outcomes = new boolean[people];
    ScoredCounts added = ScoredCounts.NONE;
    for (int i = 0; i < people; i++) {
      outcomes[i] = random.nextBoolean();
      added = added.plus(ScoredCounts.of(new double[] {scores[i]}, new boolean[] {outcomes[i]}));
    }

    assertThat(ScoredCounts.of(scores, outcomes)).isEqualTo(added);
  }

  @Test
  void a_scale_may_make_scores_equal_and_must_not_turn_them() {
    ScoredCounts counts =
        ScoredCounts.ofSorted(new double[] {1, 2, 3}, new long[] {1, 2, 3}, new long[] {4, 5, 6});

    assertThat(counts.mapped(score -> Math.min(score, 2) / 4))
        .isEqualTo(
            ScoredCounts.ofSorted(new double[] {0.25, 0.5}, new long[] {1, 5}, new long[] {4, 11}));
    assertThatThrownBy(() -> counts.mapped(score -> -score))
        .hasMessage("scores must ascend, got -2.0 after -1.0");
  }

  @Test
  void a_replica_depends_on_the_seed_alone() {
    ScoredCounts counts = random(new Random(1), 500, 20);

    ScoredCounts replica = counts.resampled(new SplittableRandom(7));

    assertThat(counts.resampled(new SplittableRandom(7))).isEqualTo(replica);
    assertThat(counts.resampled(new SplittableRandom(8))).isNotEqualTo(replica);
  }

  /** A cell of 40 and one of 3 people: mean and variance of what is drawn are 40 and 3. */
  @Test
  void each_cell_and_outcome_is_drawn_as_often_as_it_has_people() {
    ScoredCounts counts =
        ScoredCounts.ofSorted(new double[] {0.2, 0.6}, new long[] {0, 3}, new long[] {40, 0});
    SplittableRandom random = new SplittableRandom(5);
    int replicas = 20_000;
    double[] sums = new double[4];
    for (int replica = 0; replica < replicas; replica++) {
      ScoredCounts drawn = counts.resampled(random);
      sums[0] += drawn.positives();
      sums[1] += Math.pow(drawn.positives() - 40, 2);
      sums[2] += drawn.negatives();
      sums[3] += Math.pow(drawn.negatives() - 3, 2);
    }

    assertThat(sums[0] / replicas).isCloseTo(40, within(0.25));
    assertThat(sums[1] / replicas).isCloseTo(40, within(2.0));
    assertThat(sums[2] / replicas).isCloseTo(3, within(0.07));
    assertThat(sums[3] / replicas).isCloseTo(3, within(0.17));
  }

  @Test
  void only_totals_are_told() {
    assertThat(ScoredCounts.of(new double[] {0.123}, new boolean[] {true}))
        .hasToString("0 negatives and 1 positives at 1 scores");
  }

  @Test
  void what_cannot_be_counted_is_refused() {
    assertThatThrownBy(() -> ScoredCounts.of(new double[2], new boolean[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected one outcome for each of 2 scores, got 1");
    assertThatThrownBy(() -> ScoredCounts.of(new double[] {Double.NaN}, new boolean[1]))
        .hasMessage("a score must be finite, got NaN");
    assertThatThrownBy(() -> ScoredCounts.ofSorted(new double[2], new long[2], new long[3]))
        .hasMessage("expected as many counts as the 2 scores, got 2 negatives and 3 positives");
    assertThatThrownBy(() -> ScoredCounts.ofSorted(new double[] {2, 1}, new long[2], new long[2]))
        .hasMessage("scores must ascend, got 1.0 after 2.0");
    assertThatThrownBy(
            () -> ScoredCounts.ofSorted(new double[] {1}, new long[] {2}, new long[] {-3}))
        .hasMessage("a count must be >= 0, got -3");
    ScoredCounts most =
        ScoredCounts.ofSorted(new double[] {1}, new long[] {Long.MAX_VALUE}, new long[1]);
    assertThatThrownBy(() -> most.plus(most)).isInstanceOf(ArithmeticException.class);
  }
}
