package org.optika.core.privacy.accounting;

import java.util.function.DoublePredicate;

/**
 * Solves for a double where a condition turns from false to true. The result always satisfies the
 * condition: whoever asks "is this safe?" gets an answer that is safe, not one close to it.
 */
final class Bisection {

  private Bisection() {}

  /**
   * The least double in (from, to] that satisfies the condition. Of several turning points, as
   * rounding may make them, one is found.
   *
   * @param condition false up to a point and true above it; true at {@code to}
   */
  static double least(DoublePredicate condition, double from, double to) {
    double fails = from;
    double holds = to;
    double middle = fails + (holds - fails) / 2;
    while (fails < middle && middle < holds) {
      if (condition.test(middle)) {
        holds = middle;
      } else {
        fails = middle;
      }
      middle = fails + (holds - fails) / 2;
    }
    return holds;
  }

  /**
   * Like {@link #least} for a condition on positive numbers that holds for all large enough ones:
   * doubles the upper end until it does.
   */
  static double leastPositive(DoublePredicate condition, double firstGuess) {
    double to = firstGuess;
    while (!condition.test(to)) {
      to *= 2;
    }
    double from = to / 2;
    while (from > 0 && condition.test(from)) {
      to = from;
      from /= 2;
    }
    return least(condition, from, to);
  }
}
