package org.optika.core.privacy.suppression;

import java.util.Arrays;

/**
 * Two tables that agree with the true one in all that is published: in {@code higher} the cell to
 * protect is pushed up, in {@code lower} down, by moves along hypercubes of withheld cells. Starts
 * with both at the true counts. Every withheld cell keeps at least one person in both.
 */
final class TwoTables {

  private final long[] higher;
  private final long[] lower;
  private int[] touched = new int[64];
  private int touchedCount;

  TwoTables(MarginTable table) {
    higher = new long[table.places()];
    for (int place = 0; place < higher.length; place++) {
      higher[place] = table.count(place);
    }
    lower = higher.clone();
  }

  long higher(int place) {
    return higher[place];
  }

  long lower(int place) {
    return lower[place];
  }

  /** How far the two tables are apart in a cell, in persons. */
  long width(int place) {
    return Math.abs(higher[place] - lower[place]);
  }

  /**
   * Moves both tables apart along the hypercube, together as far as possible but not past {@code
   * need}.
   */
  void spread(Hypercube hypercube, long need) {
    long up = Math.min(need, spare(higher, hypercube.falling()));
    long down = Math.min(need - up, spare(lower, hypercube.rising()));
    move(hypercube.rising(), up, -down);
    move(hypercube.falling(), -up, down);
  }

  /** What sets the two tables apart from the true one; then both are the true table again. */
  Proof takeProof(MarginTable table) {
    int[] places = Arrays.copyOf(touched, touchedCount);
    Arrays.sort(places);
    places = Arrays.stream(places).distinct().toArray();
    long[] higherCounts = Arrays.stream(places).mapToLong(place -> higher[place]).toArray();
    long[] lowerCounts = Arrays.stream(places).mapToLong(place -> lower[place]).toArray();
    for (int place : places) {
      higher[place] = table.count(place);
      lower[place] = table.count(place);
    }
    touchedCount = 0;
    return new Proof(places, higherCounts, lowerCounts);
  }

  private static long spare(long[] counts, int[] places) {
    return Arrays.stream(places).mapToLong(place -> counts[place] - 1).min().orElse(Long.MAX_VALUE);
  }

  private void move(int[] places, long inHigher, long inLower) {
    for (int place : places) {
      higher[place] += inHigher;
      lower[place] += inLower;
      if (touchedCount == touched.length) {
        touched = Arrays.copyOf(touched, 2 * touchedCount);
      }
      touched[touchedCount++] = place;
    }
  }
}
