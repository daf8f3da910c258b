package org.optika.core.privacy.suppression;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Decides which cells of a table with margins are withheld. See the package for what this protects
 * and what it does not.
 *
 * <ol>
 *   <li>Withhold every cell and margin with 1 to threshold - 1 persons.
 *   <li>For each withheld cell without a proof, margins first, then by ascending count: push two
 *       copies of the table apart in this cell by moving persons along hypercubes of cells that are
 *       withheld already. Where that does not reach the threshold, withhold the corners of the
 *       hypercube that reaches it and hides the fewest further persons. The two copies are the
 *       proof of this cell, and of every other one in which they lie as far apart.
 *   <li>Until each withheld cell has a proof, those added on the way included.
 * </ol>
 *
 * <p>Withholding more never spoils a proof, and the hypercube of a cell with all its margins up to
 * the total always reaches the threshold; so this ends, and with every cell proven.
 *
 * @param threshold least number of persons of a published cell, and least width of the interval to
 *     which a withheld one can be narrowed; &gt;= 2
 */
public record SmallCellSuppression(int threshold) {

  /** The default of published tables, in persons. */
  public static final int DEFAULT_THRESHOLD = 10;

  public SmallCellSuppression {
    if (threshold < 2) {
      throw new IllegalArgumentException(
          "threshold must be >= 2 persons (a smaller one hides nobody), got %d"
              .formatted(threshold));
    }
  }

  /** The decision for one table by itself. */
  public SuppressedTable apply(MarginTable table) {
    return apply(table, Set.of());
  }

  /**
   * The decision for a table that shares cells with another one.
   *
   * @param withheldElsewhere cells and margins of this table that may not be published because
   *     another table withholds them; those without persons here are published all the same
   */
  public SuppressedTable apply(MarginTable table, Set<List<String>> withheldElsewhere) {
    CellStatus[] statuses = new CellStatus[table.places()];
    Arrays.setAll(
        statuses,
        place -> isSmall(table, place) ? CellStatus.SUPPRESSED_PRIMARY : CellStatus.PUBLISHED);
    withheldElsewhere.stream()
        .mapToInt(table::placeOf)
        .filter(place -> table.count(place) > 0 && statuses[place].isPublished())
        .forEach(place -> statuses[place] = CellStatus.SUPPRESSED_COMPLEMENTARY);
    Proof[] proofs = new Protection(table, threshold, statuses).complete();
    return new SuppressedTable(table, statuses, proofs);
  }

  private boolean isSmall(MarginTable table, int place) {
    return 0 < table.persons(place) && table.persons(place) < threshold;
  }
}
