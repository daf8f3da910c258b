package org.optika.core.scores.uplift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A tenth of the people by score.
 *
 * @param number 1 for the best scores, to 10
 * @param uplift mean outcome of the treated minus that of control; NaN where one of them is nobody
 * @param interval 95 % of {@code uplift}; unknown where there is no uplift or, for real outcomes,
 *     fewer than two people in an arm
 */
public record Decile(
    int number, ArmSums treated, ArmSums control, double uplift, Interval interval) {
  private static final int DECILES = 10;

  /**
   * The deciles that have people, best first. The first {@code n mod 10} of n people get one more
   * than the others. Equal scores stay together, in the decile of the one in their middle, so
   * deciles differ in size where scores are tied, and some may be missing.
   *
   * @throws IllegalArgumentException unless both arms have people
   */
  public static List<Decile> table(UpliftCounts counts) {
    counts.requireBothArms();
    long people = counts.people();
    ArmSums[] treated = new ArmSums[DECILES];
    ArmSums[] control = new ArmSums[DECILES];
    Arrays.fill(treated, ArmSums.ZERO);
    Arrays.fill(control, ArmSums.ZERO);
    long before = 0;
    for (UpliftBin bin : counts.bins()) {
      if (bin.people() > 0) {
        int decile = decileOf(before + (bin.people() - 1) / 2, people);
        treated[decile] = treated[decile].plus(bin.treated());
        control[decile] = control[decile].plus(bin.control());
        before += bin.people();
      }
    }
    List<Decile> table = new ArrayList<>();
    for (int decile = 0; decile < DECILES; decile++) {
      if (treated[decile].people() + control[decile].people() > 0) {
        table.add(of(decile + 1, treated[decile], control[decile], counts.outcome()));
      }
    }
    return List.copyOf(table);
  }

  private static int decileOf(long rank, long people) {
    long size = people / DECILES;
    long larger = people % DECILES;
    long inLarger = larger * (size + 1);
    return (int) (rank < inLarger ? rank / (size + 1) : larger + (rank - inLarger) / size);
  }

  private static Decile of(int number, ArmSums treated, ArmSums control, OutcomeKind outcome) {
    return new Decile(
        number,
        treated,
        control,
        treated.mean() - control.mean(),
        MeanDifference.interval(treated, control, outcome));
  }
}
