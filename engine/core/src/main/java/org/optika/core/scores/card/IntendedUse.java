package org.optika.core.scores.card;

import java.util.List;

/**
 * What scores may be used for and what not, who decides, and what the people scored can ask for.
 *
 * @param purpose what a score is, in a sentence
 * @param uses each a sentence, as all that follow
 * @param notFor uses that are refused
 * @param limits what a score does not say
 * @param oversight who looks at what
 * @param rights of the people scored
 */
public record IntendedUse(
    String purpose,
    List<String> uses,
    List<String> notFor,
    List<String> limits,
    List<String> oversight,
    List<String> rights) {

  private static final IntendedUse CHURN =
      new IntendedUse(
          "The chance that a person leaves within the time of the label, given what was permitted"
              + " to be known of them.",
          List.of(
              "Choose whom to offer help, service or an advantage first, over channels that the"
                  + " person permits.",
              "Plan budgets and capacity from mean scores of groups.",
              "Give a colleague a reason to look at a customer relation, with the reasons of the"
                  + " score beside it."),
          List.of(
              "Decisions with a legal or similarly significant effect, such as refusing or ending a"
                  + " contract, a service, credit or insurance, unless a human who can decide"
                  + " otherwise takes them (GDPR Art. 22).",
              "A higher price or a worse service for a person because of their score.",
              "People who do not permit profiling: they have no score, and none may be made up for"
                  + " them.",
              "Conclusions about health, belief, origin or another special category (GDPR Art. 9).",
              "Other products, countries or groups of people than those trained on, before they"
                  + " were evaluated."),
          List.of(
              "A score is right for many people together: of those with 30 %, about 30 in 100"
                  + " leave. It is not certain for anyone.",
              "It says who leaves, not whom an offer keeps. What an action changes is measured by"
                  + " uplift, against people who did not get it.",
              "What moves a score goes together with leaving; it need not be its cause.",
              "Scores age. Drift, reliability and the share of withdrawn people say when to train"
                  + " anew."),
          List.of(
              "Somebody who knows the data reads this card before the model is used, the leakage"
                  + " findings and the fairness tables above all.",
              "Whoever acts on a single score sees its reasons and can set it aside.",
              "Scoring stops for a person at the next run after they withdraw or object."),
          List.of(
              "To know that they are profiled, why, and what follows from it (GDPR Art. 13 and"
                  + " 14).",
              "To get their score, the reasons that moved it and the logic involved (Art."
                  + " 15(1)(h)).",
              "To object to profiling for direct marketing at any time, and to withdraw consent"
                  + " (Art. 21(2) and 7(3)); scores then disappear.",
              "To have a human look at a decision, to say their view and to contest it (Art."
                  + " 22(3)).",
              "To a proof that they were not in the training set, see the manifest."));

  public IntendedUse {
    uses = List.copyOf(uses);
    notFor = List.copyOf(notFor);
    limits = List.copyOf(limits);
    oversight = List.copyOf(oversight);
    rights = List.copyOf(rights);
  }

  /** The texts for a kind of model. */
  public static IntendedUse of(ModelKind kind) {
    return switch (kind) {
      case CHURN -> CHURN;
    };
  }
}
