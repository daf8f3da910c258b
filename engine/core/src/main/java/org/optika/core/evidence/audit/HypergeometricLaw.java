package org.optika.core.evidence.audit;

import static org.optika.core.Checks.require;

import org.optika.core.privacy.audit.LogFactorial;

/**
 * Devices of a finite population, none of which is drawn twice: of {@code population} devices
 * {@code deviating} deviate, and the chance of k among n drawn is C(deviating, k) C(population -
 * deviating, n - k) / C(population, n).
 *
 * @param population how many devices there are, &gt;= 1
 */
public record HypergeometricLaw(long population) implements CountLaw {
  /** A rate that is a whole number of devices but for the rounding of a double. */
  private static final double ROUNDING = 1e-9;

  private static final double NEGLIGIBLE = 1e-17;

  public HypergeometricLaw {
    require(population >= 1, "a population has at least one device, got %s", population);
  }

  @Override
  public String id() {
    return "hypergeometric";
  }

  @Override
  public long mostDrawn() {
    return population;
  }

  @Override
  public double rateUpTo(double rate) {
    return Math.floor(rate * population + ROUNDING) / population;
  }

  @Override
  public double rateFrom(double rate) {
    return Math.ceil(rate * population - ROUNDING) / population;
  }

  @Override
  public double atLeast(long count, long drawn, double rate) {
    return atLeast(count, drawn, Math.round(rate * population));
  }

  private double atLeast(long count, long drawn, long deviating) {
    long least = Math.max(0, drawn + deviating - population);
    long most = Math.min(drawn, deviating);
    if (count <= least) {
      return 1;
    }
    if (count > most) {
      return 0;
    }
    // The terms fall from the mean on: each tail is summed where it is the smaller one.
    return count > (double) drawn * deviating / population
        ? sumUpwards(count, most, drawn, deviating)
        : 1 - sumDownwards(count - 1, least, drawn, deviating);
  }

  private double sumUpwards(long from, long most, long drawn, long deviating) {
    double term = term(from, drawn, deviating);
    double sum = term;
    for (long k = from; k < most && term > NEGLIGIBLE * sum; k++) {
      term *=
          (double) (deviating - k)
              / (k + 1)
              * (drawn - k)
              / (population - deviating - drawn + k + 1);
      sum += term;
    }
    return Math.min(1, sum);
  }

  private double sumDownwards(long from, long least, long drawn, long deviating) {
    double term = term(from, drawn, deviating);
    double sum = term;
    for (long k = from; k > least && term > NEGLIGIBLE * sum; k--) {
      term *=
          (double) k / (deviating - k + 1) * (population - deviating - drawn + k) / (drawn - k + 1);
      sum += term;
    }
    return Math.min(1, sum);
  }

  private double term(long k, long drawn, long deviating) {
    return Math.exp(
        logChoose(deviating, k)
            + logChoose(population - deviating, drawn - k)
            - logChoose(population, drawn));
  }

  private static double logChoose(long n, long k) {
    return LogFactorial.of(n) - LogFactorial.of(k) - LogFactorial.of(n - k);
  }

  /** The count of the whole population is searched, so bounds are multiples of 1 / population. */
  @Override
  public RateInterval interval(long count, long drawn, double alpha) {
    return new RateInterval(
        (double) fewest(count, drawn, alpha / 2) / population,
        (double) (population - fewest(drawn - count, drawn, alpha / 2)) / population);
  }

  /** The least number of deviating devices with which so many are drawn often enough. */
  private long fewest(long count, long drawn, double alpha) {
    long low = count; // so many were seen
    long high = population - (drawn - count);
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (atLeast(count, drawn, middle) > alpha) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
