package org.optika.core.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StatisticTest {
  private static final ValueBounds EUROS = bounds("0", "100");

  private static ValueBounds bounds(String low, String high) {
    return new ValueBounds(new BigDecimal(low), new BigDecimal(high));
  }

  private static PersonContributions person(ContributionBounds bounds, long... values) {
    PersonContributions person = new PersonContributions(bounds, 1, new KeyedHash(1, 2));
    person.begin(1);
    for (int row = 0; row < values.length; row++) {
      person.add(0, row, new long[] {values[row]});
    }
    return person;
  }

  @Test
  void the_grid_has_half_a_million_to_a_million_steps_up_to_the_farther_end() {
    for (ValueBounds range :
        List.of(EUROS, bounds("0", "1"), bounds("-5", "3"), bounds("0", "1000000000000"))) {
      assertThat(Math.max(range.highSteps(), -range.lowSteps())).isBetween(1L << 19, 1L << 20);
    }
    assertThat(EUROS.gridBits()).isEqualTo(13);
    assertThat(EUROS.steps(20.5)).isEqualTo(20 * 8192 + 4096);
    assertThat(4096 * EUROS.step()).isEqualTo(0.5);
    assertThat(bounds("0", "1000000000000").gridBits()).isEqualTo(-20);
  }

  @Test
  void every_value_has_one_meaning() {
    assertThat(EUROS.steps(1e300)).isEqualTo(EUROS.highSteps());
    assertThat(EUROS.steps(Double.POSITIVE_INFINITY)).isEqualTo(EUROS.highSteps());
    assertThat(EUROS.steps(Double.NEGATIVE_INFINITY)).isEqualTo(EUROS.lowSteps());
    assertThat(EUROS.steps(-3)).isZero();
    assertThat(EUROS.steps(Double.NaN)).isZero();
    assertThat(bounds("5", "9").steps(Double.NaN)).isEqualTo(bounds("5", "9").lowSteps());
  }

  @Test
  void statistics_of_one_person_are_those_worked_out_by_hand() {
    PersonContributions person =
        person(new ContributionBounds(1, 10), EUROS.steps(10), EUROS.steps(70));
    GroupTotals totals =
        new GroupTotals(
            List.of(
                new Statistic.Rows(),
                new Statistic.People(),
                new Statistic.PersonTotal(0, bounds("0", "75")),
                new Statistic.Distances(0, EUROS),
                new Statistic.Squares(0, EUROS),
                Statistic.Bins.of(0, EUROS, 4)));
    totals.add(person);
    totals.add(person);

    long[][] cells = totals.groups().get(0L);
    assertThat(cells[0]).containsExactly(4);
    assertThat(cells[1]).containsExactly(2);
    assertThat(EUROS.step() * cells[2][0]).isEqualTo(150); // 80 each, clamped
    assertThat(EUROS.step() * cells[3][0]).isEqualTo(160 - 4 * 50);
    // (40^2 + 20^2) twice, on a grid of 2^-26 of which 20 bits are dropped.
    assertThat(cells[4][0] / 64.0).isEqualTo(4000);
    assertThat(cells[5]).containsExactly(2, 0, 2, 0);
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  /** Neighbours: a group with one person more. The claim must hold, and be reached by some. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void no_person_changes_a_statistic_by_more_than_its_sensitivity(long seed) {
    Random random = new Random(seed);
    ContributionBounds bounds = new ContributionBounds(1, 1 + random.nextInt(4));
    double low = random.nextInt(200) - 100;
    ValueBounds values = bounds("" + low, "" + (low + 1 + random.nextInt(100)));
    long[] rows =
        random.doubles(8, low - 50, low + 150).mapToLong(value -> values.steps(value)).toArray();
    PersonContributions person = person(bounds, rows);
    for (Statistic statistic : everyStatistic(values)) {
      long[] cells = new long[statistic.cells()];
      statistic.add(person, 0, cells);
      long change = LongStream.of(cells).map(Math::abs).sum();

      assertThat(change).isLessThanOrEqualTo(statistic.sensitivity(bounds));
    }
  }

  private static List<Statistic> everyStatistic(ValueBounds values) {
    List<Statistic> all = new ArrayList<>();
    all.add(new Statistic.Rows());
    all.add(new Statistic.People());
    all.add(new Statistic.PersonTotal(0, values));
    all.add(new Statistic.Distances(0, values));
    all.add(new Statistic.Squares(0, values));
    all.add(Statistic.Bins.of(0, values, 16));
    return all;
  }

  @Test
  void every_sensitivity_is_reached_by_somebody() {
    ContributionBounds bounds = new ContributionBounds(1, 2);
    ValueBounds values = bounds("-20", "100");
    long[] most = new long[everyStatistic(values).size()];
    for (long[] rows :
        List.of(
            new long[] {values.highSteps(), values.highSteps()},
            new long[] {values.lowSteps(), values.lowSteps()})) {
      PersonContributions person = person(bounds, rows);
      for (int i = 0; i < most.length; i++) {
        Statistic statistic = everyStatistic(values).get(i);
        long[] cells = new long[statistic.cells()];
        statistic.add(person, 0, cells);
        most[i] = Math.max(most[i], LongStream.of(cells).map(Math::abs).sum());
      }
    }

    for (int i = 0; i < most.length; i++) {
      assertThat(most[i]).isEqualTo(everyStatistic(values).get(i).sensitivity(bounds));
    }
  }

  @Test
  void bounds_must_be_a_range() {
    assertThatThrownBy(() -> bounds("5", "5"))
        .hasMessage("expected bounds [low, high], got [5, 5]");
    assertThatThrownBy(() -> bounds("0", "1e13"))
        .hasMessage("bounds must lie within -1000000000000 and 1000000000000, got [0, 1E+13]");
    assertThatThrownBy(() -> bounds("1000", "1000.5"))
        .hasMessage(
            "bounds must be apart by at least 0.001 of the one farther from 0, got [1000, 1000.5]");
    assertThatThrownBy(() -> Statistic.Bins.of(0, EUROS, 1))
        .hasMessage("bins must be in [2, 65536], got 1");
  }
}
