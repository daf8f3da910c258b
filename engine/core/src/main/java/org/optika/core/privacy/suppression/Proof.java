package org.optika.core.privacy.suppression;

/**
 * A {@link Witness} by places.
 *
 * @param places ascending; the cells in which one of the tables may differ from the true one
 * @param higher counts in one table, in the order of {@code places}
 * @param lower counts in the other
 */
record Proof(int[] places, long[] higher, long[] lower) {

  /** How far the two tables are apart in the cell at this index of {@code places}, in persons. */
  long width(int index) {
    return Math.abs(higher[index] - lower[index]);
  }
}
