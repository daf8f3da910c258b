package org.optika.core.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.optika.core.scores.leakage.OutcomesByValue;
import org.optika.core.scores.leakage.ValueCounts;

class ColumnHistogramTest {
  private static final List<RawColumn> COLUMNS =
      List.of(
          new RawColumn("orders", RawColumn.Kind.NUMBER),
          new RawColumn("plan", RawColumn.Kind.TEXT));

  @Test
  void numbers_and_each_text_are_features_of_their_own() {
    ColumnCounts training = new ColumnCounts(COLUMNS);
    List<RawCells> people =
        List.of(cells(1, "monthly"), cells(2, "monthly"), cells(Double.NaN, "yearly"));
    people.forEach(training::add);
    ColumnHistogram histogram = new ColumnHistogram(training);
    histogram.add(people.get(0), false);
    histogram.add(people.get(1), true);
    histogram.add(people.get(2), true);

    Map<String, OutcomesByValue> outcomes = histogram.outcomes();

    assertThat(outcomes).containsOnlyKeys("orders", "plan = monthly", "plan = yearly");
    assertThat(outcomes.get("orders"))
        .isEqualTo(
            OutcomesByValue.of(new double[] {1, 2, Double.NaN}, new boolean[] {false, true, true}));
    assertThat(outcomes.get("plan = yearly"))
        .isEqualTo(OutcomesByValue.of(new double[] {0, 0, 1}, new boolean[] {false, true, true}));
  }

  @Test
  void a_text_counts_as_its_place_among_the_texts_of_both_sets() {
    ColumnCounts training = new ColumnCounts(COLUMNS);
    training.add(cells(1, "b"));
    ColumnHistogram trained = new ColumnHistogram(training);
    ColumnHistogram scored = new ColumnHistogram(training);
    trained.add(cells(1, "b"), true);
    scored.add(cells(0.5, "a"), false);
    scored.add(cells(1, null), false);

    assertThat(trained.values(scored).get("plan"))
        .isEqualTo(new ValueCounts(new TreeMap<>(Map.of(1.0, 1L)), 0));
    assertThat(scored.values(trained).get("plan"))
        .isEqualTo(new ValueCounts(new TreeMap<>(Map.of(0.0, 1L)), 1));
    assertThat(scored.values(trained).get("orders").known())
        .as("below the lowest number of training is a bin of its own")
        .isEqualTo(new TreeMap<>(Map.of(Math.nextDown(1.0), 1L, 1.0, 1L)));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void bins_hardly_change_what_a_feature_ranks_alone(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int people = 5_000;
    double[] values = random.doubles(people).map(u -> -Math.log(u)).toArray();
    boolean[] outcomes = new boolean[people];
    ColumnCounts training = new ColumnCounts(COLUMNS);
    for (int i = 0; i < people; i++) {
      outcomes[i] = random.nextDouble() < values[i] / 4;
      training.add(cells(values[i], "all"));
    }
    ColumnHistogram first = new ColumnHistogram(training);
    ColumnHistogram second = new ColumnHistogram(training);
    for (int i = 0; i < people; i++) {
      (i % 3 == 0 ? first : second).add(cells(values[i], "all"), outcomes[i]);
    }

    first.add(second);

    assertThat(first.outcomes().get("orders").auc())
        .isCloseTo(OutcomesByValue.of(values, outcomes).auc(), within(0.002));
  }

  @Test
  void other_columns_cannot_be_added() {
    ColumnHistogram one = new ColumnHistogram(new ColumnCounts(COLUMNS));
    ColumnHistogram other = new ColumnHistogram(new ColumnCounts(COLUMNS.subList(0, 1)));

    assertThatThrownBy(() -> one.add(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("histograms of other columns cannot be added");
  }

  private static RawCells cells(double orders, String plan) {
    return new RawCells(new double[] {orders}, new String[] {plan});
  }
}
