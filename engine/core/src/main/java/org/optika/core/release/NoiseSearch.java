package org.optika.core.release;

import static org.optika.core.Checks.require;

import java.util.function.DoubleUnaryOperator;
import org.optika.core.privacy.accounting.PrivacyLoss;

/**
 * Finds the smallest factor of the noise that a price allows. To know what a factor costs, losses
 * of all mechanisms are composed, so few are tried: epsilon is nearly linear in the reciprocal of
 * the factor, and the next one is taken from the line between the two that enclose the price.
 */
final class NoiseSearch {
  /** Share of epsilon, or of the factor, that may be left over. */
  private static final double CLOSE_ENOUGH = 1e-4;

  private static final double LARGEST_FACTOR = 1e6;

  /** Of so many tries one halves the range, in case that epsilon is far from linear. */
  private static final int TRIES_BETWEEN_HALVES = 4;

  private static final double BEYOND = 1.5;

  private final DoubleUnaryOperator epsilonOf;
  private final double limit;
  private double lastStride = CLOSE_ENOUGH;
  private double tooLittle;
  private double epsilonOfTooLittle = Double.POSITIVE_INFINITY;
  private double enough = Double.POSITIVE_INFINITY;
  private double epsilonOfEnough;

  private NoiseSearch(DoubleUnaryOperator epsilonOf, double limit) {
    this.epsilonOf = epsilonOf;
    this.limit = limit;
  }

  /**
   * @param epsilonOf what a factor costs at the delta of the price; falls as the factor grows
   * @param guess a factor to begin with, &gt; 0
   * @return a factor that costs at most the epsilon of the price, and not much less
   * @throws IllegalArgumentException when no factor does
   */
  static double smallestFactor(DoubleUnaryOperator epsilonOf, double guess, PrivacyLoss price) {
    NoiseSearch search = new NoiseSearch(epsilonOf, price.epsilon().doubleValue());
    double factor = guess;
    for (int tries = 1; !search.isDone(factor); tries++) {
      require(
          search.tooLittle < LARGEST_FACTOR,
          "what needs no added noise costs more than %s already",
          price);
      factor = search.next(tries);
    }
    return search.enough;
  }

  private boolean isDone(double factor) {
    double epsilon = epsilonOf.applyAsDouble(factor);
    if (epsilon <= limit) {
      enough = factor;
      epsilonOfEnough = epsilon;
    } else {
      tooLittle = factor;
      epsilonOfTooLittle = epsilon;
    }
    return enough < Double.POSITIVE_INFINITY
        && (epsilonOfEnough >= limit * (1 - CLOSE_ENOUGH)
            || enough - tooLittle <= CLOSE_ENOUGH * enough);
  }

  private double next(int tries) {
    if (enough == Double.POSITIVE_INFINITY) {
      return tooLittle * stride(epsilonOfTooLittle / limit);
    }
    if (tooLittle == 0) {
      return enough / stride(limit / epsilonOfEnough);
    }
    double onLine = onLine();
    return tries % TRIES_BETWEEN_HALVES == 0 || onLine <= tooLittle || onLine >= enough
        ? (tooLittle + enough) / 2
        : onLine;
  }

  /** Beyond what the ratio of epsilons asks for; each stride on the same side is twice the last. */
  private double stride(double ratio) {
    lastStride = Math.max(2 * lastStride, BEYOND * (Math.min(2, ratio) - 1));
    return 1 + lastStride;
  }

  /**
   * A little more than where the line meets the limit, so that it is more often enough than not.
   */
  private double onLine() {
    double share = (limit - epsilonOfEnough) / (epsilonOfTooLittle - epsilonOfEnough);
    double reciprocal = 1 / enough + share * (1 / tooLittle - 1 / enough);
    return (1 + CLOSE_ENOUGH / 4) / reciprocal;
  }
}
