package org.optika.core.evidence.audit;

/**
 * A test that reaches its goal.
 *
 * @param drawn devices to look at
 * @param critical as many deviating devices, or more, reject H0
 * @param size probability, at most, of that when the rate is the one of H0
 * @param reached probability, at least, of that at the alternative
 */
public record TestPlan(TestGoal goal, long drawn, long critical, double size, double reached) {}
