package org.optika.core.scores.leakage;

import static org.optika.core.Checks.require;

import java.util.List;

/**
 * How otherwise a feature is distributed among those scored than among those trained on.
 *
 * <p>Population stability index Σ (s - t) ln(s / t) over bins with the shares s of those scored and
 * t of those trained on (S. Kullback and R. A. Leibler, On information and sufficiency, Annals of
 * Mathematical Statistics 22(1), 1951: the symmetric divergence). Bins are ten of about equally
 * many people trained on and one of those without a value, if there are any. Each bin gets half a
 * person more in either set, so that an empty one does not make the index infinite.
 *
 * <p>Without any drift the index over (1/n + 1/m) is about chi-squared with bins - 1 degrees of
 * freedom, for n people trained on and m scored (B. Yurdakul, Statistical properties of population
 * stability index, dissertation, Western Michigan University, 2018). So its mean is (bins - 1) (1/n
 * + 1/m). Chance takes it beyond {@code mostByChance} once in 30,000 times: the quantile of four
 * deviations by E. B. Wilson and M. M. Hilferty, The distribution of chi-square, PNAS 17, 1931.
 *
 * @param index &gt;= 0
 * @param expected index without any drift
 * @param mostByChance what chance alone can make of it
 */
public record Drift(double index, double expected, double mostByChance) {
  private static final int BINS = 10;
  private static final double SMOOTHING = 0.5;
  private static final double DEVIATIONS = 4;

  /**
   * @param training at least one person
   * @param scoring likewise
   */
  public static Drift between(ValueCounts training, ValueCounts scoring) {
    require(
        training.people() > 0 && scoring.people() > 0,
        "drift needs people in both sets, got %s in training and %s in scoring",
        training.people(),
        scoring.people());
    List<Double> bounds = training.quantiles(BINS);
    long[] trained = training.binned(bounds);
    long[] scored = scoring.binned(bounds);
    int bins = 0;
    for (int bin = 0; bin < trained.length; bin++) {
      bins += trained[bin] + scored[bin] > 0 ? 1 : 0;
    }
    double index = 0;
    for (int bin = 0; bin < trained.length; bin++) {
      if (trained[bin] + scored[bin] > 0) {
        double t = (trained[bin] + SMOOTHING) / (training.people() + SMOOTHING * bins);
        double s = (scored[bin] + SMOOTHING) / (scoring.people() + SMOOTHING * bins);
        index += (s - t) * Math.log(s / t);
      }
    }
    double unit = 1.0 / training.people() + 1.0 / scoring.people();
    return new Drift(index, (bins - 1) * unit, quantile(bins - 1) * unit);
  }

  /** The index less what chance adds to it; never below 0. */
  public double excess() {
    return Math.max(0, index - expected);
  }

  /** Whether the index is one that chance alone could make. */
  boolean mayBeChance() {
    return index <= mostByChance;
  }

  /** Of the chi-squared distribution; 0 without a degree of freedom. */
  private static double quantile(double freedom) {
    if (freedom == 0) {
      return 0;
    }
    double variance = 2 / (9 * freedom);
    return freedom * Math.pow(1 - variance + DEVIATIONS * Math.sqrt(variance), 3);
  }
}
