/**
 * Signs that a model knows what it cannot know when it is used: features that hold the outcome,
 * rows from the future, people who are not those it was trained on. {@link
 * org.optika.core.scores.leakage.LeakageGuard} turns measurements into findings, and {@link
 * org.optika.core.scores.leakage.AcceptedFindings} says which of them somebody has answered for.
 */
package org.optika.core.scores.leakage;
