package org.optika.core.scores.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReasonsTest {
  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @Test
  void columns_of_one_feature_are_one_reason() {
    double[] contributions = {0.5, -2, 0.75, 1.5};
    int[] groupOf = {0, 1, 0, 1};

    Reasons reasons = Reasons.of(contributions, groupOf, 5);

    assertThat(reasons.strongestFirst()).containsExactly(new Reason(0, 1.25), new Reason(1, -0.5));
  }

  @Test
  void reasons_are_split_by_direction_in_the_order_of_their_size() {
    Reasons reasons = Reasons.of(new double[] {1, -4, 3, -2, 0.5}, identity(5), 4);

    assertThat(reasons.raising()).containsExactly(new Reason(2, 3), new Reason(0, 1));
    assertThat(reasons.lowering()).containsExactly(new Reason(1, -4), new Reason(3, -2));
  }

  @Test
  void equal_reasons_are_in_the_order_of_features() {
    Reasons reasons = Reasons.of(new double[] {1, -2, 2, -1, 2}, identity(5), 4);

    assertThat(reasons.strongestFirst()).extracting(Reason::group).containsExactly(1, 2, 4, 0);
  }

  @Test
  void nothing_is_no_reason() {
    assertThat(Reasons.of(new double[] {0, -0.0, 1, -1}, new int[] {0, 1, 2, 2}, 3))
        .isEqualTo(new Reasons(List.of()));
    assertThat(Reasons.of(new double[0], new int[0], 3)).isEqualTo(new Reasons(List.of()));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void equal_the_first_of_all_when_sorted(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] contributions = random.ints(30, -9, 10).asDoubleStream().toArray();
    int[] groupOf = random.ints(30, 0, 12).toArray();
    int count = 1 + random.nextInt(14);

    Reasons reasons = Reasons.of(contributions, groupOf, count);

    List<Reason> sorted =
        IntStream.range(0, 12)
            .filter(group -> sum(contributions, groupOf, group) != 0)
            .mapToObj(group -> new Reason(group, sum(contributions, groupOf, group)))
            .sorted(Comparator.comparingDouble(reason -> -Math.abs(reason.contribution())))
            .limit(count)
            .toList();
    assertThat(reasons.strongestFirst()).isEqualTo(sorted);
  }

  private static double sum(double[] contributions, int[] groupOf, int group) {
    return IntStream.range(0, groupOf.length)
        .filter(column -> groupOf[column] == group)
        .mapToDouble(column -> contributions[column])
        .sum();
  }

  private static int[] identity(int columns) {
    return IntStream.range(0, columns).toArray();
  }

  @Test
  void what_cannot_be_is_refused() {
    double[] one = {1};
    assertThatThrownBy(() -> Reasons.of(one, new int[] {0, 1}, 1))
        .hasMessage("expected a group for each of 1 columns, got 2");
    assertThatThrownBy(() -> Reasons.of(one, new int[] {-1}, 1))
        .hasMessage("column 0: expected a group >= 0");
    assertThatThrownBy(() -> Reasons.of(one, new int[] {0}, 0))
        .hasMessage("at least one reason must be asked for, got 0");
    assertThatThrownBy(() -> Reasons.of(new double[] {1, Double.NaN}, identity(2), 1))
        .hasMessage("group 1: expected a finite contribution, got NaN");
    assertThatThrownBy(() -> new Reason(-1, 1)).hasMessage("a reason needs a group >= 0, got -1");
    assertThatThrownBy(() -> new Reason(0, 0))
        .hasMessage("a reason needs a finite contribution other than 0, got 0.0");
  }

  @Test
  void texts_name_feature_value_and_direction() {
    assertThat(ReasonText.of("days since last order", "112", Direction.RAISES))
        .isEqualTo("days since last order: 112 (raises)");
    assertThat(ReasonText.of("tenure", "61 months", new Reason(0, -0.1).direction()))
        .isEqualTo("tenure: 61 months (lowers)");
    assertThat(ReasonText.of("gender", "", Direction.LOWERS)).isEqualTo("gender (lowers)");
    assertThatThrownBy(() -> ReasonText.of(" ", "1", Direction.RAISES))
        .hasMessage("a reason needs a label, got none");
  }
}
