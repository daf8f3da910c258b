package org.optika.core.scores.uplift;

/**
 * What a target is computed from.
 *
 * @param arm the arm that the person got; 0 is control
 * @param propensities of this person
 * @param predictions {@code [fit][asked arm]} of this person, in the order of the learner's fits
 *     and of {@link Fit#askedArms}; those of fits of earlier stages are there, others are not read
 */
public record TrainingRow(
    int arm, double outcome, Propensities propensities, double[][] predictions) {}
