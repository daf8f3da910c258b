package org.optika.core.scores;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Where the stretches begin and end into which a number is cut. The first begins and the last ends
 * where {@value #BEYOND} people still lie at or beyond; between them are quantiles. All are rounded
 * to a tenth of the way to the next one or finer, so that none is the number of a single person,
 * unless it is a round one.
 */
final class Knots {
  private static final double[] QUANTILES = {0.1, 0.25, 0.5, 0.75, 0.9};

  /** What is told of numbers is told of so many people or more. */
  static final int BEYOND = 10;

  private static final int FRACTION = 10;

  private Knots() {}

  /**
   * @param sorted numbers of the training set, ascending
   * @return strictly ascending; empty where people are too few, or too much alike, for a stretch
   */
  static double[] of(double[] sorted) {
    if (sorted.length < 2 * BEYOND) {
      return new double[0];
    }
    double low = sorted[BEYOND - 1];
    double high = sorted[sorted.length - BEYOND];
    double[] inside =
        Arrays.stream(QUANTILES)
            .map(share -> sorted[(int) (share * (sorted.length - 1))])
            .filter(knot -> knot > low && knot < high)
            .distinct()
            .toArray();
    return low < high
        ? rounded(
            DoubleStream.concat(
                    DoubleStream.concat(DoubleStream.of(low), Arrays.stream(inside)),
                    DoubleStream.of(high))
                .toArray())
        : new double[0];
  }

  /** Each moves by at most a twentieth of a gap beside it, so they stay in order. */
  static double[] rounded(double[] knots) {
    double[] rounded = new double[knots.length];
    for (int i = 0; i < knots.length; i++) {
      double before = i == 0 ? Double.POSITIVE_INFINITY : knots[i] - knots[i - 1];
      double after = i == knots.length - 1 ? Double.POSITIVE_INFINITY : knots[i + 1] - knots[i];
      BigDecimal step = step(Math.min(before, after) / FRACTION);
      rounded[i] =
          new BigDecimal(knots[i])
              .divide(step, 0, RoundingMode.HALF_EVEN)
              .multiply(step)
              .doubleValue();
    }
    return rounded;
  }

  /** The largest of 1, 2 and 5 times a power of ten that is not above. */
  private static BigDecimal step(double most) {
    int exponent = (int) Math.floor(Math.log10(most));
    double digits = most / Math.pow(10, exponent);
    return BigDecimal.valueOf(digits >= 5 ? 5 : digits >= 2 ? 2 : 1).scaleByPowerOfTen(exponent);
  }
}
