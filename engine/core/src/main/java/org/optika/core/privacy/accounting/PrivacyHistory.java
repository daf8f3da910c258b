package org.optika.core.privacy.accounting;

import static org.optika.core.Checks.require;

import java.nio.ByteBuffer;
import java.util.OptionalDouble;

/**
 * All that has been released about the same persons, composed. A value: {@link #plus} gives a new
 * history. Composition is stored, so that to price one more release takes as long after ten
 * thousand as after ten.
 *
 * <p>Three accounts are kept, and a price is the least that one of them gives: losses ({@link
 * PrivacyLossDistribution}), rho ({@link ConcentratedPrivacy}) and pure epsilon. The first is the
 * tightest nearly always; after many exponential mechanisms rho is.
 *
 * <p><b>What may depend on earlier results.</b> What is asked next, always (Y. Zhu, J. Dong and
 * Y.-X. Wang, AISTATS 2022). How much noise it gets, and so what it costs, only for rho and pure
 * epsilon: {@link #adaptiveEpsilon} (J. Whitehouse, A. Ramdas, R. Rogers and S. Wu, Fully adaptive
 * composition in differential privacy, ICML 2023).
 */
public final class PrivacyHistory {

  private static final byte VERSION = 1;

  private static final int HEADER_BYTES = 1 + 1 + Integer.BYTES + Integer.BYTES + 3 * Double.BYTES;

  /** Sums of doubles are rounded; at most so much is missing after 2^20 of them. */
  private static final double SUM_ROUNDING = 1 + 0x1p-30;

  private static final PrivacyHistory EMPTY =
      new PrivacyHistory(PrivacyLossDistribution.none(), 0, 0);

  private final PrivacyLossDistribution losses;

  /** Infinite as soon as one release has none. */
  private final double rho;

  private final double pureEpsilon;

  private PrivacyHistory(PrivacyLossDistribution losses, double rho, double pureEpsilon) {
    this.losses = losses;
    this.rho = rho;
    this.pureEpsilon = pureEpsilon;
  }

  /** Nothing released yet. */
  public static PrivacyHistory empty() {
    return EMPTY;
  }

  /** With one charge more. */
  public PrivacyHistory plus(Charge charge) {
    return new PrivacyHistory(
        losses.plus(charge.lossDistribution()), rhoWith(charge), pureEpsilonWith(charge));
  }

  /**
   * What has been spent, as the smallest epsilon for a delta; at least the exact one.
   *
   * @param delta in [{@value PrivacyLossDistribution#MIN_DELTA}, 1)
   * @return &gt;= 0; infinite if everything is lost with a probability above delta
   */
  public double epsilon(double delta) {
    return least(losses.epsilon(delta), rho, pureEpsilon, delta);
  }

  /**
   * What will have been spent with one charge more: {@link #epsilon} of {@link #plus}, without
   * composing. Never above it by more than rounding, as it does without the error of the transform.
   *
   * @param delta in [{@value PrivacyLossDistribution#MIN_DELTA}, 1)
   * @return &gt;= 0; infinite if everything is lost with a probability above delta
   */
  public double epsilonWith(Charge charge, double delta) {
    return least(
        losses.epsilonWith(charge.lossDistribution(), delta),
        rhoWith(charge),
        pureEpsilonWith(charge),
        delta);
  }

  /**
   * Like {@link #epsilon}, also where the noise of a release was chosen after seeing results of
   * earlier ones. Use it against a limit that was fixed before the first release.
   *
   * @param delta in (0, 1)
   * @return infinite if a release has neither rho nor pure epsilon
   */
  public double adaptiveEpsilon(double delta) {
    return least(Double.POSITIVE_INFINITY, rho, pureEpsilon, delta);
  }

  /**
   * What has been spent, as the smallest delta for an epsilon; at least the exact one.
   *
   * @param epsilon &gt;= 0
   */
  public double delta(double epsilon) {
    double delta = losses.delta(epsilon);
    if (pureEpsilon * SUM_ROUNDING <= epsilon) {
      return 0;
    }
    return rho < Double.POSITIVE_INFINITY
        ? Math.min(delta, ConcentratedPrivacy.delta(rho * SUM_ROUNDING, epsilon))
        : delta;
  }

  /**
   * A form to store: version, exponent of the grid, first point and number of points, probability
   * of an infinite loss, rho, pure epsilon, then the probabilities. Big-endian; at most 0.5 MB.
   */
  public byte[] toBytes() {
    int points = losses.points();
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + points * Double.BYTES);
    bytes.put(VERSION).put((byte) losses.exponent()).putInt(losses.lowest()).putInt(points);
    bytes.putDouble(losses.infinite()).putDouble(rho).putDouble(pureEpsilon);
    for (int i = 0; i < points; i++) {
      bytes.putDouble(losses.mass(i));
    }
    return bytes.array();
  }

  /**
   * The history that was stored; prices are the same to the last bit.
   *
   * @throws IllegalArgumentException if the bytes are of another version, or are not a history
   */
  public static PrivacyHistory fromBytes(byte[] stored) {
    require(
        stored.length >= HEADER_BYTES,
        "a stored history has at least %s bytes, got %s",
        HEADER_BYTES,
        stored.length);
    ByteBuffer bytes = ByteBuffer.wrap(stored);
    byte version = bytes.get();
    require(version == VERSION, "known version of a stored history: %s, got %s", VERSION, version);
    int exponent = bytes.get();
    int lowest = bytes.getInt();
    int points = bytes.getInt();
    require(
        points >= 1 && points <= PrivacyLossDistribution.MOST_POINTS,
        "a stored history has from 1 to %s points, got %s",
        PrivacyLossDistribution.MOST_POINTS,
        points);
    require(
        stored.length == HEADER_BYTES + points * Double.BYTES,
        "a stored history of %s points has %s bytes, got %s",
        points,
        HEADER_BYTES + points * Double.BYTES,
        stored.length);
    require(
        exponent >= PrivacyLossDistribution.COARSEST
            && exponent <= PrivacyLossDistribution.DEFAULT_EXPONENT
            && Math.abs((long) lowest) + points <= PrivacyLossDistribution.MOST_STEPS,
        "a stored history has no grid of exponent %s from point %s on",
        exponent,
        lowest);
    double infinite = probability(bytes.getDouble());
    double rho = bytes.getDouble();
    double pureEpsilon = bytes.getDouble();
    require(
        rho >= 0 && pureEpsilon >= 0, "stored sums must be >= 0, got %s and %s", rho, pureEpsilon);
    double[] masses = new double[points];
    for (int i = 0; i < points; i++) {
      masses[i] = probability(bytes.getDouble());
    }
    return new PrivacyHistory(
        new PrivacyLossDistribution(exponent, lowest, masses, infinite), rho, pureEpsilon);
  }

  /** A little above 1 is possible, as probabilities are bounded from above. */
  private static double probability(double stored) {
    require(stored >= 0 && stored <= 2, "a stored probability must be in [0, 1], got %s", stored);
    return stored;
  }

  private double rhoWith(Charge charge) {
    return rho + orInfinite(charge.zcdpRho());
  }

  private double pureEpsilonWith(Charge charge) {
    return pureEpsilon + orInfinite(charge.pureEpsilon());
  }

  private static double orInfinite(OptionalDouble value) {
    return value.orElse(Double.POSITIVE_INFINITY);
  }

  private static double least(double byLosses, double rho, double pureEpsilon, double delta) {
    double least = Math.min(byLosses, pureEpsilon * SUM_ROUNDING);
    return rho < Double.POSITIVE_INFINITY
        ? Math.min(least, ConcentratedPrivacy.epsilon(rho * SUM_ROUNDING, delta))
        : least;
  }
}
