package org.optika.core.scores.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.optika.core.scores.quality.Curves;
import org.optika.core.scores.quality.FoldQuality;
import org.optika.core.scores.quality.ReliabilityBin;
import org.optika.core.scores.quality.ReliabilityTable;

class ModelCardTest {
  private final CardParts parts = new CardParts();

  @Test
  void features_stand_by_importance() {
    assertThat(parts.card().features())
        .extracting(CardFeature::name)
        .containsExactly("orders-30d", "orders", "refunds");
  }

  @Test
  void equally_important_features_stand_by_name() {
    parts.features = List.of(CardParts.feature("refunds", 0.1), CardParts.feature("orders", 0.1));

    assertThat(parts.card().features())
        .extracting(CardFeature::name)
        .containsExactly("orders", "refunds");
  }

  @Test
  void what_was_withdrawn_later_changes_nothing_else() {
    ModelCard card = parts.card();
    Retraining now = Retraining.of(400, 4_000, 0.05, CardParts.TEN);

    ModelCard later = card.with(now);

    assertThat(later.retraining()).isEqualTo(new Retraining(OptionalDouble.of(0.1), 0.05, true));
    assertThat(later.with(card.retraining())).isEqualTo(card);
  }

  @Test
  void a_manifest_of_others_is_refused() {
    parts.manifest = CardParts.manifest(3_999);

    assertThatThrownBy(parts::card)
        .hasMessage("the manifest is of 3999 people, the training set of 4000");
  }

  @Test
  void figures_of_another_test_set_are_refused() {
    long positives = parts.test.positives();
    parts.consent =
        new ConsentScope(
            parts.consent.purposesByTable(),
            parts.consent.moments(),
            parts.consent.training(),
            new ConsentScope.TestPeople(2_000, positives + 1));

    assertThatThrownBy(parts::card)
        .hasMessage(
            "quality is of 2000 people, %s with the outcome; the test set of 2000, %s with it",
            positives, positives + 1);
  }

  @Test
  void moments_that_are_not_those_of_the_model_are_refused() {
    List<ConsentScope.AtMoment> moments = new ArrayList<>(parts.consent.moments());
    moments.set(0, ConsentScope.AtMoment.of(CardParts.TEST, 4_500, 400, CardParts.TEN));
    parts.consent =
        new ConsentScope(
            parts.consent.purposesByTable(),
            moments,
            parts.consent.training(),
            parts.consent.test());

    assertThatThrownBy(parts::card)
        .hasMessage(
            "people are told at [2026-04-01T00:00:00Z, 2026-04-01T00:00:00Z], the moments are"
                + " [2026-01-01T00:00:00Z, 2026-04-01T00:00:00Z]");
  }

  @Test
  void a_feature_with_other_purposes_than_its_table_is_refused() {
    parts.consent =
        new ConsentScope(
            Map.of("conversion", List.of("measurement", "profiling")),
            parts.consent.moments(),
            parts.consent.training(),
            parts.consent.test());

    assertThatThrownBy(parts::card)
        .hasMessage(
            "Feature 'orders-30d' says purposes [profiling], its table 'conversion' [measurement,"
                + " profiling]");
  }

  @Test
  void a_feature_comes_once_and_there_is_one() {
    parts.features = List.of(CardParts.feature("orders", 0.2), CardParts.feature("orders", 0.1));
    assertThatThrownBy(parts::card).hasMessage("a feature is told twice: [orders, orders]");

    parts.features = List.of();
    assertThatThrownBy(parts::card).hasMessage("a model has features, got none");
  }

  @Test
  void few_missing_labels_are_refused() {
    parts.consent = parts.consent(Optional.of(new ConsentScope.MissingLabels(2_009, 9)));

    assertThatThrownBy(parts::card)
        .hasMessage(
            "Labels missing at 2026-04-01T00:00:00Z: a model card tells of nobody or of at least 10"
                + " people");
  }

  @Test
  void people_with_a_label_are_those_in_the_sets() {
    List<ConsentScope.AtMoment> moments = new ArrayList<>(parts.consent.moments());
    moments.set(0, ConsentScope.AtMoment.of(CardParts.TRAINING, 4_501, 400, CardParts.TEN));
    parts.consent =
        new ConsentScope(
            parts.consent.purposesByTable(),
            moments,
            parts.consent.training(),
            parts.consent.test());

    assertThatThrownBy(parts::card)
        .hasMessage(
            "labels are told of 4101 people at training moments and 2000 at the test moment, the"
                + " sets have 4100 examples and 2000 people");
  }

  @Test
  void people_at_risk_are_those_with_and_those_without_a_label() {
    parts.consent = parts.consent(Optional.of(new ConsentScope.MissingLabels(2_501, 500)));

    assertThatThrownBy(parts::card)
        .hasMessage(
            "People at 2026-04-01T00:00:00Z: those with and those without a label must be all at"
                + " risk");
  }

  @Test
  void a_small_step_of_a_curve_is_refused() {
    List<Curves.Cut> cuts = new ArrayList<>(parts.quality.curves().cuts());
    Curves.Cut first = cuts.get(0);
    cuts.add(
        0,
        new Curves.Cut(
            1,
            first.share() / 100,
            first.truePositiveRate() / 100,
            first.falsePositiveRate() / 100,
            first.precision()));
    parts.quality =
        new CardQuality(
            parts.quality.test(),
            parts.quality.folds(),
            parts.quality.reliability(),
            new Curves(cuts));

    assertThatThrownBy(parts::card)
        .hasMessage(
            "Curves: a model card needs at least 10 people with and 10 without the outcome, got"
                + " fewer");
  }

  @Test
  void a_step_of_a_curve_is_told_from_the_cut_before_it() {
    double few = 5.0 / (parts.test.people() - parts.test.positives());
    parts.quality =
        new CardQuality(
            parts.quality.test(),
            parts.quality.folds(),
            parts.quality.reliability(),
            new Curves(
                List.of(
                    new Curves.Cut(0.6, 0.5, 0.5, 0.5, 0.3),
                    new Curves.Cut(0.4, 0.7, 0.9, 0.5 + few, 0.3),
                    new Curves.Cut(0.2, 1, 1, 1, 0.3))));

    assertThatThrownBy(parts::card)
        .hasMessageStartingWith("Curves: a model card needs at least 10");
  }

  @Test
  void a_small_bin_is_refused() {
    List<ReliabilityBin> bins = new ArrayList<>(parts.quality.reliability().bins());
    ReliabilityBin first = bins.remove(0);
    bins.add(0, new ReliabilityBin(0, 0, first.people() - 30, first.positives() - 9, 0));
    bins.add(1, new ReliabilityBin(0, 0, 30, 9, 0));
    parts.quality =
        new CardQuality(
            parts.quality.test(),
            parts.quality.folds(),
            new ReliabilityTable(bins),
            parts.quality.curves());

    assertThatThrownBy(parts::card)
        .hasMessage(
            "Reliability: a model card needs at least 10 people with and 10 without the outcome,"
                + " got fewer");
  }

  @Test
  void a_few_outcomes_in_the_top_tenth_are_refused() {
    FoldQuality.Figure auc = parts.quality.folds().figures().get("auc");
    // 4 of the 100 best of 1,000 people have the outcome, as 40 of all: lift 1.
    FoldQuality folds =
        new FoldQuality(Map.of("lift10", new FoldQuality.Figure(1, auc.interval(), 0)), 1_000, 40);
    parts.quality =
        new CardQuality(
            parts.quality.test(), folds, parts.quality.reliability(), parts.quality.curves());

    assertThatThrownBy(parts::card).hasMessage("Figure 'lift10' tells of fewer than 10 people");
  }

  @Test
  void a_few_withdrawals_are_refused() {
    parts.retraining = new Retraining(OptionalDouble.of(9 / 4_000.0), 0.05, false);

    assertThatThrownBy(parts::card)
        .hasMessage("Withdrawn: a model card tells of nobody or of at least 10 people");
  }

  @Test
  void a_few_who_have_not_withdrawn_are_refused() {
    parts.retraining = new Retraining(OptionalDouble.of(1 - 4 / 4_000.0), 0.05, true);

    assertThatThrownBy(parts::card)
        .hasMessage("Not withdrawn: a model card tells of nobody or of at least 10 people");
  }

  @Test
  void a_small_training_set_is_refused() {
    ConsentScope whole = parts.consent;
    parts.consent =
        new ConsentScope(
            whole.purposesByTable(),
            whole.moments(),
            new ConsentScope.TrainingPeople(9, 4_100, 1_100),
            whole.test());
    assertThatThrownBy(parts::card)
        .hasMessage("Training set: a model card tells of nobody or of at least 10 people");

    parts.consent =
        new ConsentScope(
            whole.purposesByTable(),
            whole.moments(),
            new ConsentScope.TrainingPeople(4_000, 4_100, 9),
            whole.test());
    assertThatThrownBy(parts::card)
        .hasMessage(
            "Training set: a model card needs at least 10 people with and 10 without the outcome,"
                + " got fewer");
  }

  @Test
  void a_moment_of_few_people_is_refused() {
    parts.consent =
        new ConsentScope(
            parts.consent.purposesByTable(),
            List.of(
                ConsentScope.AtMoment.of(CardParts.TRAINING, 9, 0, CardParts.TEN),
                parts.consent.moments().get(1)),
            parts.consent.training(),
            parts.consent.test());

    assertThatThrownBy(parts::card)
        .hasMessage(
            "People at 2026-01-01T00:00:00Z: a model card tells of nobody or of at least 10"
                + " people");
  }
}
