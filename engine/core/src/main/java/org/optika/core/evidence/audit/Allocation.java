package org.optika.core.evidence.audit;

import static org.optika.core.Checks.require;

import java.util.Arrays;
import java.util.List;

/**
 * How many devices are drawn from each stratum. Each device more goes to the stratum that is
 * furthest from its share, the one with the largest weight / (2 drawn + 1): so the sums are exact,
 * no stratum gives more than it has, and a larger sample takes no device from any stratum. Source:
 * A. Sainte-Laguë 1910; M. Balinski, H. Young, Fair Representation, 1982, chapter 10. (The method
 * of largest remainders is as close, but a stratum can lose a device when the sample grows.)
 */
public final class Allocation {
  private final List<Stratum> strata;
  private final double[] weights;
  private final long[] drawn;
  private long total;

  private Allocation(List<Stratum> strata, double[] weights, long minimum) {
    this.strata = List.copyOf(strata);
    this.weights = weights;
    drawn = strata.stream().mapToLong(stratum -> Math.min(minimum, stratum.devices())).toArray();
    total = Arrays.stream(drawn).sum();
  }

  /**
   * The smallest allocation that takes each stratum's number of devices for its weight.
   *
   * @param strata at least one; of two with equal claims the earlier one goes first
   * @param minimum devices from each stratum that has so many, else all of them; &gt;= 0
   */
  public static Allocation proportional(List<Stratum> strata, long minimum) {
    return new Allocation(
        checked(strata, minimum), strata.stream().mapToDouble(Stratum::devices).toArray(), minimum);
  }

  /**
   * The smallest allocation that draws more where rates vary more: the weight is devices times
   * standard deviation, which makes the estimate as precise as the size allows. Source: J. Neyman,
   * On the two different aspects of the representative method, JRSS 97(4), 1934.
   *
   * @param assumedRates one a stratum, in (0, 1)
   */
  public static Allocation neyman(List<Stratum> strata, double[] assumedRates, long minimum) {
    require(
        assumedRates.length == strata.size(),
        "expected one rate for each of %s strata, got %s",
        strata.size(),
        assumedRates.length);
    double[] weights = new double[assumedRates.length];
    for (int i = 0; i < weights.length; i++) {
      double rate = assumedRates[i];
      require(0 < rate && rate < 1, "an assumed rate must be in (0, 1), got %s", rate);
      weights[i] = strata.get(i).devices() * Math.sqrt(rate * (1 - rate));
    }
    return new Allocation(checked(strata, minimum), weights, minimum);
  }

  private static List<Stratum> checked(List<Stratum> strata, long minimum) {
    require(!strata.isEmpty(), "a sample needs at least one stratum");
    require(minimum >= 0, "the minimum of a stratum must be >= 0, got %s", minimum);
    return strata;
  }

  /**
   * Lets the allocation grow.
   *
   * @throws IllegalArgumentException when there are not so many devices, or when the allocation has
   *     grown beyond that
   */
  public Allocation growTo(long size) {
    long population = strata.stream().mapToLong(Stratum::devices).sum();
    require(
        total <= size && size <= population,
        "a sample of these strata has %s to %s devices, got %s",
        total,
        population,
        size);
    while (total < size) {
      drawn[next()]++;
      total++;
    }
    return this;
  }

  private int next() {
    int best = -1;
    double most = 0;
    for (int i = 0; i < drawn.length; i++) {
      double claim = weights[i] / (2 * drawn[i] + 1);
      if (drawn[i] < strata.get(i).devices() && claim > most) {
        best = i;
        most = claim;
      }
    }
    return best;
  }

  /** Devices drawn from all strata together. */
  public long total() {
    return total;
  }

  /** Devices drawn, one number a stratum. */
  public long[] drawn() {
    return drawn.clone();
  }

  public List<Stratum> strata() {
    return strata;
  }
}
