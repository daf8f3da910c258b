package org.optika.jobs.cards;

import java.util.ArrayList;
import java.util.List;
import org.optika.core.scores.card.CardFeature;
import org.optika.core.scores.card.CardFinding;
import org.optika.core.scores.card.CardLeakage;
import org.optika.core.scores.card.IntendedUse;
import org.optika.core.scores.card.ModelCard;
import org.optika.core.scores.leakage.LeakageLimits;

/**
 * Model cards to be read: five lines for everybody, what the scores are for, how good they are, how
 * they treat groups of people, what moves them, and what they were made from. The plots are files
 * beside it, see {@link ModelCardFolder}.
 */
public final class ModelCardMarkdown {
  private ModelCardMarkdown() {}

  /** A document with a line break at its end; the same card gives the same text. */
  public static String of(ModelCard card) {
    Markdown page = new Markdown();
    CardOpening.of(card).forEach(page::line);
    use(page, card.use());
    QualitySections.add(page, card);
    leakage(page, card.leakage());
    features(page, card.features());
    SourceSections.add(page, card);
    return page.text();
  }

  private static void use(Markdown page, IntendedUse use) {
    page.heading("What it is for")
        .paragraph(Markdown.escaped(use.purpose()))
        .bullets("Use it to", use.uses())
        .bullets("Do not use it for", use.notFor())
        .bullets("What a score does not say", use.limits())
        .bullets("Human oversight", use.oversight())
        .bullets("What the people scored can ask for", use.rights());
  }

  private static void leakage(Markdown page, CardLeakage leakage) {
    LeakageLimits limits = leakage.limits();
    page.heading("Leakage")
        .paragraph(
            "Checked: no feature alone above AUC %s, none that raises the AUC by more than %s, none"
                    .formatted(
                        Markdown.figure(limits.singleFeatureAuc()),
                        Markdown.figure(limits.modelGain()))
                + " that changes when later rows are taken away, no drift above %s beyond chance."
                    .formatted(Markdown.figure(limits.drift())));
    if (leakage.accepted().isEmpty() && leakage.notes().isEmpty()) {
      page.paragraph("Nothing was found.");
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    leakage.accepted().forEach(finding -> rows.add(row(finding)));
    leakage.notes().forEach(finding -> rows.add(row(finding)));
    page.table(List.of("found", "why it was accepted"), rows);
  }

  private static List<String> row(CardFinding finding) {
    return List.of(finding.sentence(), finding.reason().orElse("a note, stops nothing"));
  }

  private static void features(Markdown page, List<CardFeature> features) {
    double all = features.stream().mapToDouble(feature -> feature.figures().importance()).sum();
    page.heading("What moves a score")
        .paragraph(
            "Importance is the mean absolute contribution to the margin; the stability index says"
                + " how otherwise a feature is among people scored than among those trained on.")
        .picture(CardPlots.IMPORTANCE, "Importance of features")
        .table(
            List.of(
                "feature",
                "unit",
                "time",
                "table",
                "purposes",
                "importance#",
                "share#",
                "AUC alone#",
                "stability index#",
                "why it is needed"),
            features.stream().map(feature -> row(feature, all)).toList());
  }

  private static List<String> row(CardFeature feature, double all) {
    double importance = feature.figures().importance();
    return List.of(
        "%s (%s)".formatted(feature.label(), feature.name()),
        feature.unit(),
        feature.windowDays() == 0 ? "all before" : feature.windowDays() + " days",
        feature.table(),
        String.join(", ", feature.purposes()),
        Markdown.figure(importance),
        all == 0 ? "" : Markdown.percent(importance / all),
        Markdown.figure(feature.figures().aucAlone()),
        Markdown.figure(feature.figures().stabilityIndex()),
        feature.reason().orElse(""));
  }
}
