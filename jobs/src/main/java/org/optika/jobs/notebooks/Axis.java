package org.optika.jobs.notebooks;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * An axis of a {@link LineChart} with round ticks: their step is 1, 2 or 5 times a power of ten,
 * and the axis begins and ends at one of them.
 *
 * @param label what is measured, with its unit
 * @param ticks ascending, at least two
 */
public record Axis(String label, List<BigDecimal> ticks) {
  private static final int MOST_STEPS = 6;

  public Axis {
    ticks = List.copyOf(ticks);
  }

  /**
   * The shortest axis with at most six steps that holds both values.
   *
   * @param from finite
   * @param to finite, above {@code from}
   */
  public static Axis of(String label, double from, double to) {
    if (!(from < to) || !Double.isFinite(to - from)) {
      throw new IllegalArgumentException(
          "Axis '%s': expected finite from < to, got %s and %s".formatted(label, from, to));
    }
    BigDecimal low = new BigDecimal(Double.toString(from));
    BigDecimal high = new BigDecimal(Double.toString(to));
    int power = (int) Math.floor(Math.log10((to - from) / MOST_STEPS));
    for (int exponent = power; ; exponent++) {
      for (int digit : new int[] {1, 2, 5}) {
        BigDecimal step = BigDecimal.valueOf(digit).scaleByPowerOfTen(exponent);
        BigDecimal first = low.divide(step, 0, RoundingMode.FLOOR);
        BigDecimal last = high.divide(step, 0, RoundingMode.CEILING);
        if (last.subtract(first).intValueExact() <= MOST_STEPS) {
          return new Axis(label, ticks(first, last, step));
        }
      }
    }
  }

  private static List<BigDecimal> ticks(BigDecimal first, BigDecimal last, BigDecimal step) {
    List<BigDecimal> ticks = new ArrayList<>();
    for (BigDecimal i = first; i.compareTo(last) <= 0; i = i.add(BigDecimal.ONE)) {
      ticks.add(i.multiply(step));
    }
    return ticks;
  }

  /** Where a value lies: 0 at the beginning of the axis, 1 at its end. */
  double place(double value) {
    double first = ticks.get(0).doubleValue();
    return (value - first) / (ticks.get(ticks.size() - 1).doubleValue() - first);
  }
}
