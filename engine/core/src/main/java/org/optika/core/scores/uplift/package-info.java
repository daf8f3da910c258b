/**
 * Uplift: how much an action changes an outcome, and for whom. What learners train and how their
 * predictions combine, how good a ranking by uplift is, whether it may be used at all, and what a
 * policy would have earned on logged randomised data. Training itself happens elsewhere.
 */
package org.optika.core.scores.uplift;
