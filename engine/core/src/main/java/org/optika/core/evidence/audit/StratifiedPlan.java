package org.optika.core.evidence.audit;

import java.util.Arrays;

/** The size of a sample from strata that is tested as {@link StratifiedRate} does. */
public final class StratifiedPlan {
  private static final BinomialLaw BINOMIAL = new BinomialLaw();

  /** A sample this much larger than one without strata shows that the strata were ill chosen. */
  private static final long MOST_TIMES = 20;

  private StratifiedPlan() {}

  /**
   * The least size from which on the goal is reached, whatever the rates of the strata are; looked
   * at up to twice that size.
   *
   * @param allocation smallest one; grows with the search
   * @throws IllegalArgumentException when all devices together are too few
   */
  public static TestPlan forTest(TestGoal goal, Allocation allocation) {
    double[] population =
        shares(allocation.strata().stream().mapToLong(Stratum::devices).toArray());
    long devices = allocation.strata().stream().mapToLong(Stratum::devices).sum();
    long most = Math.min(devices, MOST_TIMES * SampleSize.forTest(goal, BINOMIAL).drawn());
    TestPlan found = null;
    for (long size = Math.max(1, allocation.total()); size <= most; size++) {
      TestPlan plan = plan(goal, allocation.growTo(size), population);
      if (plan.reached() < goal.power()) {
        found = null;
      } else if (found == null) {
        found = plan;
      } else if (size >= 2 * found.drawn()) {
        break;
      }
    }
    if (found == null) {
      throw new IllegalArgumentException(
          "No sample of up to %,d devices of these strata is large enough; take fewer strata, or a smaller minimum"
              .formatted(most));
    }
    return found;
  }

  private static TestPlan plan(TestGoal goal, Allocation allocation, double[] population) {
    double[] sample = shares(allocation.drawn());
    long drawn = allocation.total();
    double atNull = LeastFavourable.most(sample, population, goal.nullRate());
    double atAlternative = LeastFavourable.least(sample, population, goal.alternative());
    long critical =
        1
            + SawTooth.lastFor(
                count -> PooledCount.atLeast(count, drawn, atNull) > goal.alpha(), 0, drawn);
    // Hoeffding's bound from below holds for counts up to the mean, where the power is above 1/2.
    boolean bounded = critical <= drawn * atAlternative;
    return new TestPlan(
        goal,
        drawn,
        critical,
        PooledCount.atLeast(Math.min(critical, drawn), drawn, atNull),
        bounded ? BINOMIAL.atLeast(critical, drawn, atAlternative) : 0);
  }

  private static double[] shares(long[] counts) {
    double total = Arrays.stream(counts).sum();
    return Arrays.stream(counts).mapToDouble(count -> count / total).toArray();
  }
}
