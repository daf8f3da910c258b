/**
 * Churn scores, what moves them, and what to do next: features as at an instant, models as plain
 * Java, their quality, and the choice of an action. Trained and applied on permitted rows only.
 */
package org.optika.core.scores;
