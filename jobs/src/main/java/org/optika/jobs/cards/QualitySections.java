package org.optika.jobs.cards;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.optika.core.scores.card.FairnessTable;
import org.optika.core.scores.card.ModelCard;
import org.optika.core.scores.quality.FoldQuality;
import org.optika.core.scores.quality.ReliabilityBin;

/** How good the scores are, and for whom. */
final class QualitySections {
  /** What a figure says, by its name; in the order of the table. */
  private static final Map<String, String> WORDS = new LinkedHashMap<>();

  static {
    WORDS.put(
        "auc",
        "chance that the score of a person with the outcome is the higher one; 0.5 is chance");
    WORDS.put("pr_auc", "mean precision over recall; the base rate is chance");
    WORDS.put("brier", "mean squared error; lower is better");
    WORDS.put("log_loss", "mean surprise; lower is better");
    WORDS.put("ece10", "mean distance between score and observed rate; lower is better");
    WORDS.put("lift10", "outcomes in the top tenth, as a multiple of chance");
  }

  private QualitySections() {}

  static void add(Markdown page, ModelCard card) {
    figures(page, card);
    reliability(page, card.quality().reliability().bins());
    page.picture(CardPlots.ROC, "ROC curve")
        .picture(CardPlots.PRECISION_RECALL, "Precision against recall")
        .picture(CardPlots.LIFT, "Lift");
    fairness(page, card);
  }

  private static void figures(Markdown page, ModelCard card) {
    page.heading("How good it is")
        .paragraph(
            "On %s people at %s, later than all that was trained on; %s of them had the outcome."
                .formatted(
                    Markdown.count(card.quality().test().people()),
                    card.timing().test(),
                    Markdown.percent(card.quality().test().baseRate())))
        .paragraph(
            "Cross-validation is on the training set (%s examples, %s with the outcome). Intervals"
                    .formatted(
                        Markdown.count(card.quality().folds().people()),
                        Markdown.percent(card.quality().folds().baseRate()))
                + " say what other people would have changed; a model trained anew varies more.");
    List<List<String>> rows = new ArrayList<>();
    WORDS.forEach(
        (name, words) ->
            rows.add(
                List.of(
                    name,
                    card.quality()
                        .test()
                        .figure(name)
                        .map(figure -> Markdown.figure(figure.value()))
                        .orElse("not told"),
                    card.quality()
                        .test()
                        .figure(name)
                        .flatMap(figure -> figure.interval().map(Markdown::interval))
                        .orElse(""),
                    fold(card, name).map(figure -> Markdown.figure(figure.value())).orElse(""),
                    fold(card, name).map(figure -> Markdown.interval(figure.interval())).orElse(""),
                    words)));
    page.table(
        List.of(
            "figure",
            "test#",
            "95 % interval",
            "cross-validation#",
            "95 % interval",
            "what it says"),
        rows);
  }

  private static Optional<FoldQuality.Figure> fold(ModelCard card, String name) {
    return Optional.ofNullable(card.quality().folds().figures().get(name));
  }

  private static void reliability(Markdown page, List<ReliabilityBin> bins) {
    page.heading("What a score means")
        .picture(CardPlots.RELIABILITY, "Mean score against observed rate")
        .table(
            List.of("people#", "mean score#", "observed#", "95 % interval"),
            bins.stream()
                .map(
                    bin ->
                        List.of(
                            Markdown.count(bin.people()),
                            Markdown.percent(bin.meanScore()),
                            Markdown.percent(bin.observedRate()),
                            Markdown.percent(bin.observedInterval().low())
                                + " to "
                                + Markdown.percent(bin.observedInterval().high())))
                .toList());
  }

  private static void fairness(Markdown page, ModelCard card) {
    page.heading("How it treats groups")
        .paragraph(
            "Score less observed rate above 0: scores are too high for the group. Top tenth: share"
                + " of the group among the tenth of all people with the highest scores. \"hidden\":"
                + " fewer people than may be told of, or others could be found by it.");
    card.fairness()
        .forEach(
            table ->
                page.table(
                    List.of(
                        table.by(),
                        "people#",
                        "observed#",
                        "mean score#",
                        "score less observed#",
                        "AUC#",
                        "Brier#",
                        "top tenth#",
                        "outcomes found in it#"),
                    table.segments().stream().map(QualitySections::row).toList()));
  }

  private static List<String> row(FairnessTable.Segment segment) {
    String hidden = "hidden";
    return segment
        .outcomes()
        .map(
            of ->
                List.of(
                    segment.name(),
                    Markdown.count(of.people()),
                    Markdown.percent(of.baseRate()),
                    Markdown.percent(of.meanScore()),
                    Markdown.percent(of.excessScore()),
                    Markdown.figure(of.auc()),
                    Markdown.figure(of.brier()),
                    of.selection().map(top -> Markdown.percent(top.share())).orElse(hidden),
                    of.selection()
                        .map(top -> Markdown.percent(top.truePositiveRate()))
                        .orElse(hidden)))
        .orElse(
            List.of(
                segment.name(), hidden, hidden, hidden, hidden, hidden, hidden, hidden, hidden));
  }
}
