package org.optika.evidence.attack;

import java.util.ArrayList;
import java.util.List;

/**
 * What a published figure counts. Two rows that count the same things in the same window have one
 * cell, whatever table they are in.
 *
 * @param what table and column, or for opt-in what is counted of a showing
 * @param where values of all dimensions that are not all, ascending
 */
record Cell(String what, List<String> where, Window window) {
  Cell {
    where = where.stream().sorted().toList();
  }

  /** Role of a figure for the people that it counts. */
  enum Role {
    /** All people, showings or rows of the row. */
    WHOLE,
    /** Those of them with a certain answer. */
    PART,
    /** A figure that is no answer of people: only its sums are used. */
    OTHER
  }

  /** What is known of a cell. */
  static final class Knowledge {
    final Role role;
    final boolean counts;
    final List<Place> withheldAt = new ArrayList<>();
    final List<Place> shownAt = new ArrayList<>();

    /** Null where no row shows it. */
    Double value;

    Knowledge(Role role, boolean counts) {
      this.role = role;
      this.counts = counts;
    }

    double least() {
      return role == Role.WHOLE && counts ? 1 : 0;
    }
  }
}
