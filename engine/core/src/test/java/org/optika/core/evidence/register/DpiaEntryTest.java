package org.optika.core.evidence.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When an impact assessment is needed, and where it stands. */
class DpiaEntryTest {
  private static DpiaEntry entry(
      DecisionMaking decision,
      boolean significant,
      Set<DpiaCriterion> criteria,
      DpiaAssessment... assessments) {
    return new DpiaEntry(
        "dpia-1",
        DpiaSubject.CAMPAIGN,
        "spring",
        criteria,
        decision,
        significant,
        List.of(assessments));
  }

  private static DpiaAssessment assessed(long from, long to, DpiaOutcome outcome) {
    return new DpiaAssessment(from, to, outcome, Optional.of("some"), "file 1");
  }

  private static DpiaEntry twoCriteria(DpiaAssessment... assessments) {
    return entry(
        DecisionMaking.NONE,
        false,
        Set.of(DpiaCriterion.EVALUATION_OR_SCORING, DpiaCriterion.LARGE_SCALE),
        assessments);
  }

  @Test
  void two_criteria_call_for_an_assessment_and_one_does_not() {
    assertThat(twoCriteria().needsAssessment()).isTrue();
    assertThat(
            entry(DecisionMaking.NONE, false, Set.of(DpiaCriterion.LARGE_SCALE)).needsAssessment())
        .isFalse();
    assertThat(entry(DecisionMaking.NONE, false, Set.of()).statusAt(0))
        .isEqualTo(DpiaStatus.NOT_NEEDED);
  }

  @ParameterizedTest(name = "{0}, significant {1}")
  @CsvSource({
    "NONE, true, false",
    "SUPPORTED, true, false",
    "SOLELY_AUTOMATED, false, false",
    "SOLELY_AUTOMATED, true, true"
  })
  void a_machine_that_decides_alone_with_a_significant_effect_calls_for_one_by_itself(
      DecisionMaking decision, boolean significant, boolean expected) {
    DpiaEntry entry = entry(decision, significant, Set.of());

    assertThat(entry.isArticle22Decision()).isEqualTo(expected);
    assertThat(entry.needsAssessment()).isEqualTo(expected);
    assertThat(entry.metCriteria().contains(DpiaCriterion.AUTOMATED_DECISION)).isEqualTo(expected);
  }

  @Test
  void an_assessment_holds_from_its_day_until_its_end() {
    DpiaEntry entry = twoCriteria(assessed(10, 20, DpiaOutcome.PROCEED));

    assertThat(entry.statusAt(9)).isEqualTo(DpiaStatus.MISSING);
    assertThat(entry.statusAt(10)).isEqualTo(DpiaStatus.ASSESSED);
    assertThat(entry.statusAt(19)).isEqualTo(DpiaStatus.ASSESSED);
    assertThat(entry.statusAt(20)).isEqualTo(DpiaStatus.MISSING);
  }

  @Test
  void the_newest_assessment_counts() {
    DpiaEntry entry =
        twoCriteria(
            assessed(30, Long.MAX_VALUE, DpiaOutcome.CONSULT_AUTHORITY),
            assessed(10, Long.MAX_VALUE, DpiaOutcome.PROCEED_WITH_MEASURES));

    assertThat(entry.statusAt(29)).isEqualTo(DpiaStatus.ASSESSED);
    assertThat(entry.statusAt(30)).isEqualTo(DpiaStatus.NOT_ALLOWED);
  }

  @Test
  void an_assessment_that_was_not_needed_still_forbids() {
    assertThat(
            entry(DecisionMaking.NONE, false, Set.of(), assessed(0, 9, DpiaOutcome.STOP))
                .statusAt(5))
        .isEqualTo(DpiaStatus.NOT_ALLOWED);
  }

  @Test
  void measures_have_to_be_named_and_times_must_not_be_empty() {
    assertThatThrownBy(
            () ->
                new DpiaAssessment(
                    0, 1, DpiaOutcome.PROCEED_WITH_MEASURES, Optional.empty(), "file 1"))
        .hasMessage("an outcome with measures has to name them");
    assertThatThrownBy(() -> assessed(5, 5, DpiaOutcome.PROCEED))
        .hasMessage("an assessment must be valid for some time after its day");
  }
}
