package org.optika.core.privacy.suppression;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Decides which cells of a table with margins are withheld. See the package for what this protects
 * and what it does not.
 *
 * <ol>
 *   <li>Withhold every cell and margin with 1 to threshold - 1 persons.
 *   <li>For each of them, margins first, then by ascending count: unless an earlier hypercube has
 *       it as a corner, find the hypercube around it that can be moved by at least the threshold
 *       and hides the fewest further persons, and withhold all its corners.
 * </ol>
 *
 * <p>All corners of a hypercube move equally far, so that complementary cells are as safe as the
 * primary one; and withholding more never makes a cell less safe, so that one pass is enough.
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
    return new SuppressedTable(table, statuses, protect(table, statuses));
  }

  private boolean isSmall(MarginTable table, int place) {
    return 0 < table.persons(place) && table.persons(place) < threshold;
  }

  /** Adds complementary cells to {@code statuses}; returns the proof of each withheld cell. */
  private Hypercube[] protect(MarginTable table, CellStatus[] statuses) {
    Hypercube[] proofs = new Hypercube[statuses.length];
    boolean[] withheld = new boolean[statuses.length];
    int[] open =
        IntStream.range(0, statuses.length)
            .filter(place -> !statuses[place].isPublished())
            .boxed()
            .sorted(
                Comparator.<Integer>comparingInt(place -> -margins(table, place))
                    .thenComparingLong(table::count)
                    .thenComparingInt(place -> place))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int place : open) {
      withheld[place] = true;
    }
    HypercubeSearch search = new HypercubeSearch(table, threshold, withheld);
    for (int place : open) {
      if (proofs[place] == null) {
        Hypercube proof = search.cheapestAround(place);
        withhold(proof.rising(), proof, statuses, withheld, proofs);
        withhold(proof.falling(), proof, statuses, withheld, proofs);
      }
    }
    return proofs;
  }

  private static void withhold(
      int[] corners,
      Hypercube proof,
      CellStatus[] statuses,
      boolean[] withheld,
      Hypercube[] proofs) {
    for (int corner : corners) {
      withheld[corner] = true;
      proofs[corner] = proof;
      if (statuses[corner].isPublished()) {
        statuses[corner] = CellStatus.SUPPRESSED_COMPLEMENTARY;
      }
    }
  }

  private static int margins(MarginTable table, int place) {
    return (int)
        IntStream.range(0, table.dimensionCount())
            .filter(dimension -> table.isAll(table.coordinate(place, dimension), dimension))
            .count();
  }
}
