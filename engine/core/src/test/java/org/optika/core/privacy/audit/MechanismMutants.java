package org.optika.core.privacy.audit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.optika.core.privacy.noise.DiscreteGaussianMechanism;
import org.optika.core.privacy.noise.DiscreteLaplaceMechanism;
import org.optika.core.privacy.noise.DrawContext;
import org.optika.core.privacy.noise.GaussianThresholdMechanism;
import org.optika.core.privacy.noise.QuantilesMechanism;
import org.optika.core.privacy.noise.ReleaseKey;
import org.optika.core.privacy.noise.TestStreams;
import org.optika.core.privacy.noise.TruncatedGeometricMechanism;

/** Planted faults of mechanisms: each promises an epsilon that it does not keep. */
final class MechanismMutants {
  private static final int DRAWS = 60_000;
  private static final int REDRAWN = 4;
  private static final int BITS = 53;

  /** Noise of a count at epsilon 1. */
  private static final DiscreteLaplaceMechanism NOISE = laplace("1", 1);

  private MechanismMutants() {}

  static Stream<AuditCase> all() {
    return Stream.of(
        pure("epsilon doubled", noisy(laplace("2", 1), 1), noisy(laplace("2", 1), 0)),
        pure("noise for one row, of a person with three", noisy(NOISE, 3), noisy(NOISE, 0)),
        pure(
            "noise for one group, of a person in three",
            noisy(NOISE, 1, 1, 1),
            noisy(NOISE, 0, 0, 0)),
        approximate("gaussian noise of laplace's scale", gaussian("1", 1), gaussian("1", 0)),
        approximate(
            "gaussian noise for the largest change instead of the euclidean one",
            gaussian("4.22467889", 1, 1, 1, 1, 1, 1, 1, 1, 1),
            gaussian("4.22467889", 0, 0, 0, 0, 0, 0, 0, 0, 0)),
        pure("noise of floating-point arithmetic", floatingPoint(1), floatingPoint(0)),
        pure("whole noise on a value with a fraction", offTheGrid(0.3), offTheGrid(0)),
        pure("the same bits for two groups", sameBits(1, 0), sameBits(0, 0)),
        pure("the same key for every release", bits -> sameKey(1), bits -> sameKey(0)),
        new AuditCase(
            "the same bits for two versions of the data",
            List.of(new Claim(2, 0)),
            DRAWS,
            bits -> difference(sameBits(5, 6).draw(bits)),
            bits -> difference(sameBits(5, 5).draw(bits))),
        pure("noise redrawn and averaged", averaged(1), averaged(0)),
        pure("noise that follows the largest value", largest(1, 10), largest(1)),
        pure("noise cut off at its interval", cutOff(1), cutOff(0)),
        pure("an exact divisor", exactDivisor(2), exactDivisor(1)),
        pure("small counts left out by their exact number", smallLeftOut(5), smallLeftOut(4)),
        new AuditCase(
            "a threshold one too low",
            List.of(new Claim(0, MechanismCases.probabilityOfShowing("1", 4, 1))),
            DRAWS,
            threshold(3, 1),
            threshold(3, 0)),
        pure("groups chosen by their exact number", exactThreshold(3), exactThreshold(2)),
        selection("selection with the whole delta in each of three groups", 3, 1),
        selection("selection by one person more than there is", 1, 2),
        pure(
            "quantiles for one value, of a person with four",
            MechanismCases.bins(quantiles("1"), 4, 0, 4),
            MechanismCases.bins(quantiles("1"), 4, 0, 0)),
        pure(
            "the utility of quantiles not halved",
            MechanismCases.bins(quantiles("2"), 1, 0, 1),
            MechanismCases.bins(quantiles("2"), 1, 0, 0)),
        pure("three quantiles, each with the whole epsilon", threeQuantiles(1), threeQuantiles(0)));
  }

  private static AuditCase pure(String name, Randomised with, Randomised without) {
    return new AuditCase(name, List.of(new Claim(1, 0)), DRAWS, with, without);
  }

  private static AuditCase approximate(String name, Randomised with, Randomised without) {
    return new AuditCase(name, List.of(new Claim(1, 1e-6)), DRAWS, with, without);
  }

  private static DiscreteLaplaceMechanism laplace(String epsilon, long sensitivity) {
    return DiscreteLaplaceMechanism.of(new BigDecimal(epsilon), BigInteger.valueOf(sensitivity));
  }

  private static Randomised noisy(DiscreteLaplaceMechanism noise, long... exact) {
    return bits ->
        IntStream.range(0, exact.length).mapToDouble(i -> noise.noisy(exact[i], bits)).toArray();
  }

  private static Randomised gaussian(String sigma, long... exact) {
    DiscreteGaussianMechanism noise = DiscreteGaussianMechanism.ofSigma(new BigDecimal(sigma));
    return bits ->
        IntStream.range(0, exact.length).mapToDouble(i -> noise.noisy(exact[i], bits)).toArray();
  }

  /**
   * Laplace noise as textbooks draw it. The attacker looks at whether the last bits of the result
   * are such as a sum with 1 has (I. Mironov, On significance of the least significant bits for
   * differential privacy, CCS 2012).
   */
  private static Randomised floatingPoint(double exact) {
    return bits -> {
      double uniform = Math.scalb(bits.nextBits(BITS) + 0.5, -BITS);
      double noise = bits.nextBits(1) == 1 ? Math.log(uniform) : -Math.log(uniform);
      double released = exact + noise;
      return new double[] {released, Math.scalb(released, BITS) % 1};
    };
  }

  private static Randomised offTheGrid(double exact) {
    return bits -> new double[] {exact + NOISE.noisy(0, bits)};
  }

  /** Two noisy numbers, and their difference. */
  private static Randomised sameBits(long one, long other) {
    return bits -> {
      ReleaseKey key = TestStreams.randomKey(bits);
      DrawContext context = TestStreams.context("rows");
      double noisyOne = NOISE.noisy(one, key.bits(context));
      double noisyOther = NOISE.noisy(other, key.bits(context));
      return new double[] {noisyOne, noisyOther, noisyOne - noisyOther};
    };
  }

  private static double[] difference(double[] noisy) {
    return new double[] {noisy[2]};
  }

  private static double[] sameKey(long exact) {
    return new double[] {NOISE.noisy(exact, TestStreams.named("rows"))};
  }

  private static Randomised averaged(long exact) {
    return bits ->
        new double[] {
          IntStream.range(0, REDRAWN)
              .mapToLong(draw -> NOISE.noisy(exact, bits))
              .average()
              .orElseThrow()
        };
  }

  private static Randomised largest(long... values) {
    long sum = IntStream.range(0, values.length).mapToLong(i -> values[i]).sum();
    return noisy(laplace("1", values[values.length - 1]), sum);
  }

  private static Randomised cutOff(long exact) {
    return bits -> new double[] {exact + Math.max(-3, Math.min(3, NOISE.noisy(0, bits)))};
  }

  private static Randomised exactDivisor(long count) {
    return bits -> new double[] {(double) NOISE.noisy(0, bits) / count};
  }

  private static Randomised smallLeftOut(long count) {
    return bits -> new double[] {count < 5 ? Double.NaN : NOISE.noisy(count, bits)};
  }

  private static Randomised threshold(long threshold, long persons) {
    GaussianThresholdMechanism selection =
        new GaussianThresholdMechanism(
            DiscreteGaussianMechanism.ofSigma(BigDecimal.ONE), threshold);
    return bits -> new double[] {selection.keeps(persons, bits) ? 1 : 0};
  }

  private static Randomised exactThreshold(long persons) {
    return bits -> new double[] {persons >= 3 ? 1 : 0};
  }

  /** Of groups that this person is alone in. */
  private static AuditCase selection(String name, int partitions, long persons) {
    TruncatedGeometricMechanism selection =
        TruncatedGeometricMechanism.of(BigDecimal.ONE, new BigDecimal("0.05"), 1);
    return new AuditCase(
        name,
        List.of(new Claim(1, 0.05)),
        DRAWS,
        bits ->
            IntStream.range(0, partitions)
                .mapToDouble(partition -> selection.keeps(persons, bits) ? 1 : 0)
                .toArray(),
        bits -> new double[partitions]);
  }

  private static QuantilesMechanism quantiles(String epsilon) {
    return QuantilesMechanism.of(new BigDecimal(epsilon), 1, List.of(new BigDecimal("0.5")));
  }

  /** In few bins, as all three have to tell the person. */
  private static Randomised threeQuantiles(int values) {
    QuantilesMechanism one = quantiles("1");
    long[] counts = {values, 1, 0, 0, 0, 0, 0, 0};
    return bits ->
        IntStream.range(0, 3).mapToDouble(quantile -> one.draw(counts, bits)[0]).toArray();
  }
}
