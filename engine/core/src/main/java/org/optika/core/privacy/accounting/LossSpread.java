package org.optika.core.privacy.accounting;

import static org.optika.core.Checks.require;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Puts a distribution of losses on a grid so that no delta gets smaller and those at the points of
 * the grid stay as they are (V. Doroshenko, B. Ghazi, P. Kamath, R. Kumar and P. Manurangsi,
 * Connect the dots: tighter discrete approximations of privacy loss distributions, PoPETs 2022(4)).
 *
 * <p>A probability m at a loss between the points x and x + h is split onto both, such that the
 * probability under the neighbour, m e^-loss, is also kept: the part (1 - e^-t) / (1 - e^-h) goes
 * up, where t = loss - x. A delta is the mean of a convex function of e^-loss, and grows when a
 * value is spread with its mean kept. Splitting by this formula, and not by differences of deltas,
 * leaves rounding errors that are small relative to each probability.
 */
final class LossSpread {

  /** Points per typical loss, at least, where the range permits it. */
  private static final int POINTS_PER_TYPICAL_LOSS = 1024;

  /** Covers the rounding of densities and shares, some tens of units in the last place. */
  private static final double ROUNDING = 1 + 0x1p-42;

  /** Nodes and weights of Gauss and Legendre on [-1, 1] with three points. */
  private static final double[] NODES = {-Math.sqrt(0.6), 0, Math.sqrt(0.6)};

  private static final double[] WEIGHTS = {5.0 / 9, 8.0 / 9, 5.0 / 9};

  private final int exponent;
  private final double interval;

  /** 1 - e^-interval. */
  private final double whole;

  private final int first;
  private final double[] masses;
  private double infinite;

  /**
   * @param lowest no atom and no density lies below
   * @param highest no atom and no density lies above
   * @param typical about the standard deviation; the grid is fine beside it
   */
  LossSpread(double lowest, double highest, double typical) {
    require(
        Math.max(Math.abs(lowest), Math.abs(highest)) <= PrivacyLossDistribution.MOST_LOSS,
        "losses from %s to %s are beyond accounting; they must be at most %s",
        lowest,
        highest,
        PrivacyLossDistribution.MOST_LOSS);
    int wanted = Math.getExponent(POINTS_PER_TYPICAL_LOSS / typical) + 1;
    int possible = Math.getExponent((PrivacyLossDistribution.MOST_POINTS - 8) / (highest - lowest));
    this.exponent =
        Math.min(
            Math.min(possible, PrivacyLossDistribution.FINEST),
            Math.max(wanted, PrivacyLossDistribution.DEFAULT_EXPONENT));
    this.interval = Math.scalb(1.0, -exponent);
    this.whole = -Math.expm1(-interval);
    this.first = (int) Math.floor(lowest / interval) - 1;
    this.masses = new double[(int) Math.ceil(highest / interval) + 3 - first];
  }

  /** Adds a probability at one loss. */
  void addAtom(double loss, double probability) {
    double raised =
        loss + Math.abs(loss) * 0x1p-50; // at least the exact loss, of which it is a rounding
    int below = (int) Math.floor(raised / interval);
    double above = raised - below * interval; // exact: the interval is a power of 2
    double up = -Math.expm1(-above);
    masses[below + 1 - first] += probability * up / whole;
    masses[below - first] += probability * (1 - up) * -Math.expm1(above - interval) / whole;
  }

  /**
   * Adds a density of losses, integrated within each interval of the grid.
   *
   * @param panel on pieces of at most this width the density changes by at most a part in 32, so
   *     that three points integrate it to the precision of a double
   */
  void addDensity(double from, double to, double panel, DoubleUnaryOperator density) {
    double begin = from;
    while (begin < to) {
      double end = Math.min(to, (Math.floor(begin / interval) + 1) * interval);
      int pieces = (int) Math.ceil((end - begin) / panel);
      double half = (end - begin) / pieces / 2;
      for (int piece = 0; piece < pieces; piece++) {
        double middle = begin + (2 * piece + 1) * half;
        for (int node = 0; node < NODES.length; node++) {
          double loss = middle + half * NODES[node];
          addAtom(loss, half * WEIGHTS[node] * density.applyAsDouble(loss));
        }
      }
      begin = end;
    }
  }

  /** Adds a probability with which everything is lost. */
  void addInfinite(double probability) {
    infinite += probability;
  }

  PrivacyLossDistribution distribution() {
    return PrivacyLossDistribution.trimmed(
        exponent,
        first,
        Arrays.stream(masses).map(mass -> mass * ROUNDING).toArray(),
        infinite * ROUNDING);
  }
}
