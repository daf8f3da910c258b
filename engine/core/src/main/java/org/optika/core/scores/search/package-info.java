/**
 * Search for the parameters of a learner: which sets are tried ({@link
 * org.optika.core.scores.search.ParameterRange}), which is taken ({@link
 * org.optika.core.scores.search.ParameterSearch}), and what is told of it ({@link
 * org.optika.core.scores.search.SearchOutcome}). What a set is worth is measured elsewhere.
 */
package org.optika.core.scores.search;
