package org.optika.core.scores;

/**
 * One person's row: the cells of the columns of kind {@code NUMBER} in their order, and those of
 * kind {@code TEXT} in theirs. Not copied: a reader may fill the same arrays again for each row.
 *
 * @param numbers NaN = not known
 * @param texts null = not known
 */
public record RawCells(double[] numbers, String[] texts) {}
