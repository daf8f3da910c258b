package org.optika.core.scores.action;

/**
 * The option that comes next to the chosen one: of all others, refused ones and no action included,
 * that of the highest expected net gain; of equal ones the cheapest, then that of the lowest code.
 *
 * @param action code, or {@link OptionHull#NO_ACTION}
 * @param cost in millionths
 * @param net expected net gain in millionths
 */
public record RunnerUp(int action, long cost, long net, WhyNot whyNot) {}
