package org.optika.core.scores.leakage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class AcceptedFindingsTest {
  private static final Finding DURATION =
      new Finding(
          FindingKind.MODEL_GAIN, Finding.Weight.STOP, "duration", 0.15, 0.08, "Duration tells.");
  private static final Finding TENURE =
      new Finding(FindingKind.DRIFT, Finding.Weight.NOTE, "tenure", 0.12, 0.10, "Tenure drifts.");

  private static AcceptedFinding accept(FindingKind kind, String feature) {
    return new AcceptedFinding(kind, feature, "known at the call");
  }

  @Test
  void a_finding_that_nobody_accepts_stops_the_model() {
    LeakageReport report = AcceptedFindings.none().judge(List.of(DURATION));

    assertThat(report).isEqualTo(new LeakageReport(List.of(DURATION), List.of(), List.of()));
    assertThat(report.passes()).isFalse();
  }

  @Test
  void an_accepted_finding_passes_with_its_reason() {
    AcceptedFindings accepted =
        new AcceptedFindings(List.of(accept(FindingKind.MODEL_GAIN, "duration")));

    LeakageReport report = accepted.judge(List.of(DURATION));

    assertThat(report.passes()).isTrue();
    assertThat(report.open()).isEmpty();
    assertThat(report.accepted())
        .containsExactly(new LeakageReport.Accepted(DURATION, "known at the call"));
    assertThat(report.stale()).isEmpty();
  }

  @Test
  void another_kind_or_another_feature_is_not_accepted_with_it() {
    AcceptedFindings accepted =
        new AcceptedFindings(
            List.of(
                accept(FindingKind.SINGLE_FEATURE, "duration"),
                accept(FindingKind.MODEL_GAIN, "tenure")));

    LeakageReport report = accepted.judge(List.of(DURATION));

    assertThat(report.passes()).isFalse();
    assertThat(report.open()).containsExactly(DURATION);
    assertThat(report.stale()).containsExactlyElementsOf(accepted.entries());
  }

  @Test
  void a_note_stops_nothing() {
    LeakageReport report = AcceptedFindings.none().judge(List.of(TENURE));

    assertThat(report.passes()).isTrue();
    assertThat(report.open()).containsExactly(TENURE);
  }

  @Test
  void everything_is_told_in_one_line_each() {
    AcceptedFindings accepted =
        new AcceptedFindings(
            List.of(
                accept(FindingKind.MODEL_GAIN, "duration"),
                accept(FindingKind.FUTURE_ROWS, "orders_90d")));

    assertThat(accepted.judge(List.of(TENURE, DURATION)).lines())
        .containsExactly(
            "Tenure drifts.",
            "Accepted, known at the call: Duration tells.",
            "Accepted but not found: future-rows of feature 'orders_90d'; remove it from the"
                + " config");
  }

  @Test
  void a_reason_is_one_line_and_never_empty() {
    assertThat(new AcceptedFinding(FindingKind.DRIFT, "tenure", " summer \n").reason())
        .isEqualTo("summer");
    assertThatThrownBy(() -> new AcceptedFinding(FindingKind.DRIFT, "tenure", " "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an accepted finding needs a reason, got none for drift of feature 'tenure'");
    assertThatThrownBy(() -> new AcceptedFinding(FindingKind.DRIFT, "tenure", "a\nb"))
        .hasMessage(
            "the reason why drift of feature 'tenure' is accepted must be one line, got 'a\nb'");
    assertThatThrownBy(() -> new AcceptedFinding(FindingKind.DRIFT, "", "summer"))
        .hasMessage("an accepted finding must name a feature, got ''");
  }

  @Test
  void accepting_twice_is_refused() {
    AcceptedFinding entry = accept(FindingKind.DRIFT, "tenure");
    AcceptedFinding again = new AcceptedFinding(FindingKind.DRIFT, "tenure", "another reason");

    assertThatThrownBy(() -> new AcceptedFindings(List.of(entry, again)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("drift of feature 'tenure' is accepted more than once");
  }

  @Test
  void a_finding_names_a_feature_and_is_one_line() {
    assertThatThrownBy(
            () -> new Finding(FindingKind.DRIFT, Finding.Weight.NOTE, " ", 1, 0, "Drifts."))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a finding must name a feature, got ' '");
    assertThatThrownBy(
            () -> new Finding(FindingKind.DRIFT, Finding.Weight.NOTE, "tenure", 1, 0, "a\nb"))
        .hasMessage("a finding must be told in one line, got 'a\nb'");
  }
}
