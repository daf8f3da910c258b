package org.optika.core.privacy.suppression;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Finds, for one cell, the hypercube that protects it and hides the fewest further persons.
 *
 * <p>Depth-first over the dimensions, opposite coordinates in ascending cost, cut off as soon as
 * the corners so far and the cheapest rest cost as much as the best one found. So the result is the
 * cheapest, and of equally cheap ones the first in this fixed order.
 */
final class HypercubeSearch {

  private static final long NONE = Long.MAX_VALUE;

  private final MarginTable table;
  private final long threshold;
  private final boolean[] withheld;

  /** Per dimension, laid out like the table: along each line the coordinates by ascending count. */
  private final int[][] ascending;

  private final int[] corners;
  private final boolean[] falls;

  private int centre;
  private int[][] opposites;
  private long[] cheapestFrom;
  private int[] chosen;
  private int[] best;
  private long bestCost;

  /**
   * @param withheld per place; read at each search, changed by the caller between searches
   */
  HypercubeSearch(MarginTable table, long threshold, boolean[] withheld) {
    this.table = table;
    this.threshold = threshold;
    this.withheld = withheld;
    this.ascending = new int[table.dimensionCount()][];
    for (int dimension = 0; dimension < ascending.length; dimension++) {
      ascending[dimension] = ascendingLines(dimension);
    }
    this.corners = new int[1 << table.dimensionCount()];
    this.falls = new boolean[corners.length];
  }

  /**
   * @param cell a place with at least one person. There is always a hypercube: the cell with all
   *     its margins up to the total has no falling corner, so that nothing bounds it from above.
   */
  Hypercube cheapestAround(int cell) {
    int dimensions = table.dimensionCount();
    centre = cell;
    opposites = new int[dimensions][];
    cheapestFrom = new long[dimensions + 1];
    for (int dimension = dimensions - 1; dimension >= 0; dimension--) {
      opposites[dimension] = oppositesByCost(dimension);
      cheapestFrom[dimension] =
          cheapestFrom[dimension + 1] + cost(opposite(dimension, opposites[dimension][0]));
    }
    chosen = new int[dimensions];
    best = null;
    bestCost = NONE;
    corners[0] = cell;
    falls[0] = false;
    descend(0, 1, 0, table.count(cell), NONE);
    return hypercubeTo(best);
  }

  /** Whether the corners can move far enough; each withheld cell is known to keep one person. */
  private boolean moveFarEnough(long leastRising, long leastFalling) {
    return leastFalling == NONE || (leastRising - 1) + (leastFalling - 1) >= threshold;
  }

  private void descend(
      int dimension, int size, long costSoFar, long leastRising, long leastFalling) {
    if (dimension == chosen.length) {
      best = chosen.clone();
      bestCost = costSoFar;
      return;
    }
    for (int coordinate : opposites[dimension]) {
      int neighbour = opposite(dimension, coordinate);
      if (costSoFar + cost(neighbour) + cheapestFrom[dimension + 1] >= bestCost) {
        return;
      }
      int shift = neighbour - centre;
      boolean flips = flips(dimension, coordinate);
      long cost = costSoFar;
      long rising = leastRising;
      long falling = leastFalling;
      boolean possible = true;
      for (int corner = 0; corner < size && possible; corner++) {
        int place = corners[corner] + shift;
        corners[size + corner] = place;
        falls[size + corner] = falls[corner] ^ flips;
        cost += cost(place);
        if (falls[size + corner]) {
          falling = Math.min(falling, table.count(place));
        } else {
          rising = Math.min(rising, table.count(place));
        }
        possible = table.count(place) > 0 && moveFarEnough(rising, falling);
      }
      if (possible && cost + cheapestFrom[dimension + 1] < bestCost) {
        chosen[dimension] = coordinate;
        descend(dimension + 1, 2 * size, cost, rising, falling);
      }
    }
  }

  private Hypercube hypercubeTo(int[] coordinates) {
    int size = 1;
    for (int dimension = 0; dimension < coordinates.length; dimension++) {
      int shift = opposite(dimension, coordinates[dimension]) - centre;
      for (int corner = 0; corner < size; corner++) {
        corners[size + corner] = corners[corner] + shift;
        falls[size + corner] = falls[corner] ^ flips(dimension, coordinates[dimension]);
      }
      size *= 2;
    }
    return new Hypercube(
        IntStream.range(0, size).filter(corner -> !falls[corner]).map(c -> corners[c]).toArray(),
        IntStream.range(0, size).filter(corner -> falls[corner]).map(c -> corners[c]).toArray());
  }

  /**
   * Coordinates that may lie opposite to the centre: first the withheld ones, which cost nothing.
   */
  private int[] oppositesByCost(int dimension) {
    int own = table.coordinate(centre, dimension);
    int lineStart = centre - own * table.stride(dimension);
    int[] free = new int[table.size(dimension)];
    int[] costly = new int[table.size(dimension)];
    int frees = 0;
    int costlies = 0;
    for (int rank = 0; rank < table.size(dimension); rank++) {
      int coordinate = ascending[dimension][lineStart + rank * table.stride(dimension)];
      int neighbour = opposite(dimension, coordinate);
      long falling = flips(dimension, coordinate) ? table.count(neighbour) : NONE;
      if (coordinate != own
          && table.count(neighbour) > 0
          && moveFarEnough(table.count(centre), falling)) {
        if (withheld[neighbour]) {
          free[frees++] = coordinate;
        } else {
          costly[costlies++] = coordinate;
        }
      }
    }
    int[] ordered = Arrays.copyOf(free, frees + costlies);
    System.arraycopy(costly, 0, ordered, frees, costlies);
    return ordered;
  }

  private boolean flips(int dimension, int coordinate) {
    return !table.isAll(coordinate, dimension)
        && !table.isAll(table.coordinate(centre, dimension), dimension);
  }

  private int opposite(int dimension, int coordinate) {
    return centre + (coordinate - table.coordinate(centre, dimension)) * table.stride(dimension);
  }

  private long cost(int place) {
    return withheld[place] ? 0 : table.count(place);
  }

  private int[] ascendingLines(int dimension) {
    int[] lines = new int[table.places()];
    int stride = table.stride(dimension);
    for (int place = 0; place < lines.length; place++) {
      if (table.coordinate(place, dimension) == 0) {
        int start = place;
        int[] coordinates =
            IntStream.range(0, table.size(dimension))
                .boxed()
                .sorted(Comparator.comparingLong(c -> table.count(start + c * stride)))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int rank = 0; rank < coordinates.length; rank++) {
          lines[start + rank * stride] = coordinates[rank];
        }
      }
    }
    return lines;
  }
}
