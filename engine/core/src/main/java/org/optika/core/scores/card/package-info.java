/**
 * What is told of a model to those who use it, check it or are scored by it: {@link
 * org.optika.core.scores.card.ModelCard}, after M. Mitchell et al., Model Cards for Model
 * Reporting, FAT* 2019, with what GDPR Art. 13 to 15 and 22 ask to be said and Annex IV of
 * Regulation (EU) 2024/1689 asks to be written down.
 *
 * <p>A card holds shares, means and counts of people and no value of a person. {@link
 * org.optika.core.scores.card.SmallCell} is the least that a count may be; what has fewer people is
 * merged ({@link org.optika.core.scores.card.CoarseScores}) or left out, and {@link
 * org.optika.core.scores.card.ModelCard} refuses what was not.
 */
package org.optika.core.scores.card;
