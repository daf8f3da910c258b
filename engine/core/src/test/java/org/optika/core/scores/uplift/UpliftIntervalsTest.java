package org.optika.core.scores.uplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.optika.core.scores.uplift.People.control;
import static org.optika.core.scores.uplift.People.treated;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UpliftIntervalsTest {
  private static People world(Random random, int size, double scale) {
    double[][] rows = new double[size][];
    for (int i = 0; i < size; i++) {
      double score = random.nextInt(50);
      double rate = 0.2 + (i % 3 == 0 ? score / 100 : 0);
      double outcome = random.nextDouble() < rate ? scale : 0;
      rows[i] = i % 3 == 0 ? treated(score, outcome) : control(score, outcome);
    }
    return People.of(rows);
  }

  @Test
  void intervals_hold_the_estimate_and_have_the_width_of_theory() {
    UpliftCounts counts = world(new Random(1), 3000, 1).counts();

    UpliftIntervals intervals = UpliftIntervals.of(counts, 0.3, 7, 1000);

    UpliftQuality quality = UpliftQuality.of(counts, 0.3);
    for (UpliftMetric metric : UpliftMetric.values()) {
      assertThat(intervals.of(metric).contains(metric.of(quality))).as(metric.id()).isTrue();
    }
    Interval theory = AverageEffect.of(counts).interval();
    Interval found = intervals.of(UpliftMetric.AVERAGE_EFFECT);
    assertThat(found.high() - found.low())
        .isCloseTo(theory.high() - theory.low(), within(0.1 * (theory.high() - theory.low())));
  }

  @Test
  void real_outcomes_are_drawn_with_their_spread() {
    // Twice the outcome is no binary outcome, so this takes the other way of drawing.
    UpliftCounts binary = world(new Random(2), 3000, 1).counts();
    UpliftCounts twice = world(new Random(2), 3000, 2).counts();

    Interval ofBinary = UpliftIntervals.of(binary, 0.3, 7, 1000).of(UpliftMetric.QINI_PER_TREATED);
    Interval ofTwice = UpliftIntervals.of(twice, 0.3, 7, 1000).of(UpliftMetric.QINI_PER_TREATED);

    double width = 2 * (ofBinary.high() - ofBinary.low());
    assertThat(ofTwice.high() - ofTwice.low()).isCloseTo(width, within(0.12 * width));
    assertThat(ofTwice.low()).isCloseTo(2 * ofBinary.low(), within(0.12 * width));
  }

  @Test
  void the_same_seed_gives_the_same_intervals_in_any_order_of_rows() {
    People people = world(new Random(3), 300, 1);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < people.size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(4));
    double[][] shuffled =
        order.stream()
            .map(i -> new double[] {people.scores()[i], people.arms()[i], people.outcomes()[i]})
            .toArray(double[][]::new);

    UpliftIntervals first = UpliftIntervals.of(people.counts(), 0.3, 5, 50);

    assertThat(UpliftIntervals.of(People.of(shuffled).counts(), 0.3, 5, 50)).isEqualTo(first);
    assertThat(UpliftIntervals.of(people.counts(), 0.3, 6, 50)).isNotEqualTo(first);
  }

  @Test
  void each_arm_keeps_its_size() {
    SortedArms arms = SortedArms.of(world(new Random(5), 400, 1).counts());

    SortedArms drawn = Resampling.of(arms, new SplittableRandom(1));

    assertThat(drawn.treated().total().people()).isEqualTo(arms.treated().total().people());
    assertThat(drawn.control().total().people()).isEqualTo(arms.control().total().people());
    assertThat(drawn.treated().people()).isNotEqualTo(arms.treated().people());
  }

  @Test
  void a_metric_that_most_replicas_leave_undefined_has_no_interval() {
    People people = People.of(control(9, 1), treated(2, 1), treated(1, 0), control(1, 0));

    UpliftIntervals intervals = UpliftIntervals.of(people.counts(), 0.5, 1, 100);

    assertThat(intervals.of(UpliftMetric.TOP_UPLIFT).low()).isNaN();
    assertThat(intervals.of(UpliftMetric.AVERAGE_EFFECT).low()).isBetween(-1.0, 0.0);
  }

  @Test
  void too_few_replicas_are_refused() {
    UpliftCounts counts = world(new Random(6), 30, 1).counts();

    assertThatThrownBy(() -> UpliftIntervals.of(counts, 0.3, 1, 19))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("replicas must be in [20, 10000], got 19");
  }
}
