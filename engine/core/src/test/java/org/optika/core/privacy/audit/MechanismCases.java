package org.optika.core.privacy.audit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.optika.core.privacy.accounting.Charge;
import org.optika.core.privacy.accounting.DiscreteGaussianCost;
import org.optika.core.privacy.accounting.DiscreteLaplaceCost;
import org.optika.core.privacy.accounting.ExponentialCost;
import org.optika.core.privacy.accounting.MechanismCost;
import org.optika.core.privacy.noise.AdditiveMechanism;
import org.optika.core.privacy.noise.BitSource;
import org.optika.core.privacy.noise.DiscreteDistribution;
import org.optika.core.privacy.noise.DiscreteGaussianMechanism;
import org.optika.core.privacy.noise.DiscreteLaplaceMechanism;
import org.optika.core.privacy.noise.GaussianThresholdMechanism;
import org.optika.core.privacy.noise.PartitionSelection;
import org.optika.core.privacy.noise.QuantilesMechanism;
import org.optika.core.privacy.noise.TruncatedGeometricMechanism;

/**
 * Every mechanism on grids of its parameters, each on inputs that one person changes as much as is
 * allowed. Deltas are so large that a test can see what is lost beyond them.
 */
final class MechanismCases {
  private static final int DRAWS = 40_000;
  private static final int BINS = 64;

  private MechanismCases() {}

  static Stream<AuditCase> all() {
    return Stream.of(laplace(), gaussian(), truncatedGeometric(), gaussianThreshold(), quantiles())
        .flatMap(cases -> cases);
  }

  private static Stream<AuditCase> laplace() {
    return Stream.of("0.1", "0.5", "1", "2", "4")
        .flatMap(
            epsilon ->
                LongStream.of(1, 3, 1_000)
                    .boxed()
                    .flatMap(
                        change ->
                            Stream.of(laplace(epsilon, change, 1), laplace(epsilon, change, 3))));
  }

  private static AuditCase laplace(String epsilon, long change, int values) {
    double parameter = Double.parseDouble(epsilon) / (values * change);
    return additive(
        "laplace, epsilon %s, %s values changed by %s".formatted(epsilon, values, change),
        DiscreteLaplaceMechanism.of(new BigDecimal(epsilon), BigInteger.valueOf(values * change)),
        new DiscreteLaplaceCost(parameter, change),
        change,
        values,
        0,
        0.05);
  }

  private static Stream<AuditCase> gaussian() {
    return Stream.of("0.5", "1", "2", "5")
        .flatMap(
            sigma ->
                LongStream.of(1, 3, 1_000)
                    .boxed()
                    .flatMap(
                        change ->
                            Stream.of(gaussian(sigma, change, 1), gaussian(sigma, change, 4))));
  }

  /**
   * @param sigma of a change by 1
   */
  private static AuditCase gaussian(String sigma, long change, int values) {
    BigDecimal steps = new BigDecimal(sigma).multiply(BigDecimal.valueOf(change));
    return additive(
        "gaussian, sigma %s, %s values changed by %s".formatted(steps, values, change),
        DiscreteGaussianMechanism.ofSigma(steps),
        new DiscreteGaussianCost(steps.doubleValue(), change),
        change,
        values,
        1e-6,
        0.01,
        0.1);
  }

  private static AuditCase additive(
      String name,
      AdditiveMechanism noise,
      MechanismCost cost,
      long change,
      int values,
      double... deltas) {
    return new AuditCase(
        name,
        Claims.of(List.of(new Charge(cost, values)), deltas),
        DRAWS,
        noisy(noise, change, values),
        noisy(noise, 0, values));
  }

  private static Randomised noisy(AdditiveMechanism noise, long exact, int values) {
    return bits ->
        IntStream.range(0, values).mapToDouble(value -> noise.noisy(exact, bits)).toArray();
  }

  private static Stream<AuditCase> truncatedGeometric() {
    return Stream.of("0.5", "2")
        .flatMap(
            epsilon ->
                Stream.of("0.01", "0.1")
                    .flatMap(
                        delta ->
                            IntStream.of(1, 3)
                                .boxed()
                                .flatMap(
                                    partitions ->
                                        LongStream.of(1, 2, 4, 9)
                                            .mapToObj(
                                                persons ->
                                                    truncatedGeometric(
                                                        epsilon, delta, partitions, persons)))));
  }

  private static AuditCase truncatedGeometric(
      String epsilon, String delta, int partitions, long persons) {
    return selection(
        "truncated geometric, epsilon %s, delta %s, %s partitions of %s"
            .formatted(epsilon, delta, partitions, persons),
        new Claim(Double.parseDouble(epsilon), Double.parseDouble(delta)),
        TruncatedGeometricMechanism.of(new BigDecimal(epsilon), new BigDecimal(delta), partitions),
        partitions,
        persons);
  }

  private static Stream<AuditCase> gaussianThreshold() {
    return Stream.of("1", "2")
        .flatMap(
            sigma ->
                LongStream.of(3, 5)
                    .boxed()
                    .flatMap(
                        threshold ->
                            IntStream.of(1, 4)
                                .boxed()
                                .flatMap(
                                    partitions ->
                                        LongStream.of(1, threshold - 1, threshold)
                                            .mapToObj(
                                                persons ->
                                                    gaussianThreshold(
                                                        sigma, threshold, partitions, persons)))));
  }

  private static AuditCase gaussianThreshold(
      String sigma, long threshold, int partitions, long persons) {
    return selection(
        "gaussian threshold, sigma %s, threshold %s, %s partitions of %s"
            .formatted(sigma, threshold, partitions, persons),
        persons == 1
            ? new Claim(0, probabilityOfShowing(sigma, threshold, partitions))
            : Claims.of(
                    List.of(
                        new Charge(
                            new DiscreteGaussianCost(Double.parseDouble(sigma), 1), partitions)),
                    0.01)
                .get(0),
        new GaussianThresholdMechanism(
            DiscreteGaussianMechanism.ofSigma(new BigDecimal(sigma)), threshold),
        partitions,
        persons);
  }

  /** That one or more partitions of a single person are shown. */
  static double probabilityOfShowing(String sigma, long threshold, int partitions) {
    DiscreteDistribution noise = DiscreteDistribution.gaussian(Double.parseDouble(sigma));
    double one =
        IntStream.rangeClosed((int) threshold - 1, noise.reach())
            .mapToDouble(noise::probability)
            .sum();
    return 1 - Math.pow(1 - one, partitions);
  }

  private static AuditCase selection(
      String name, Claim claim, PartitionSelection selection, int partitions, long persons) {
    return new AuditCase(
        name,
        List.of(claim),
        DRAWS,
        kept(selection, partitions, persons),
        kept(selection, partitions, persons - 1));
  }

  private static Randomised kept(PartitionSelection selection, int partitions, long persons) {
    return bits ->
        IntStream.range(0, partitions)
            .mapToDouble(partition -> selection.keeps(persons, bits) ? 1 : 0)
            .toArray();
  }

  private static Stream<AuditCase> quantiles() {
    return Stream.of("0.5", "0.1", "0.5 0.9", "0.25 0.5 0.75", "0.1 0.2 0.5 0.7 0.9")
        .flatMap(
            ranks ->
                Stream.of("0.5", "3")
                    .flatMap(
                        epsilon ->
                            IntStream.of(1, 3)
                                .boxed()
                                .flatMap(
                                    values ->
                                        Stream.of(
                                            quantiles(ranks, epsilon, values, BINS - 1),
                                            quantiles(ranks, epsilon, values, 0)))));
  }

  /**
   * @param bin in which the values of the person lie
   */
  private static AuditCase quantiles(String ranks, String epsilon, int values, int bin) {
    QuantilesMechanism mechanism =
        QuantilesMechanism.of(
            new BigDecimal(epsilon),
            values,
            Stream.of(ranks.split(" ")).map(BigDecimal::new).toList());
    double ofLevel = Double.parseDouble(epsilon) / mechanism.levels();
    return new AuditCase(
        "quantiles %s, epsilon %s, %s values in bin %s".formatted(ranks, epsilon, values, bin),
        Claims.of(List.of(new Charge(new ExponentialCost(ofLevel), mechanism.levels())), 0, 0.05),
        DRAWS,
        bins(mechanism, values, bin, values),
        bins(mechanism, values, bin, 0));
  }

  /** A histogram of one other person; the values of the two are in bins side by side. */
  static Randomised bins(QuantilesMechanism mechanism, int others, int bin, int values) {
    long[] counts = new long[BINS];
    counts[bin == 0 ? 1 : bin - 1] = others;
    counts[bin] = values;
    return bits -> numbers(mechanism, counts, bits);
  }

  private static double[] numbers(QuantilesMechanism mechanism, long[] counts, BitSource bits) {
    return IntStream.of(mechanism.draw(counts, bits)).asDoubleStream().toArray();
  }
}
