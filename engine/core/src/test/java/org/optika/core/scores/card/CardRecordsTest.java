package org.optika.core.scores.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.optika.core.Clocks;
import org.optika.core.scores.ChurnLabel;
import org.optika.core.scores.Features;
import org.optika.core.scores.leakage.Finding;
import org.optika.core.scores.leakage.FindingKind;
import org.optika.core.scores.leakage.LeakageLimits;
import org.optika.core.scores.leakage.LeakageReport;
import org.optika.core.scores.manifest.Hash;

class CardRecordsTest {
  private static final SmallCell TEN = new SmallCell(10);
  private static final CardFeature.Figures FIGURES =
      new CardFeature.Figures(0.1, OptionalDouble.empty(), OptionalDouble.empty());

  @Test
  void a_small_cell_is_of_two_people_at_least() {
    assertThat(SmallCell.defaults()).isEqualTo(TEN);
    assertThatThrownBy(() -> new SmallCell(1))
        .hasMessage("a small cell must be of at least 2 people, got 1");
  }

  @Test
  void nobody_may_be_told_of_where_no_outcome_is() {
    assertThat(TEN.hides(0)).isFalse();
    assertThat(TEN.hides(1)).isTrue();
    assertThat(TEN.hides(9)).isTrue();
    assertThat(TEN.hides(10)).isFalse();
    assertThat(TEN.hides(10 - 1e-9)).isFalse();
    assertThat(TEN.allows(10, 10)).isTrue();
    assertThat(TEN.allows(0, 100)).isFalse();
    assertThat(TEN.allows(100, 9)).isFalse();
  }

  @Test
  void few_missing_labels_take_the_number_at_risk_with_them() {
    assertThat(ConsentScope.AtMoment.of(CardParts.TEST, 1_000, 9, TEN))
        .isEqualTo(new ConsentScope.AtMoment(CardParts.TEST, 991, Optional.empty()));
    assertThat(ConsentScope.AtMoment.of(CardParts.TEST, 1_000, 10, TEN))
        .isEqualTo(
            new ConsentScope.AtMoment(
                CardParts.TEST, 990, Optional.of(new ConsentScope.MissingLabels(1_000, 10, 0.01))));
    assertThat(ConsentScope.AtMoment.of(CardParts.TEST, 1_000, 0, TEN).missing())
        .hasValue(new ConsentScope.MissingLabels(1_000, 0, 0));
    assertThatThrownBy(() -> new ConsentScope.MissingLabels(1_000, 10, 0.02))
        .hasMessage("10 of 1000 people is not a share of 0.02");
  }

  @Test
  void few_withdrawals_are_not_told_and_still_count() {
    assertThat(Retraining.of(9, 100, 0.05, TEN))
        .isEqualTo(new Retraining(OptionalDouble.empty(), 0.05, true));
    assertThat(Retraining.of(0, 100, 0.05, TEN))
        .isEqualTo(new Retraining(OptionalDouble.of(0), 0.05, false));
    assertThat(Retraining.of(95, 100, 0.05, TEN).withdrawnShare()).isEmpty();
    assertThat(Retraining.of(10, 200, 0.05, TEN))
        .isEqualTo(new Retraining(OptionalDouble.of(0.05), 0.05, false));
    assertThatThrownBy(() -> new Retraining(OptionalDouble.of(0.1), 0.05, false))
        .hasMessage("needed is false with a share of 0.1 and a limit of 0.05");
  }

  @Test
  void sentences_that_tell_how_many_people_are_told_without_them() {
    Finding alone = stop(FindingKind.SINGLE_FEATURE, "Feature 'orders' alone has AUC 0.9500");
    Finding future = stop(FindingKind.FUTURE_ROWS, "Feature 'orders' changes for 3 of 90 subjects");

    CardLeakage leakage =
        CardLeakage.of(
            new LeakageReport(
                List.of(),
                List.of(
                    new LeakageReport.Accepted(alone, "known at the till"),
                    new LeakageReport.Accepted(future, "late receipts")),
                List.of()),
            LeakageLimits.defaults());

    assertThat(leakage.accepted())
        .containsExactly(
            new CardFinding(
                FindingKind.SINGLE_FEATURE,
                "orders",
                "Feature 'orders' alone has AUC 0.9500",
                Optional.of("known at the till")),
            new CardFinding(
                FindingKind.FUTURE_ROWS,
                "orders",
                "Feature 'orders' changes when later rows are taken away",
                Optional.of("late receipts")));
    assertThat(leakage.notes()).isEmpty();
  }

  @Test
  void a_model_that_the_guard_stopped_gets_no_card() {
    LeakageReport report =
        new LeakageReport(
            List.of(stop(FindingKind.DRIFT, "Feature 'orders' has drifted")), List.of(), List.of());

    assertThatThrownBy(() -> CardLeakage.of(report, LeakageLimits.defaults()))
        .hasMessage(
            "a model that the leakage guard has stopped gets no card: [Feature 'orders' has"
                + " drifted]");
  }

  @Test
  void a_sensitive_feature_needs_its_reason_and_no_other_has_one() {
    List<String> purposes = List.of("profiling");

    assertThat(
            CardFeature.of(Features.find("age"), purposes, Optional.of("offers by law"), FIGURES))
        .isEqualTo(
            new CardFeature(
                "age",
                "age",
                "years",
                0,
                "customer",
                purposes,
                Optional.of("offers by law"),
                FIGURES));
    assertThatThrownBy(
            () -> CardFeature.of(Features.find("age"), purposes, Optional.empty(), FIGURES))
        .hasMessage("Feature 'age' needs a reason");
    assertThatThrownBy(
            () -> CardFeature.of(Features.find("orders"), purposes, Optional.of("why"), FIGURES))
        .hasMessage("Feature 'orders' needs no reason");
  }

  @Test
  void figures_of_features_stay_in_their_range() {
    assertThatThrownBy(
            () ->
                new CardFeature.Figures(Double.NaN, OptionalDouble.empty(), OptionalDouble.empty()))
        .hasMessage("importance must be finite and >= 0, got NaN");
    assertThatThrownBy(
            () -> new CardFeature.Figures(0, OptionalDouble.of(0.4), OptionalDouble.empty()))
        .hasMessage("the AUC of a feature alone must be in [0.5, 1], got OptionalDouble[0.4]");
    assertThatThrownBy(
            () -> new CardFeature.Figures(0, OptionalDouble.empty(), OptionalDouble.of(-0.1)))
        .hasMessage("a stability index must be finite and >= 0, got OptionalDouble[-0.1]");
  }

  @Test
  void labels_are_told_in_words() {
    LabelDefinition ended = LabelDefinition.of(new ChurnLabel(ChurnLabel.Kind.CONTRACT_END, 60));
    LabelDefinition silent = LabelDefinition.of(new ChurnLabel(ChurnLabel.Kind.NO_PURCHASE, 90));

    assertThat(ended.words())
        .isEqualTo(
            "At risk is every customer whose contract runs at the moment. The outcome is that it"
                + " ends within 60 days. Whoever did not permit all of that time to be looked at"
                + " has no label: a withdrawal is not churn.");
    assertThat(silent.words())
        .startsWith(
            "At risk is everybody with an order in the 90 days before the moment. The outcome is no"
                + " order in the 90 days after it.");
    assertThat(ended.pastTense()).isEqualTo("left within 60 days");
    assertThat(silent.presentTense()).isEqualTo("do not order again within 90 days");
  }

  @Test
  void the_test_moment_is_the_last() {
    assertThat(Timing.of(List.of(0L), 1_500_000, new Clocks(2_000_000, 3_000_000)))
        .isEqualTo(
            new Timing(
                List.of(Instant.EPOCH),
                Instant.parse("1970-01-01T00:00:01.500Z"),
                Instant.parse("1970-01-01T00:00:02Z"),
                Instant.parse("1970-01-01T00:00:03Z")));
    assertThatThrownBy(() -> Timing.of(List.of(5_000_000L), 5_000_000, new Clocks(9, 9)))
        .hasMessage(
            "the test moment must be after the training moments, got 1970-01-01T00:00:05Z after"
                + " 1970-01-01T00:00:05Z");
    assertThatThrownBy(() -> Timing.of(List.of(0L), 5_000_000, new Clocks(4_000_000, 9)))
        .hasMessage("the test moment 1970-01-01T00:00:05Z is after as_of 1970-01-01T00:00:04Z");
  }

  @Test
  void tables_are_told_by_name_and_have_purposes() {
    Provenance provenance =
        new Provenance(Map.of("touchpoint", 3L, "contact", 1L), "a", "b", "c", 1);

    assertThat(provenance.deltaVersions().keySet()).containsExactly("contact", "touchpoint");
    assertThatThrownBy(
            () ->
                new ConsentScope(
                    Map.of("contact", List.of()),
                    List.of(),
                    new ConsentScope.TrainingPeople(0, 0, 0),
                    new ConsentScope.TestPeople(0, 0)))
        .hasMessage("Table 'contact': a model reads no table without a purpose");
  }

  @Test
  void a_manifest_is_told_with_its_own_hash() {
    ManifestStatement statement = CardParts.manifest(10);

    assertThat(statement.hash()).isEqualTo(statement.head().hash());
    assertThatThrownBy(
            () ->
                new ManifestStatement(statement.head(), Hash.of(new byte[32]), statement.command()))
        .hasMessage(
            "the hash of the manifest is %s, got %s"
                .formatted(statement.head().hash(), "0".repeat(64)));
  }

  private static Finding stop(FindingKind kind, String sentence) {
    return new Finding(kind, Finding.Weight.STOP, "orders", 1, 0, sentence);
  }
}
