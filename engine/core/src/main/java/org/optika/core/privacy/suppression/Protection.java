package org.optika.core.privacy.suppression;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Withholds further cells of one table until each withheld cell has a {@link Proof}. Work in
 * progress: statuses are changed in place.
 */
final class Protection {

  private final MarginTable table;
  private final long threshold;
  private final CellStatus[] statuses;
  private final boolean[] withheld;
  private final Proof[] proofs;
  private final Deque<Integer> open = new ArrayDeque<>();
  private final TwoTables tables;
  private final HypercubeSearch search;

  Protection(MarginTable table, long threshold, CellStatus[] statuses) {
    this.table = table;
    this.threshold = threshold;
    this.statuses = statuses;
    this.withheld = new boolean[statuses.length];
    this.proofs = new Proof[statuses.length];
    this.tables = new TwoTables(table);
    this.search = new HypercubeSearch(table, tables, withheld);
  }

  /** Returns the proofs; null where the cell is published. */
  Proof[] complete() {
    IntStream.range(0, statuses.length)
        .filter(place -> !statuses[place].isPublished())
        .boxed()
        .sorted(
            Comparator.comparingInt(this::innerCoordinates)
                .thenComparingLong(table::count)
                .thenComparingInt(place -> place))
        .forEach(
            place -> {
              withheld[place] = true;
              open.add(place);
            });
    while (!open.isEmpty()) {
      int place = open.remove();
      if (proofs[place] == null) {
        prove(place);
      }
    }
    return proofs;
  }

  private void prove(int place) {
    Optional<Hypercube> free = search.free(place);
    while (free.isPresent()) {
      tables.spread(free.get(), threshold - tables.width(place));
      free = tables.width(place) < threshold ? search.free(place) : Optional.empty();
    }
    if (tables.width(place) < threshold) {
      long need = threshold - tables.width(place);
      Hypercube hypercube = search.cheapest(place, need);
      tables.spread(hypercube, need);
      withhold(hypercube.rising());
      withhold(hypercube.falling());
    }
    Proof proof = tables.takeProof(table);
    for (int index = 0; index < proof.places().length; index++) {
      int other = proof.places()[index];
      if (proofs[other] == null && proof.width(index) >= threshold) {
        proofs[other] = proof;
      }
    }
  }

  private void withhold(int[] corners) {
    for (int corner : corners) {
      if (!withheld[corner]) {
        withheld[corner] = true;
        statuses[corner] = CellStatus.SUPPRESSED_COMPLEMENTARY;
        open.add(corner);
      }
    }
  }

  /** How many dimensions the cell is a value of, and not a margin over. */
  private int innerCoordinates(int place) {
    return (int)
        IntStream.range(0, table.dimensionCount())
            .filter(dimension -> !table.isAll(table.coordinate(place, dimension), dimension))
            .count();
  }
}
