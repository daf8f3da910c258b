package org.optika.core.release;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import org.optika.core.privacy.noise.EqualBins;

/**
 * A number, or a row of numbers, that is summed up over all persons of a group before noise is
 * added. A metric is made of one or more of them; metrics that need the same one share it, and it
 * is paid for once. All sums are whole numbers: counts, or steps of a public grid.
 */
public sealed interface Statistic extends Serializable {

  /** How many numbers it is. */
  default int cells() {
    return 1;
  }

  /**
   * Adds what a person contributes to one group.
   *
   * @param place of the group among those of the person
   * @param cells of the group, as many as {@link #cells}
   */
  void add(PersonContributions person, int place, long[] cells);

  /**
   * Whether the cells of several groups add up to those of their union: a sum over rows does, or
   * over what persons come to in each group; a number of persons does not, as one may be in
   * several.
   */
  default boolean addsUp() {
    return true;
  }

  /** Whether no exact cell can be below 0. */
  default boolean isNonNegative() {
    return true;
  }

  /**
   * Largest change of the cells of one group by adding or removing a person: the sum of the
   * absolute changes of all cells, which for one cell is its change.
   */
  long sensitivity(ContributionBounds bounds);

  /** Rows, at most as many of a person as the bounds say. */
  record Rows() implements Statistic {
    @Override
    public void add(PersonContributions person, int place, long[] cells) {
      cells[0] += person.rows(place);
    }

    @Override
    public long sensitivity(ContributionBounds bounds) {
      return bounds.rowsPerGroup();
    }
  }

  /** Persons with at least one row. */
  record People() implements Statistic {
    @Override
    public void add(PersonContributions person, int place, long[] cells) {
      cells[0]++;
    }

    @Override
    public boolean addsUp() {
      return false;
    }

    @Override
    public long sensitivity(ContributionBounds bounds) {
      return 1;
    }
  }

  /**
   * Sum over persons of what the rows of each come to, clamped.
   *
   * @param column position of the value in a row; of bounds {@link ValueBounds#symmetric}
   * @param totals bounds of a person's sum in one group
   */
  record PersonTotal(int column, ValueBounds totals) implements Statistic {
    @Override
    public void add(PersonContributions person, int place, long[] cells) {
      cells[0] +=
          Math.max(totals.lowSteps(), Math.min(totals.highSteps(), person.total(place, column)));
    }

    @Override
    public boolean isNonNegative() {
      return totals.lowSteps() >= 0;
    }

    @Override
    public long sensitivity(ContributionBounds bounds) {
      return Math.max(Math.abs(totals.lowSteps()), Math.abs(totals.highSteps()));
    }
  }

  /** Sum of distances from the middle of the range, over the rows that are kept. */
  record Distances(int column, ValueBounds values) implements Statistic {
    @Override
    public void add(PersonContributions person, int place, long[] cells) {
      for (int row = 0; row < person.rows(place); row++) {
        cells[0] += person.value(place, row, column) - values.middleSteps();
      }
    }

    @Override
    public boolean isNonNegative() {
      return false;
    }

    @Override
    public long sensitivity(ContributionBounds bounds) {
      return bounds.rowsPerGroup()
          * Math.max(
              values.highSteps() - values.middleSteps(), values.middleSteps() - values.lowSteps());
    }
  }

  /**
   * Sum of squared distances from the middle of the range: squares of steps, less their lowest
   * {@link #DROPPED_BITS} bits.
   */
  record Squares(int column, ValueBounds values) implements Statistic {
    /** Bits that are dropped from a square, so that sums of billions of them fit. */
    public static final int DROPPED_BITS = 20;

    @Override
    public void add(PersonContributions person, int place, long[] cells) {
      for (int row = 0; row < person.rows(place); row++) {
        cells[0] += square(person.value(place, row, column));
      }
    }

    private long square(long steps) {
      long distance = steps - values.middleSteps();
      return distance * distance >> DROPPED_BITS;
    }

    @Override
    public long sensitivity(ContributionBounds bounds) {
      return bounds.rowsPerGroup()
          * Math.max(square(values.highSteps()), square(values.lowSteps()));
    }
  }

  /** Rows by bins of equal width between the bounds. */
  record Bins(int column, EqualBins bins) implements Statistic {
    /** Most bins of one group. */
    public static final int MOST_BINS = EqualBins.DEFAULT_COUNT;

    /**
     * @param count number of bins, in [2, {@link #MOST_BINS}]
     */
    public static Bins of(int column, ValueBounds values, int count) {
      require(
          count >= 2 && count <= MOST_BINS, "bins must be in [2, %s], got %s", MOST_BINS, count);
      return new Bins(column, new EqualBins(values.lowSteps(), values.highSteps(), count));
    }

    @Override
    public int cells() {
      return bins.count();
    }

    @Override
    public void add(PersonContributions person, int place, long[] cells) {
      for (int row = 0; row < person.rows(place); row++) {
        cells[bins.binOf(person.value(place, row, column))]++;
      }
    }

    @Override
    public long sensitivity(ContributionBounds bounds) {
      return bounds.rowsPerGroup();
    }
  }
}
