package org.optika.core.privacy.suppression;

import java.util.List;

/**
 * Why a withheld cell cannot be computed: tables that agree with every published number and differ
 * in this cell. Move k persons into each rising cell and k out of each falling cell, for any k from
 * {@code -down} to {@code up}: no published cell changes, every margin still is the sum of its
 * cells, and every withheld cell keeps at least one person.
 *
 * @param rising cells that gain together, by their values per dimension
 * @param falling cells that lose what the rising ones gain; may be empty
 * @param down how far the rising cells can fall, in persons
 * @param up how far the rising cells can rise, in persons; {@link #UNBOUNDED} without falling cells
 */
public record Witness(List<List<String>> rising, List<List<String>> falling, long down, long up) {

  /** Nothing published limits the move. */
  public static final long UNBOUNDED = Long.MAX_VALUE;

  public Witness {
    rising = List.copyOf(rising);
    falling = List.copyOf(falling);
    if (down < 0 || up < 0 || (up == UNBOUNDED) != falling.isEmpty()) {
      throw new IllegalArgumentException(
          "down and up must be >= 0, and up unbounded iff no cell falls, got %d and %d with %d"
                  .formatted(down, up, falling.size())
              + " falling cells");
    }
  }

  /** Least width of the interval to which a reader can narrow each of these cells, in persons. */
  public long width() {
    return up == UNBOUNDED ? UNBOUNDED : Math.addExact(down, up);
  }
}
