package org.optika.core.scores.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.optika.core.scores.card.PolicyTable.Count;
import org.optika.core.scores.card.PolicyTable.Segment;

class PolicyTableTest {
  private static final SmallCell TEN = new SmallCell(10);

  private static Count count(String segment, int arm, long people, Double... uplift) {
    return new Count(segment, arm, people, Arrays.asList(uplift));
  }

  private static List<Segment> segments(int treatments, Count... counts) {
    return PolicyTable.of(Map.of("age", List.of(counts)), treatments, TEN).get(0).segments();
  }

  /** Of 40 people 30 are mailed and 10 called; predicted together 2 + 4 + 0 and 1 + 0.5 + 3. */
  @Test
  void shares_and_mean_effects_worked_out_by_hand() {
    List<Segment> segments =
        segments(
            2,
            count("under 25", 1, 30, 2.0, 1.0),
            count("under 25", 2, 10, 4.0, 0.5),
            count("65 and over", 0, 50, -5.0, 0.0),
            count("45 to 54", 0, 20, 0.0, 1.0));

    assertThat(segments)
        .extracting(Segment::name)
        .containsExactly("under 25", "45 to 54", "65 and over");
    Segment young = segments.get(0);
    assertThat(young.people()).contains(40L);
    assertThat(young.treatments().get(0).share()).contains(0.75);
    assertThat(young.treatments().get(0).meanUplift()).isCloseTo(0.15, within(1e-15));
    assertThat(young.treatments().get(1).share()).contains(0.25);
    assertThat(young.treatments().get(1).meanUplift()).isCloseTo(0.0375, within(1e-15));
    assertThat(segments.get(2).treatments().get(0).share())
        .as("that nobody is treated is told")
        .contains(0.0);
    assertThat(segments.get(2).treatments().get(0).meanUplift()).isEqualTo(-0.1);
  }

  @Test
  void a_small_segment_is_hidden_and_another_one_by_which_it_could_be_found() {
    List<Segment> segments =
        segments(
            1,
            count("under 25", 0, 9, 0.0),
            count("25 to 34", 0, 40, 0.0),
            count("35 to 44", 0, 50, 0.0));

    assertThat(segments.get(0)).isEqualTo(new Segment("under 25", Optional.empty(), List.of()));
    assertThat(segments.get(1)).isEqualTo(new Segment("25 to 34", Optional.empty(), List.of()));
    assertThat(segments.get(2).people()).contains(50L);
  }

  @Test
  void few_treated_people_of_a_large_segment_are_hidden_without_it() {
    List<Segment> segments =
        segments(
            1,
            count("under 25", 0, 60, 6.0),
            count("under 25", 1, 3, 0.3),
            count("25 to 34", 0, 60, 6.0),
            count("25 to 34", 1, 40, 4.0));

    assertThat(segments.get(1).name()).isEqualTo("25 to 34");
    assertThat(segments.get(0).people()).contains(63L);
    assertThat(segments.get(0).treatments().get(0).share()).isEmpty();
    assertThat(segments.get(0).treatments().get(0).meanUplift()).isCloseTo(0.1, within(1e-15));
  }

  @Test
  void counts_fit_the_treatments() {
    assertThatThrownBy(() -> segments(1, count("under 25", 2, 9, 0.0)))
        .hasMessage("expected an arm of 1 treatments and their uplift, got arm 2 and 1 numbers");
  }
}
