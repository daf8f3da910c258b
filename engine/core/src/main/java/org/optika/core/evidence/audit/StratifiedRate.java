package org.optika.core.evidence.audit;

import static org.optika.core.Checks.require;

import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * The rate of deviating devices in the population, estimated from strata.
 *
 * <p>The estimate weights the rates of the strata by their devices. From one stratum the interval
 * is the exact one of the hypergeometric law. From several, {@link PooledCount} bounds the average
 * by the shares of the sample, and {@link LeastFavourable} goes from there to the average by the
 * shares of the population: next to nothing is lost when the sample is proportional, and the
 * interval is conservative when it is not. A stratum without any capture may have any rate.
 *
 * @param counts one a stratum
 */
public record StratifiedRate(List<StratumCount> counts) {
  public static final String ONE_STRATUM = "hypergeometric";
  public static final String SEVERAL_STRATA = "pooled-binomial";

  public StratifiedRate {
    counts = List.copyOf(counts);
    require(!counts.isEmpty(), "a rate needs at least one stratum");
  }

  /** By which method intervals and tests are made; kebab-case. */
  public String method() {
    return counts.size() == 1 ? ONE_STRATUM : SEVERAL_STRATA;
  }

  /** The same if every device without a capture deviated. */
  public StratifiedRate atWorst() {
    return new StratifiedRate(counts.stream().map(StratumCount::atWorst).toList());
  }

  public long population() {
    return sum(StratumCount::devices);
  }

  public long drawn() {
    return sum(StratumCount::drawn);
  }

  public long captured() {
    return sum(StratumCount::captured);
  }

  public long deviating() {
    return sum(StratumCount::deviating);
  }

  private long sum(ToLongFunction<StratumCount> of) {
    return counts.stream().mapToLong(of).sum();
  }

  /** Empty when there is no capture at all. Strata without one are left out. */
  public Optional<Double> estimate() {
    double weight = 0;
    double sum = 0;
    for (StratumCount count : counts) {
      if (count.captured() > 0) {
        weight += count.devices();
        sum += (double) count.devices() * count.deviating() / count.captured();
      }
    }
    return weight == 0 ? Optional.empty() : Optional.of(sum / weight);
  }

  /**
   * @param alpha probability, at most, with which the interval misses the rate, in (0, 1/4)
   */
  public RateInterval interval(double alpha) {
    if (captured() == 0) {
      return new RateInterval(0, 1);
    }
    if (counts.size() == 1) {
      return new HypergeometricLaw(population()).interval(deviating(), captured(), alpha);
    }
    RateInterval pooled = PooledCount.interval(deviating(), captured(), alpha);
    double[] population = shares(StratumCount::devices);
    double[] sample = shares(StratumCount::captured);
    return new RateInterval(
        LeastFavourable.least(population, sample, pooled.lower()),
        LeastFavourable.most(population, sample, pooled.upper()));
  }

  /** Probability, at most, of as many deviating devices when the rate is the given one or lower. */
  public double pValue(double nullRate) {
    if (captured() == 0) {
      return 1;
    }
    if (counts.size() == 1) {
      HypergeometricLaw law = new HypergeometricLaw(population());
      return law.atLeast(deviating(), captured(), law.rateUpTo(nullRate));
    }
    return PooledCount.atLeast(
        deviating(),
        captured(),
        LeastFavourable.most(
            shares(StratumCount::captured), shares(StratumCount::devices), nullRate));
  }

  private double[] shares(ToLongFunction<StratumCount> of) {
    double total = sum(of);
    return counts.stream().mapToDouble(count -> of.applyAsLong(count) / total).toArray();
  }
}
