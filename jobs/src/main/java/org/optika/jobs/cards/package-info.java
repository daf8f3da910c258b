/**
 * The model card ({@link org.optika.core.scores.card.ModelCard}) as JSON for programs, as Markdown
 * for people, and its plots.
 */
package org.optika.jobs.cards;
