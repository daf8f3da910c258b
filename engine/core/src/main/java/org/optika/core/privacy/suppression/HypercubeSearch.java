package org.optika.core.privacy.suppression;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds, for one cell, the hypercube along which {@link TwoTables} can be moved apart and which
 * hides the fewest further persons.
 *
 * <p>Depth-first over the dimensions, opposite coordinates in ascending cost, cut off as soon as
 * the corners so far and the cheapest rest cost as much as the best one found. So the result is the
 * cheapest, and of equally cheap ones the first in this fixed order.
 */
final class HypercubeSearch {

  private static final long NONE = Long.MAX_VALUE;

  /**
   * How many withheld cells of a line a search for a free hypercube looks at: bounds the work on
   * long lines. What it misses may cost a further cell, but never a proof.
   */
  private static final int MOST_FREE = 256;

  private final MarginTable table;
  private final TwoTables tables;
  private final boolean[] withheld;

  /** Per dimension, laid out like the table: along each line the coordinates by ascending count. */
  private final int[][] ascending;

  private final int[] corners;
  private final boolean[] falls;

  private int centre;
  private long need;
  private int[][] opposites;
  private long[] cheapestFrom;
  private int[] chosen;
  private int[] best;
  private long bestCost;

  /**
   * @param tables read at each search, changed by the caller between searches
   * @param withheld per place; same
   */
  HypercubeSearch(MarginTable table, TwoTables tables, boolean[] withheld) {
    this.table = table;
    this.tables = tables;
    this.withheld = withheld;
    this.ascending = new int[table.dimensionCount()][];
    for (int dimension = 0; dimension < ascending.length; dimension++) {
      ascending[dimension] = ascendingLines(dimension);
    }
    this.opposites = new int[table.dimensionCount()][];
    this.cheapestFrom = new long[table.dimensionCount() + 1];
    this.chosen = new int[table.dimensionCount()];
    this.corners = new int[1 << table.dimensionCount()];
    this.falls = new boolean[corners.length];
  }

  /**
   * A hypercube of withheld cells around the cell that moves the two tables apart; empty if none
   * does.
   */
  Optional<Hypercube> free(int cell) {
    return cheapestBelow(1, cell, 1);
  }

  /**
   * The hypercube around the cell that moves the two tables apart by {@code need} persons and hides
   * the fewest further ones. There always is one: the cell with all its margins up to the total has
   * no falling corner, so that nothing bounds it from above.
   */
  Hypercube cheapest(int cell, long need) {
    return cheapestBelow(NONE, cell, need).orElseThrow();
  }

  private Optional<Hypercube> cheapestBelow(long costLimit, int cell, long need) {
    this.centre = cell;
    this.need = need;
    this.best = null;
    this.bestCost = costLimit;
    for (int dimension = chosen.length - 1; dimension >= 0; dimension--) {
      opposites[dimension] = oppositesByCost(dimension);
      if (opposites[dimension].length == 0) {
        return Optional.empty();
      }
      cheapestFrom[dimension] =
          cheapestFrom[dimension + 1] + cost(neighbour(dimension, opposites[dimension][0]));
    }
    corners[0] = cell;
    falls[0] = false;
    descend(0, 1, 0, tables.lower(cell), NONE);
    return Optional.ofNullable(best).map(this::hypercubeTo);
  }

  private boolean moveFarEnough(long leastRising, long leastFalling) {
    return leastFalling == NONE || (leastRising - 1) + (leastFalling - 1) >= need;
  }

  /**
   * @param size corners so far; they are the first ones of {@code corners}
   * @param leastRising least count among the rising ones where they have to fall: in the lower
   *     table
   * @param leastFalling least count among the falling ones in the higher table; NONE without any
   */
  private void descend(
      int dimension, int size, long costSoFar, long leastRising, long leastFalling) {
    if (dimension == chosen.length) {
      best = chosen.clone();
      bestCost = costSoFar;
      return;
    }
    for (int coordinate : opposites[dimension]) {
      int neighbour = neighbour(dimension, coordinate);
      if (costSoFar + cost(neighbour) + cheapestFrom[dimension + 1] >= bestCost) {
        return;
      }
      boolean flips = flips(dimension, coordinate);
      long cost = costSoFar;
      long rising = leastRising;
      long falling = leastFalling;
      boolean possible = true;
      for (int corner = 0; corner < size && possible; corner++) {
        int place = corners[corner] + neighbour - centre;
        corners[size + corner] = place;
        falls[size + corner] = falls[corner] ^ flips;
        cost += cost(place);
        if (falls[size + corner]) {
          falling = Math.min(falling, tables.higher(place));
        } else {
          rising = Math.min(rising, tables.lower(place));
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
      int shift = neighbour(dimension, coordinates[dimension]) - centre;
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
   * Coordinates that may lie opposite to the centre: first the withheld ones, which cost nothing,
   * the largest first as these can move farthest; then the others by ascending cost, unless only
   * free hypercubes are wanted.
   */
  private int[] oppositesByCost(int dimension) {
    int stride = table.stride(dimension);
    int start = centre - table.coordinate(centre, dimension) * stride;
    int all = table.size(dimension) - 1;
    int[] order = ascending[dimension];
    boolean onlyFree = bestCost != NONE;
    int most = onlyFree ? Math.min(all, MOST_FREE) : all;
    int[] found = new int[most];
    int count = 0;
    for (int rank = all; rank >= 0 && count < most; rank--) {
      int coordinate = order[start + rank * stride];
      if (withheld[start + coordinate * stride] && canBeOpposite(dimension, coordinate)) {
        found[count++] = coordinate;
      }
    }
    for (int rank = 0; rank <= all && !onlyFree; rank++) {
      int coordinate = order[start + rank * stride];
      if (!withheld[start + coordinate * stride] && canBeOpposite(dimension, coordinate)) {
        found[count++] = coordinate;
      }
    }
    return Arrays.copyOf(found, count);
  }

  private boolean canBeOpposite(int dimension, int coordinate) {
    int place = neighbour(dimension, coordinate);
    return place != centre
        && table.count(place) > 0
        && moveFarEnough(
            tables.lower(centre), flips(dimension, coordinate) ? tables.higher(place) : NONE);
  }

  private boolean flips(int dimension, int coordinate) {
    return !table.isAll(coordinate, dimension)
        && !table.isAll(table.coordinate(centre, dimension), dimension);
  }

  /** The place with the coordinates of the centre but for one dimension. */
  private int neighbour(int dimension, int coordinate) {
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
