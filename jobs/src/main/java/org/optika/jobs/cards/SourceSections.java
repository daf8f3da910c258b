package org.optika.jobs.cards;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.optika.core.scores.card.ConsentScope;
import org.optika.core.scores.card.ManifestStatement;
import org.optika.core.scores.card.ModelCard;

/** What a model was made from: label, people, permissions, data, code. */
final class SourceSections {
  private SourceSections() {}

  static void add(Markdown page, ModelCard card) {
    page.heading("The outcome").paragraph(Markdown.escaped(card.label().words()));
    people(page, card);
    manifest(page, card.manifest());
    origin(page, card);
  }

  private static void people(Markdown page, ModelCard card) {
    ConsentScope consent = card.consent();
    page.heading("Whose data")
        .paragraph(
            "Rows of a table are read of people who permit its purposes. Trained on %s people (%s"
                    .formatted(
                        Markdown.count(consent.training().people()),
                        Markdown.count(consent.training().examples()))
                + " examples, %s with the outcome), tested on %s people (%s with the outcome)."
                    .formatted(
                        Markdown.count(consent.training().positives()),
                        Markdown.count(consent.test().people()),
                        Markdown.count(consent.test().positives())))
        .table(
            List.of("table", "purposes"),
            consent.purposesByTable().entrySet().stream()
                .map(entry -> List.of(entry.getKey(), String.join(", ", entry.getValue())))
                .toList());
    List<List<String>> rows = new ArrayList<>();
    for (ConsentScope.AtMoment at : consent.moments()) {
      rows.add(
          List.of(
              at.moment().equals(card.timing().test()) ? "test" : "training",
              at.moment().toString(),
              at.missing().map(missing -> Markdown.count(missing.atRisk())).orElse("hidden"),
              Markdown.count(at.labelled()),
              at.missing()
                  .map(missing -> Markdown.count(missing.people()))
                  .orElse("fewer than " + card.smallCell().people()),
              at.missing().map(missing -> Markdown.percent(missing.share())).orElse("hidden")));
    }
    page.table(
        List.of("set", "moment", "at risk#", "label known#", "label not permitted#", "share#"),
        rows);
  }

  private static void manifest(Markdown page, ManifestStatement manifest) {
    page.heading("Who was not in it")
        .paragraph(
            "A hash tree over the people in the training set lets everybody prove that they were"
                + " not in it, or that they were:")
        .code(manifest.command())
        .table(
            List.of("manifest", "value"),
            List.of(
                List.of("root", manifest.head().root().hex()),
                List.of("salt", manifest.head().salt().hex()),
                List.of("people", Markdown.count(manifest.head().people())),
                List.of("depth", String.valueOf(manifest.head().bits())),
                List.of("clocks", manifest.head().clocks()),
                List.of("hash of these", manifest.hash().hex())));
  }

  private static void origin(Markdown page, ModelCard card) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("learner", card.model().learner() + ": " + card.model().learnerSummary()));
    card.model()
        .search()
        .ifPresent(search -> rows.add(List.of("search in the folds", search.sentence())));
    rows.add(List.of("calibration", card.model().calibration()));
    rows.add(List.of("as_of", card.timing().asOf().toString()));
    rows.add(List.of("known_at", card.timing().knownAt().toString()));
    for (Map.Entry<String, Long> table : card.provenance().deltaVersions().entrySet()) {
      rows.add(List.of("version of " + table.getKey(), table.getValue().toString()));
    }
    rows.add(List.of("config", card.provenance().configHash()));
    rows.add(List.of("consent rules", card.provenance().rulePackHash()));
    rows.add(List.of("code", card.provenance().codeVersion()));
    rows.add(List.of("seed", String.valueOf(card.provenance().seed())));
    rows.add(List.of("smallest count told", String.valueOf(card.smallCell().people())));
    page.heading("What it was made from").table(List.of("what", "value"), rows);
  }
}
