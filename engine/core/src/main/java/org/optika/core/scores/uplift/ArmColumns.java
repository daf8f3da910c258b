package org.optika.core.scores.uplift;

import java.util.List;
import java.util.function.Function;

/** One arm of {@link UpliftCounts} as columns, a cell a bin, best score first. */
record ArmColumns(long[] people, double[] outcome, double[] squares) {
  static ArmColumns of(List<UpliftBin> bins, Function<UpliftBin, ArmSums> arm) {
    ArmColumns columns = empty(bins.size());
    for (int bin = 0; bin < bins.size(); bin++) {
      ArmSums sums = arm.apply(bins.get(bin));
      columns.set(bin, sums.people(), sums.outcome(), sums.squares());
    }
    return columns;
  }

  static ArmColumns empty(int bins) {
    return new ArmColumns(new long[bins], new double[bins], new double[bins]);
  }

  void set(int bin, long people, double outcome, double squares) {
    this.people[bin] = people;
    this.outcome[bin] = outcome;
    this.squares[bin] = squares;
  }

  int bins() {
    return people.length;
  }

  ArmSums total() {
    long allPeople = 0;
    double allOutcome = 0;
    double allSquares = 0;
    for (int bin = 0; bin < people.length; bin++) {
      allPeople += people[bin];
      allOutcome += outcome[bin];
      allSquares += squares[bin];
    }
    return new ArmSums(allPeople, allOutcome, allSquares);
  }

  /**
   * Mean outcome of the first {@code count} people. Of a bin that only part of them fit into, the
   * same part of its outcome is taken: what a random order of equal scores gives on average.
   *
   * @param count may be fractional; NaN for 0
   */
  double meanOfFirst(double count) {
    double left = count;
    double taken = 0;
    for (int bin = 0; bin < people.length && left > 0; bin++) {
      if (people[bin] > 0) {
        double part = Math.min(1, left / people[bin]);
        taken += part * outcome[bin];
        left -= people[bin];
      }
    }
    return taken / count;
  }
}
