package org.optika.core.scores.action;

import static org.optika.core.Checks.require;

import java.io.Serializable;

/**
 * Which increments of {@link OptionHull} a budget pays for: those of an efficiency above lambda,
 * and of those at lambda the ones of subjects below a limit. It decides for each person without
 * regard to the others.
 *
 * @param lambda shadow price: what one more unit of money would bring; >= 0, 0 where the budget
 *     does not bind
 * @param belowSubject exclusive; 0: none at lambda
 */
public record BudgetCut(double lambda, long belowSubject) implements Serializable {
  /** No budget: everyone gets the best action. */
  public static final BudgetCut UNLIMITED = new BudgetCut(0, 0);

  public BudgetCut {
    require(lambda >= 0 && lambda < Double.POSITIVE_INFINITY, "lambda must be >= 0");
    require(belowSubject >= 0, "belowSubject must be >= 0");
  }

  boolean takes(double efficiency, long subject) {
    return efficiency > lambda || efficiency == lambda && subject < belowSubject;
  }
}
