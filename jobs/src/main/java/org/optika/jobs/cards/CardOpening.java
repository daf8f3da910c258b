package org.optika.jobs.cards;

import static org.optika.jobs.cards.Markdown.escaped;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.optika.core.scores.card.ModelCard;
import org.optika.core.scores.card.TestFigures;
import org.optika.core.scores.quality.ReliabilityBin;

/** The five lines that say what a score is, of whom, how good, and whether it still may be used. */
final class CardOpening {
  private CardOpening() {}

  /** Five lines of Markdown. */
  static List<String> of(ModelCard card) {
    return List.of(
        "# %s scores: model %s"
            .formatted(capital(card.model().kind().id()), escaped(card.model().id())),
        "- **What:** a score of 30 %% means: of 100 people like this one, about 30 %s."
            .formatted(card.label().presentTense()),
        "- **Of whom:** %s people who permit %s; never as the only ground for a decision that"
                .formatted(atRisk(card), escaped(String.join(" and ", purposes(card))))
            + " weighs on a person.",
        "- **How good:** " + reliability(card) + order(card) + ".",
        "- **Still good:** " + retraining(card));
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static String atRisk(ModelCard card) {
    return switch (card.label().kind()) {
      case CONTRACT_END -> "customers with a running contract,";
      case NO_PURCHASE -> "buyers of the last %d days,".formatted(card.label().withinDays());
    };
  }

  private static List<String> purposes(ModelCard card) {
    return card.consent().purposesByTable().values().stream()
        .flatMap(List::stream)
        .distinct()
        .sorted()
        .toList();
  }

  /** The two ends of the scale, which is where scores are acted on and where they err. */
  private static String reliability(ModelCard card) {
    List<ReliabilityBin> bins = card.quality().reliability().bins();
    ReliabilityBin highest = bins.get(bins.size() - 1);
    String text =
        "of 100 people with a score of %s, about %s (%s) %s"
            .formatted(
                whole(highest.meanScore()),
                hundred(highest.observedRate()),
                interval(highest),
                card.label().pastTense());
    if (bins.size() > 1) {
      text +=
          ", of 100 with %s about %s (%s)"
              .formatted(
                  whole(bins.get(0).meanScore()),
                  hundred(bins.get(0).observedRate()),
                  interval(bins.get(0)));
    }
    return text + "; in brackets the 95 % interval";
  }

  /** Outwards to whole people of 100. */
  private static String interval(ReliabilityBin bin) {
    return "%d to %d"
        .formatted(
            (long) Math.floor(100 * bin.observedInterval().low()),
            (long) Math.ceil(100 * bin.observedInterval().high()));
  }

  private static String order(ModelCard card) {
    Optional<TestFigures.Figure> auc = card.quality().test().figure("auc");
    return auc.map(
            figure ->
                "; of two people, one with the outcome and one without, the one with it has the"
                    + " higher score %s times in 100".formatted(hundred(figure.value())))
        .orElse("");
  }

  private static String retraining(ModelCard card) {
    String withdrawn =
        card.retraining().withdrawnShare().isPresent()
            ? Markdown.percent(card.retraining().withdrawnShare().getAsDouble())
            : "fewer than %d".formatted(card.smallCell().people());
    String people = " of those trained on have withdrawn since, the limit is ";
    return withdrawn
        + people
        + Markdown.percent(card.retraining().limit())
        + (card.retraining().needed() ? ": **train anew**." : ".");
  }

  private static String whole(double share) {
    return hundred(share) + " %";
  }

  private static String hundred(double share) {
    return String.valueOf(Math.round(100 * share));
  }
}
