package org.optika.core.scores.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optika.core.scores.card.FairnessTable.Outcomes;
import org.optika.core.scores.card.FairnessTable.Segment;
import org.optika.core.scores.quality.ScoredCounts;
import org.optika.core.scores.quality.SegmentMinimum;
import org.optika.core.scores.quality.SegmentQuality;

class FairnessTableTest {
  private static final SmallCell TEN = new SmallCell(10);
  private static final SegmentMinimum LOW = new SegmentMinimum(1, 1);

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 100);
  }

  @Test
  void a_lone_hidden_segment_takes_the_next_smallest_with_it() {
    Map<String, ScoredCounts> counts =
        Map.of("A", at(0.5, 300, 300), "B", at(0.5, 200, 200), "C", at(0.5, 90, 5));

    FairnessTable table = table(counts, LOW);

    assertThat(table.segments()).extracting(Segment::name).containsExactly("A", "B", "C");
    assertThat(shown(table)).containsExactly("A");
  }

  @Test
  void two_hidden_segments_that_are_large_together_hide_no_other() {
    Map<String, ScoredCounts> counts =
        Map.of("A", at(0.5, 300, 300), "B", at(0.5, 90, 5), "C", at(0.5, 90, 5));

    assertThat(shown(table(counts, LOW))).containsExactly("A");
    assertThat(shown(table(counts, new SegmentMinimum(1_000, 1)))).isEmpty();
  }

  @Test
  void two_hidden_segments_that_are_small_together_hide_a_third() {
    Map<String, ScoredCounts> counts =
        Map.of(
            "A", at(0.5, 300, 300),
            "B", at(0.5, 200, 200),
            "C", at(0.5, 90, 5),
            "D", at(0.5, 90, 4));

    assertThat(shown(table(counts, LOW))).containsExactly("A");
  }

  @Test
  void without_small_segments_all_is_shown() {
    Map<String, ScoredCounts> counts = Map.of("A", at(0.5, 300, 300), "B", at(0.5, 200, 200));

    FairnessTable table = table(counts, LOW);

    assertThat(table.segments().get(0).outcomes())
        .hasValueSatisfying(
            of -> {
              assertThat(of.people()).isEqualTo(600);
              assertThat(of.baseRate()).isEqualTo(0.5);
              assertThat(of.excessScore()).isEqualTo(0.0);
              assertThat(of.selection()).isPresent();
            });
    assertThat(shown(table)).containsExactly("A", "B");
  }

  @Test
  void a_segment_of_whom_nobody_is_selected_is_told() {
    // The top tenth, 100 of 1,000, is in A: 50 of 250 with and 50 of 250 without the outcome.
    Map<String, ScoredCounts> counts = Map.of("A", at(0.9, 250, 250), "B", at(0.1, 400, 100));

    FairnessTable table = table(counts, LOW);

    assertThat(table.segments().get(0).outcomes().orElseThrow().selection())
        .hasValue(new FairnessTable.Selection(0.2, 0.2));
    assertThat(table.segments().get(1).outcomes().orElseThrow().selection())
        .hasValue(new FairnessTable.Selection(0, 0));
  }

  @Test
  void a_few_selected_people_hide_the_selection_and_not_the_outcomes() {
    // Top tenth: 5 people of B above all others, of whom 4 with the outcome, then 95 of A.
    Map<String, ScoredCounts> counts =
        Map.of(
            "A", at(0.8, 250, 250),
            "B", at(0.9, 1, 4).plus(at(0.1, 395, 100)));

    FairnessTable table = table(counts, LOW);

    assertThat(shown(table)).containsExactly("A", "B");
    assertThat(table.segments())
        .allSatisfy(
            segment -> assertThat(segment.outcomes().flatMap(Outcomes::selection)).isEmpty());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void what_is_hidden_cannot_be_found_as_the_rest(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, ScoredCounts> counts = new LinkedHashMap<>();
    int segments = 2 + random.nextInt(6);
    for (int i = 0; i < segments; i++) {
      counts.put(
          "s" + i, CardParts.people(5 + random.nextInt(random.nextInt(1_000) + 1), 100 * seed + i));
    }
    ScoredCounts all = counts.values().stream().reduce(ScoredCounts.NONE, ScoredCounts::plus);

    FairnessTable table = table(counts, LOW);

    List<String> shown = shown(table);
    long hiddenPositives = all.positives();
    long hiddenNegatives = all.negatives();
    for (String name : shown) {
      assertThat(Math.min(counts.get(name).positives(), counts.get(name).negatives()))
          .isGreaterThanOrEqualTo(10);
      hiddenPositives -= counts.get(name).positives();
      hiddenNegatives -= counts.get(name).negatives();
    }
    assertThat(segments - shown.size()).isNotEqualTo(1);
    if (shown.size() < segments && !shown.isEmpty()) {
      assertThat(Math.min(hiddenPositives, hiddenNegatives)).isGreaterThanOrEqualTo(10);
    }
    assertNoFewSelectedAreFound(counts, all, table);
  }

  private static void assertNoFewSelectedAreFound(
      Map<String, ScoredCounts> counts, ScoredCounts all, FairnessTable table) {
    long room = (all.people() + 9) / 10;
    double edge = all.score(all.cells() - (int) room); // no two people have one score
    long[] rest = new long[4];
    int hidden = 0;
    for (Segment segment : table.segments()) {
      long[] cells = cells(counts.get(segment.name()), edge);
      if (segment.outcomes().flatMap(Outcomes::selection).isPresent()) {
        assertThat(Arrays.stream(cells).filter(TEN::hides)).isEmpty();
      } else {
        hidden++;
        Arrays.setAll(rest, i -> rest[i] + cells[i]);
      }
    }
    assertThat(hidden).isNotEqualTo(1);
    if (hidden < table.segments().size()) {
      assertThat(Arrays.stream(rest).filter(TEN::hides)).isEmpty();
    }
  }

  /** People with and without the outcome, at or above the edge and then below it. */
  private static long[] cells(ScoredCounts counts, double edge) {
    long[] cells = new long[4];
    for (int cell = 0; cell < counts.cells(); cell++) {
      int at = counts.score(cell) >= edge ? 0 : 2;
      cells[at] += counts.positives(cell);
      cells[at + 1] += counts.negatives(cell);
    }
    return cells;
  }

  @Test
  void a_table_made_by_hand_that_shows_too_much_is_refused() {
    CardParts parts = new CardParts();
    List<Segment> segments =
        parts.fairness.get(0).segments().stream()
            .map(of -> of.name().equals("BE") ? new Segment("BE", Optional.empty()) : of)
            .toList();
    parts.fairness = List.of(new FairnessTable("region", segments));

    assertThatThrownBy(parts::card)
        .hasMessage(
            "Fairness by region: a segment of fewer than 10 people of an outcome can be seen or"
                + " found");
  }

  private static FairnessTable table(Map<String, ScoredCounts> counts, SegmentMinimum minimum) {
    return FairnessTable.of(
        "region",
        SegmentQuality.of(counts, minimum),
        counts.values().stream().reduce(ScoredCounts.NONE, ScoredCounts::plus),
        TEN);
  }

  private static List<String> shown(FairnessTable table) {
    return table.segments().stream()
        .filter(segment -> segment.outcomes().isPresent())
        .map(Segment::name)
        .toList();
  }

  private static ScoredCounts at(double score, long negatives, long positives) {
    return ScoredCounts.ofSorted(
        new double[] {score}, new long[] {negatives}, new long[] {positives});
  }
}
