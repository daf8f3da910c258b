package org.optika.spark.scores;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.optika.core.scores.action.ActionRefusal;
import org.optika.core.scores.action.BudgetCut;
import org.optika.core.scores.action.Catalogue;
import org.optika.core.scores.action.Decision;
import org.optika.core.scores.action.DecisionAudit;
import org.optika.core.scores.action.HumanReview;
import org.optika.core.scores.action.Millionths;
import org.optika.core.scores.action.OptionHull;
import org.optika.core.scores.action.RunnerUp;
import org.optika.core.scores.action.Violation;
import org.optika.core.scores.action.WhyNot;

/** Reads decisions back from rows of table {@code next_best_action} and has them audited. */
final class WrittenDecisions {
  /** A person whom the job knew, and whom the table does not have. */
  static final String NOT_DECIDED = "NOT_DECIDED";

  /** A person whom the table has, and whom the job did not know. */
  static final String NOT_KNOWN = "NOT_KNOWN";

  private final Catalogue catalogue;
  private final DecisionAudit audit;
  private final Map<String, Integer> actions = new HashMap<>();
  private final Map<String, Integer> rules = new HashMap<>();

  WrittenDecisions(Catalogue catalogue, long asOfMicros, BudgetCut cut) {
    this.catalogue = catalogue;
    this.audit = new DecisionAudit(catalogue, asOfMicros, cut.lambda());
    catalogue.actions().forEach(action -> actions.put(action.id(), actions.size()));
    for (ActionRefusal refusal : ActionRefusal.values()) {
      rules.put(refusal.id(), refusal.bit());
    }
  }

  /**
   * @param both a struct of facts and one of a decision; null where one is missing
   * @return kinds, one a violation
   */
  List<String> violations(Row both) {
    if (both.isNullAt(0)) {
      return List.of(NOT_KNOWN);
    }
    if (both.isNullAt(1)) {
      return List.of(NOT_DECIDED);
    }
    Row facts = both.getStruct(0);
    return audit
        .violations(
            PersonFacts.person(facts), PersonFacts.prospect(facts), decision(both.getStruct(1)))
        .stream()
        .map(Violation::kind)
        .map(Violation.Kind::name)
        .toList();
  }

  /** What the table does not have, the runner-up, is not audited. */
  private Decision decision(Row row) {
    String action = row.getString(1);
    int[] refusals = new int[catalogue.actions().size()];
    for (String refusal : row.<String>getList(8)) {
      String[] parts = refusal.split(": ", 2);
      refusals[actions.get(parts[0])] |= rules.get(parts[1]);
    }
    return new Decision(
        action.equals(NextBestActions.NONE) ? OptionHull.NO_ACTION : actions.get(action),
        Millionths.of(row.getDecimal(3)),
        Math.round(row.getDouble(4) * Millionths.UNIT),
        new RunnerUp(OptionHull.NO_ACTION, 0, 0, WhyNot.LOWER_GAIN),
        refusals,
        row.getBoolean(9) ? HumanReview.REQUIRED : HumanReview.NOT_NEEDED,
        row.getDouble(5));
  }
}
