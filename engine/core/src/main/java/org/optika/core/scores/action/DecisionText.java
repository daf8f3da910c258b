package org.optika.core.scores.action;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Decisions in sentences; none of them says who the person is. Amounts are in the currency. */
public final class DecisionText {
  private static final int FEWEST_DECIMALS = 2;
  private static final int MOST_DECIMALS = 4;
  private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);

  private final Catalogue catalogue;
  private final BudgetCut cut;

  /**
   * @param cut with which the decisions were taken
   */
  public DecisionText(Catalogue catalogue, BudgetCut cut) {
    this.catalogue = catalogue;
    this.cut = cut;
  }

  /** What is proposed. */
  public String proposal(Decision decision) {
    if (decision.action() == OptionHull.NO_ACTION) {
      return "no action";
    }
    return "%s: expected net gain %s at a cost of %s"
        .formatted(name(decision.action()), amount(decision.net()), amount(decision.cost()));
  }

  /** Why not the next one. */
  public String whyNotNext(Decision decision) {
    RunnerUp next = decision.runnerUp();
    return "%s: %s".formatted(name(next.action()), reason(decision, next));
  }

  private String reason(Decision decision, RunnerUp next) {
    return switch (next.whyNot()) {
      case LOWER_GAIN -> lowerGain(decision.net() - next.net());
      case NOT_TRIED -> "not tried: no experiment says what it changes";
      case REFUSED ->
          "refused: " + ActionRefusal.first(decision.refusals()[next.action()]).orElseThrow().id();
      case OUTSIDE_BUDGET -> outside(number(decision.runnerUpEfficiency()), number(cut.lambda()));
    };
  }

  private static String lowerGain(long by) {
    return by == 0
        ? "the same expected net gain, and no lower cost"
        : "lower expected net gain by " + amount(by);
  }

  private static String outside(String efficiency, String limit) {
    return efficiency.equals(limit)
        ? "outside the budget: it ends among those of efficiency " + limit
        : "outside the budget: efficiency %s below %s".formatted(efficiency, limit);
  }

  /** Which rules refused what; empty where none did. */
  public String refused(Decision decision) {
    List<String> refused = new ArrayList<>();
    for (int action = 0; action < decision.refusals().length; action++) {
      int refusals = decision.refusals()[action];
      if (refusals != 0) {
        String rules =
            ActionRefusal.of(refusals).stream()
                .map(ActionRefusal::id)
                .collect(Collectors.joining(", "));
        refused.add("%s: %s".formatted(name(action), rules));
      }
    }
    return String.join("; ", refused);
  }

  /** Whether a human decides, and by which rule. */
  public String review(Decision decision) {
    return switch (decision.humanReview()) {
      case REQUIRED -> "significant effect: a human decides (GDPR Art. 22)";
      case NOT_NEEDED -> "no significant effect";
    };
  }

  private String name(int action) {
    return action == OptionHull.NO_ACTION ? "no action" : catalogue.actions().get(action).id();
  }

  /** Two decimals, up to four where it is below one unit; less than that is told as such. */
  private static String amount(long millionths) {
    BigDecimal amount = Millionths.decimal(millionths);
    boolean isSmall = amount.abs().compareTo(BigDecimal.ONE) < 0;
    BigDecimal rounded =
        amount
            .setScale(isSmall ? MOST_DECIMALS : FEWEST_DECIMALS, RoundingMode.HALF_EVEN)
            .stripTrailingZeros();
    if (rounded.signum() == 0 && millionths != 0) {
      return "less than 0.0001";
    }
    return rounded.setScale(Math.max(FEWEST_DECIMALS, rounded.scale())).toPlainString();
  }

  private static String number(double number) {
    return new BigDecimal(number).round(THREE_DIGITS).stripTrailingZeros().toPlainString();
  }
}
