package org.optika.core.optin;

import java.util.Optional;
import java.util.OptionalDouble;
import org.optika.core.WilsonInterval;

/**
 * A share that keeps its counts, so that it can be pooled, tested and given an interval.
 *
 * @param numerator in {@code [0, denominator]}
 * @param denominator 0 where there was nothing to measure: then there is no value and no interval
 */
public record Proportion(long numerator, long denominator) {

  public Proportion {
    if (numerator < 0 || numerator > denominator) {
      throw new IllegalArgumentException(
          "numerator must be in [0, denominator = %d], got %d".formatted(denominator, numerator));
    }
  }

  /** The share in [0, 1]; empty iff the denominator is 0. */
  public OptionalDouble value() {
    return denominator == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) numerator / denominator);
  }

  /** Two-sided 95 % interval; empty iff the denominator is 0. */
  public Optional<WilsonInterval> interval() {
    return WilsonInterval.of(numerator, denominator);
  }

  /** Both groups together. */
  public Proportion plus(Proportion other) {
    return new Proportion(
        Math.addExact(numerator, other.numerator), Math.addExact(denominator, other.denominator));
  }
}
