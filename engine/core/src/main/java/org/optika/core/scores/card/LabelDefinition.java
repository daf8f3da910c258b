package org.optika.core.scores.card;

import static org.optika.core.Checks.require;

import org.optika.core.scores.ChurnLabel;

/**
 * What counts as the outcome.
 *
 * @param withinDays N, at least 1
 * @param words who is at risk, what is the outcome, and of whom it is not known
 */
public record LabelDefinition(ChurnLabel.Kind kind, int withinDays, String words) {
  public LabelDefinition {
    require(withinDays >= 1, "churn within %s days; at least 1", withinDays);
    require(!words.isBlank(), "a label needs words, got none");
  }

  /** In words of our own. */
  public static LabelDefinition of(ChurnLabel label) {
    int days = label.withinDays();
    String said =
        switch (label.kind()) {
          case CONTRACT_END ->
              "At risk is every customer whose contract runs at the moment. The outcome is that it"
                  + " ends within %d days.";
          case NO_PURCHASE ->
              "At risk is everybody with an order in the %1$d days before the moment. The outcome"
                  + " is no order in the %1$d days after it.";
        };
    return new LabelDefinition(
        label.kind(),
        days,
        said.formatted(days)
            + " Whoever did not permit all of that time to be looked at has no label: a withdrawal"
            + " is not churn.");
  }

  /** What the outcome is, for "about 30 of them ...". */
  public String presentTense() {
    return switch (kind) {
      case CONTRACT_END -> "leave within %d days".formatted(withinDays);
      case NO_PURCHASE -> "do not order again within %d days".formatted(withinDays);
    };
  }

  /** What became of a person with the outcome, for "about 28 of them ...". */
  public String pastTense() {
    return switch (kind) {
      case CONTRACT_END -> "left within %d days".formatted(withinDays);
      case NO_PURCHASE -> "did not order again within %d days".formatted(withinDays);
    };
  }
}
