package org.optika.core.scores.uplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.optika.core.scores.uplift.People.control;
import static org.optika.core.scores.uplift.People.treated;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DecileTest {
  @Test
  void the_first_deciles_get_the_people_that_are_over() {
    double[][] rows =
        IntStream.range(0, 43)
            .mapToObj(i -> i % 2 == 0 ? treated(-i, i < 10 ? 1 : 0) : control(-i, 0))
            .toArray(double[][]::new);

    List<Decile> table = Decile.table(People.of(rows).counts());

    assertThat(table)
        .extracting(decile -> decile.treated().people() + decile.control().people())
        .containsExactly(5L, 5L, 5L, 4L, 4L, 4L, 4L, 4L, 4L, 4L);
    assertThat(table.get(0).treated().people()).isEqualTo(3);
    assertThat(table.get(0).uplift()).isEqualTo(1);
    assertThat(table.get(1).uplift()).isEqualTo(1);
    assertThat(table.get(2).uplift()).isZero();
  }

  @Test
  void equal_scores_stay_together_in_the_decile_of_their_middle() {
    double[][] rows =
        IntStream.range(0, 20)
            .mapToObj(i -> i % 2 == 0 ? treated(i < 9 ? 1 : -i, 1) : control(i < 9 ? 1 : -i, 0))
            .toArray(double[][]::new);

    List<Decile> table = Decile.table(People.of(rows).counts());

    // Nine are tied; the fifth of them stands in the third decile.
    assertThat(table).extracting(Decile::number).containsExactly(3, 5, 6, 7, 8, 9, 10);
    assertThat(table.get(0).treated().people()).isEqualTo(5);
    assertThat(table.get(0).control().people()).isEqualTo(4);
  }

  @Test
  void rates_have_the_interval_of_newcombe() {
    // 56 of 70 against 48 of 80: 0.0524 to 0.3339, Newcombe 1998, Table II, example (a), method 10.
    Interval interval =
        MeanDifference.interval(
            ArmSums.ofBinary(70, 56), ArmSums.ofBinary(80, 48), OutcomeKind.BINARY);

    assertThat(interval.low()).isCloseTo(0.0524, within(5e-5));
    assertThat(interval.high()).isCloseTo(0.3339, within(5e-5));
  }

  @Test
  void means_have_the_interval_of_their_standard_error() {
    ArmSums treated = ArmSums.of(1).plus(ArmSums.of(3)); // mean 2, variance 2
    ArmSums control = ArmSums.of(0).plus(ArmSums.of(4)); // mean 2, variance 8

    Interval interval = MeanDifference.interval(treated, control, OutcomeKind.REAL);

    assertThat(interval.high()).isCloseTo(1.959963984540054 * Math.sqrt(5), within(1e-12));
    assertThat(interval.low()).isCloseTo(-interval.high(), within(1e-12));
  }

  @Test
  void an_arm_without_people_leaves_the_interval_unknown() {
    assertThat(MeanDifference.interval(ArmSums.ZERO, ArmSums.of(1), OutcomeKind.BINARY).low())
        .isNaN();
  }
}
