package org.optika.core.privacy.accounting;

import static org.optika.core.Checks.require;

import java.util.Arrays;

/**
 * How much a result tells about a person: the distribution of ln(P(result) / Q(result)) when the
 * result follows P, where Q is the distribution of the neighbour. Losses of releases add up, so
 * that distributions are convolved; and epsilon and delta belong together as
 *
 * <pre>delta(epsilon) = sum over losses above epsilon of P(loss) (1 - e^(epsilon - loss))</pre>
 *
 * <p>Source: S. Meiser and E. Mohammadi, CCS 2018; A. Koskela, J. Jälkö and A. Honkela, AISTATS
 * 2020. On a grid of losses whose interval is a power of 2.
 *
 * <p><b>Pessimistic throughout.</b> Each step only adds probability or moves it to higher losses,
 * and a delta grows with both: the grid is filled by {@link LossSpread}, a convolution bounds each
 * probability from above ({@link Convolution}), a cut upper tail counts as infinite loss, a cut
 * lower tail is moved up to where it was cut. So the probabilities may sum to a trifle more than 1.
 */
public final class PrivacyLossDistribution {

  /** Smallest delta that prices are given for: below, what is cut off could show. */
  public static final double MIN_DELTA = 1e-12;

  /** Largest loss, up or down, that is accounted. */
  static final double MOST_LOSS = 1e6;

  /** Most points of a grid; where a composition needs more, its interval is doubled. */
  static final int MOST_POINTS = 1 << 16;

  /** An interval of 2^-14 = 0.00006. */
  static final int DEFAULT_EXPONENT = 14;

  /** An interval of 2^-60: for single releases of next to no loss, before they are composed. */
  static final int FINEST = 60;

  /** An interval of 2^8: whoever composes to this has lost everything. */
  static final int COARSEST = -8;

  /** How far from 0 a grid may reach, in its steps: points of two add up without overflow. */
  static final int MOST_STEPS = 1 << 29;

  /** Probability that one composition may cut off above; a million of them stay below 1e-13. */
  private static final double UPPER_TAIL = 1e-20;

  /**
   * Probability that one composition may move up from below: loses nothing but a little tightness.
   */
  private static final double LOWER_TAIL = 1e-10;

  private final int exponent;
  private final int lowest;
  private final double[] masses;
  private final double infinite;

  /**
   * @param exponent the interval is 2^-exponent
   * @param lowest the first mass is at the loss lowest * interval
   * @param masses at least one; not copied
   */
  PrivacyLossDistribution(int exponent, int lowest, double[] masses, double infinite) {
    this.exponent = exponent;
    this.lowest = lowest;
    this.masses = masses;
    this.infinite = Math.min(1, infinite);
  }

  /** Nothing released: the loss is 0. */
  static PrivacyLossDistribution none() {
    return new PrivacyLossDistribution(DEFAULT_EXPONENT, 0, new double[] {1}, 0);
  }

  /** Cuts off what is next to nothing at both ends, to the safe side. */
  static PrivacyLossDistribution trimmed(
      int exponent, int lowest, double[] masses, double infinite) {
    int end = masses.length;
    double cut = 0;
    while (end > 1 && cut + masses[end - 1] <= UPPER_TAIL) {
      cut += masses[--end];
    }
    int begin = 0;
    double moved = masses[0];
    while (begin + 1 < end && moved <= LOWER_TAIL) {
      moved += masses[++begin];
    }
    double[] kept = Arrays.copyOfRange(masses, begin, end);
    kept[0] = moved;
    return new PrivacyLossDistribution(exponent, lowest + begin, kept, infinite + cut);
  }

  /** Distance between two points of the grid. */
  double interval() {
    return Math.scalb(1.0, -exponent);
  }

  int exponent() {
    return exponent;
  }

  int lowest() {
    return lowest;
  }

  int points() {
    return masses.length;
  }

  double mass(int i) {
    return masses[i];
  }

  double infinite() {
    return infinite;
  }

  /** The losses of both, one after the other; the second may depend on the result of the first. */
  PrivacyLossDistribution plus(PrivacyLossDistribution other) {
    int common = Math.min(exponent, other.exponent);
    PrivacyLossDistribution left = coarsened(common);
    PrivacyLossDistribution right = other.coarsened(common);
    while (left.masses.length + right.masses.length - 1 > MOST_POINTS
        || left.reach() + right.reach() > MOST_STEPS) {
      common--;
      require(common >= COARSEST, "losses add up to more than can be accounted");
      left = left.coarsened(common);
      right = right.coarsened(common);
    }
    return trimmed(
        common,
        left.lowest + right.lowest,
        Convolution.upperBound(left.masses, right.masses),
        infiniteWith(other));
  }

  /** The losses of {@code count} releases like this one; by squaring. */
  PrivacyLossDistribution times(int count) {
    require(count >= 1, "count must be >= 1, got %s", count);
    PrivacyLossDistribution power = this;
    for (int bit = Integer.highestOneBit(count) / 2; bit > 0; bit /= 2) {
      power = power.plus(power);
      if ((count & bit) != 0) {
        power = power.plus(this);
      }
    }
    return power;
  }

  /** On a grid with an interval of at least 2^-exponent. */
  PrivacyLossDistribution coarsened(int wantedExponent) {
    PrivacyLossDistribution coarse = this;
    while (coarse.exponent > wantedExponent) {
      coarse = coarse.onDoubledInterval();
    }
    return coarse;
  }

  /** As in {@link LossSpread}: the mass of an odd point is split onto its even neighbours. */
  private PrivacyLossDistribution onDoubledInterval() {
    int newLowest = Math.floorDiv(lowest, 2);
    int newHighest = Math.floorDiv(lowest + masses.length, 2);
    double[] coarse = new double[newHighest - newLowest + 1];
    double up = 1 / (1 + Math.exp(-interval())) * (1 + 0x1p-50);
    double down = 1 / (1 + Math.exp(interval())) * (1 + 0x1p-50);
    for (int i = 0; i < masses.length; i++) {
      int below = Math.floorDiv(lowest + i, 2) - newLowest;
      if (Math.floorMod(lowest + i, 2) == 0) {
        coarse[below] += masses[i];
      } else {
        coarse[below] += masses[i] * down;
        coarse[below + 1] += masses[i] * up;
      }
    }
    return new PrivacyLossDistribution(exponent - 1, newLowest, coarse, infinite);
  }

  /**
   * Smallest delta for an epsilon; at least the exact one.
   *
   * @param epsilon &gt;= 0
   */
  public double delta(double epsilon) {
    return new PrivacyCurve(this).delta(epsilon);
  }

  /**
   * Smallest epsilon for a delta; at least the exact one.
   *
   * @param delta in [{@value #MIN_DELTA}, 1)
   * @return &gt;= 0; infinite if everything is lost with a probability above delta
   */
  public double epsilon(double delta) {
    return new PrivacyCurve(this).epsilon(delta);
  }

  /** {@link #epsilon} of this and another one together, without composing them. */
  double epsilonWith(PrivacyLossDistribution other, double delta) {
    int common = Math.min(exponent, other.exponent);
    return new PrivacyCurve(coarsened(common)).epsilonWith(other.coarsened(common), delta);
  }

  /** Probability that one of both loses everything. */
  double infiniteWith(PrivacyLossDistribution other) {
    return (infinite + other.infinite * (1 - infinite)) * (1 + 0x1p-50);
  }

  /** How far the grid reaches from 0, up or down, in its steps. */
  private long reach() {
    return Math.max(Math.abs((long) lowest), Math.abs((long) highest()));
  }

  int highest() {
    return lowest + masses.length - 1;
  }
}
