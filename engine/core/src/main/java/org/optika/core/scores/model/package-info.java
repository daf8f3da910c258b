/**
 * Scores as plain Java: models that were trained elsewhere, what each feature adds to the margin of
 * a row, the strongest reasons in words, and the bytes in which a model is stored.
 *
 * <p><b>Explanations are exact.</b> They are Shapley values (L. S. Shapley, "A value for n-person
 * games", 1953) of the game in which a coalition of features is worth what the model expects when
 * only these are known. For linear models the others are at their means; for trees the others go
 * both ways, in the proportion of the training rows (S. Lundberg, G. Erion, S.-I. Lee, "Consistent
 * Individualized Feature Attribution for Tree Ensembles", 2018, Algorithm 1). What the features get
 * adds up to {@code margin - baseMargin}.
 *
 * <p>Whether a margin is a probability or still has to become one is not known here.
 */
package org.optika.core.scores.model;
