package org.optika.core.scores.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SegmentQualityTest {
  private static final SegmentMinimum TEN = new SegmentMinimum(10, 2);

  private static ScoredCounts counts(double[] scores, long[] negatives, long[] positives) {
    return ScoredCounts.ofSorted(scores, negatives, positives);
  }

  private static final ScoredCounts NORTH =
      counts(new double[] {0.2, 0.9}, new long[] {6, 1}, new long[] {0, 3});
  private static final ScoredCounts SOUTH =
      counts(new double[] {0.4, 0.9}, new long[] {4, 2}, new long[] {2, 2});

  @Test
  void figures_worked_out_by_hand() {
    List<SegmentQuality> table = SegmentQuality.of(Map.of("south", SOUTH, "north", NORTH), TEN);

    // Two of all twenty people are selected, of eight at 0.9: a quarter of each of them.
    assertThat(table).extracting(SegmentQuality::segment).containsExactly("north", "south");
    SegmentQuality.Figures north = table.get(0).figures().orElseThrow();
    assertThat(north.people()).isEqualTo(10);
    assertThat(north.baseRate()).isCloseTo(0.3, within(1e-15));
    assertThat(north.meanScore()).isCloseTo(0.48, within(1e-15));
    assertThat(north.excessScore()).isCloseTo(0.18, within(1e-15));
    assertThat(north.auc()).isCloseTo(6.5 / 7, within(1e-15));
    assertThat(north.brier()).isCloseTo(0.108, within(1e-15));
    assertThat(north.selectedShare()).isCloseTo(0.1, within(1e-15));
    assertThat(north.truePositiveRate()).isCloseTo(0.25, within(1e-15));
    SegmentQuality.Figures south = table.get(1).figures().orElseThrow();
    assertThat(south.baseRate()).isCloseTo(0.4, within(1e-15));
    assertThat(south.meanScore()).isCloseTo(0.6, within(1e-15));
    assertThat(south.auc()).isCloseTo(14 / 24.0, within(1e-15));
    assertThat(south.brier()).isCloseTo(0.3, within(1e-15));
    assertThat(south.selectedShare()).isCloseTo(0.1, within(1e-15));
    assertThat(south.truePositiveRate()).isCloseTo(0.125, within(1e-15));
  }

  @Test
  void too_few_people_or_outcomes_are_told_nothing_about() {
    ScoredCounts fewPeople = counts(new double[] {0.5}, new long[] {5}, new long[] {4});
    ScoredCounts fewPositives = counts(new double[] {0.5}, new long[] {50}, new long[] {1});
    ScoredCounts fewNegatives = counts(new double[] {0.5}, new long[] {1}, new long[] {50});
    ScoredCounts justEnough = counts(new double[] {0.5}, new long[] {8}, new long[] {2});

    List<SegmentQuality> table =
        SegmentQuality.of(
            Map.of("a", fewPeople, "b", fewPositives, "c", fewNegatives, "d", justEnough), TEN);

    assertThat(table)
        .extracting(SegmentQuality::suppressed)
        .containsExactly(true, true, true, false);
    assertThat(table.get(0)).isEqualTo(new SegmentQuality("a", Optional.empty()));
  }

  @Test
  void suppressed_people_still_take_their_place_in_the_top_tenth() {
    ScoredCounts few = counts(new double[] {1}, new long[] {0}, new long[] {1});
    ScoredCounts many = counts(new double[] {0.1, 0.8}, new long[] {15, 0}, new long[] {0, 2});

    List<SegmentQuality> table = SegmentQuality.of(Map.of("few", few, "many", many), TEN);

    // ceil(18 / 10) = 2: the one at 1 and half of the two at 0.8.
    assertThat(table.get(1).figures().orElseThrow().truePositiveRate())
        .isCloseTo(0.5, within(1e-15));
  }

  @Test
  void age_bands_stand_by_age_and_people_of_none_after_them() {
    List<SegmentQuality> table =
        SegmentQuality.of(
            Map.of("65 and over", NORTH, "not known", SOUTH, "25 to 34", NORTH, "under 25", SOUTH),
            TEN);

    assertThat(table)
        .extracting(SegmentQuality::segment)
        .containsExactly("under 25", "25 to 34", "65 and over", "not known");
  }

  @Test
  void a_segment_without_people_has_no_row() {
    assertThat(SegmentQuality.of(Map.of("north", NORTH, "west", ScoredCounts.NONE), TEN))
        .hasSize(1);
  }

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void segments_add_up_to_all(long seed) {
    Random random = new Random(seed);
    Map<String, ScoredCounts> segments = new HashMap<>();
    ScoredCounts all = ScoredCounts.NONE;
    for (int segment = 0; segment < 4; segment++) {
      ScoredCounts counts =
          ScoredCountsTest.random(random, 50 + random.nextInt(200), 1 + random.nextInt(30));
      segments.put("s" + segment, counts);
      all = all.plus(counts);
    }

    List<SegmentQuality> table = SegmentQuality.of(segments, new SegmentMinimum(1, 1));

    double selected = 0;
    double brier = 0;
    double found = 0;
    for (SegmentQuality row : table) {
      SegmentQuality.Figures figures = row.figures().orElseThrow();
      selected += figures.selectedShare() * figures.people();
      brier += figures.brier() * figures.people();
      found += figures.truePositiveRate() * figures.baseRate() * figures.people();
    }
    Quality quality = Quality.of(all);
    assertThat(selected).isCloseTo(Math.ceil(all.people() / 10.0), within(1e-9));
    assertThat(brier / all.people()).isCloseTo(quality.brier(), within(1e-12));
    assertThat(found / selected / quality.baseRate())
        .isCloseTo(quality.lift10().getAsDouble(), within(1e-9));
  }

  @Test
  void a_minimum_that_shows_everything_is_refused() {
    assertThat(SegmentMinimum.defaults()).isEqualTo(new SegmentMinimum(100, 10));
    assertThatThrownBy(() -> new SegmentMinimum(0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("people must be at least 1, got 0");
    assertThatThrownBy(() -> new SegmentMinimum(1, 0))
        .hasMessage("ofEitherOutcome must be at least 1, got 0");
    assertThatThrownBy(() -> SegmentQuality.of(Map.of(), TEN))
        .hasMessage("there must be at least one scored person");
  }
}
