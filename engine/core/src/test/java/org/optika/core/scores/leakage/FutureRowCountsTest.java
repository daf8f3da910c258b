package org.optika.core.scores.leakage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FutureRowCountsTest {
  private static final List<String> FEATURES = List.of("recency_days", "orders_90d");

  private static FutureRowCounts subject(double[] withFuture, double[] withoutFuture) {
    return FutureRowCounts.ofSubject(FEATURES, withFuture, withoutFuture);
  }

  @Test
  void each_feature_that_differs_is_counted() {
    assertThat(subject(new double[] {3, 5}, new double[] {3, 4}))
        .isEqualTo(new FutureRowCounts(FEATURES, 1, List.of(0L, 1L)));
    assertThat(subject(new double[] {3, 5}, new double[] {Math.nextUp(3.0), 5}))
        .isEqualTo(new FutureRowCounts(FEATURES, 1, List.of(1L, 0L)));
  }

  @Test
  void missing_in_both_ways_is_no_difference_and_missing_in_one_is() {
    assertThat(subject(new double[] {Double.NaN, 0.0}, new double[] {Double.NaN, -0.0}).changed())
        .containsExactly(0L, 0L);
    assertThat(subject(new double[] {Double.NaN, 1}, new double[] {2, Double.NaN}).changed())
        .containsExactly(1L, 1L);
  }

  @Test
  void subjects_add_up_in_any_order() {
    FutureRowCounts one = subject(new double[] {1, 1}, new double[] {2, 1});
    FutureRowCounts two = subject(new double[] {1, 1}, new double[] {2, 2});
    FutureRowCounts none = FutureRowCounts.none(FEATURES);

    assertThat(one.plus(two)).isEqualTo(new FutureRowCounts(FEATURES, 2, List.of(2L, 1L)));
    assertThat(two.plus(one)).isEqualTo(one.plus(two));
    assertThat(one.plus(two).plus(one)).isEqualTo(one.plus(two.plus(one)));
    assertThat(none.plus(one)).isEqualTo(one);
  }

  @Test
  void counts_of_something_else_are_refused() {
    assertThatThrownBy(() -> subject(new double[2], new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 2 values each, got 2 and 3");
    assertThatThrownBy(
            () -> FutureRowCounts.none(FEATURES).plus(FutureRowCounts.none(List.of("value"))))
        .hasMessage("expected counts of the features [recency_days, orders_90d], got [value]");
    assertThatThrownBy(() -> new FutureRowCounts(FEATURES, 1, List.of(0L)))
        .hasMessage("expected one count for each of 2 features, got 1");
    assertThatThrownBy(() -> new FutureRowCounts(FEATURES, 1, List.of(0L, 2L)))
        .hasMessage("a count must be in [0, subjects = 1], got 2");
  }
}
