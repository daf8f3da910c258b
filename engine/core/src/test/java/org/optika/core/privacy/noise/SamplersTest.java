package org.optika.core.privacy.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Samplers against their definitions; a million draws each in {@link SamplerStatisticsTest}. */
class SamplersTest {
  private static final int DRAWS = 50_000;

  private static Rational rational(String decimal) {
    return Rational.of(new BigDecimal(decimal));
  }

  /**
   * Each true probability lies between the mass of all bit strings found and that plus the rest.
   */
  @ParameterizedTest
  @CsvSource({"0.25, 0.30", "0.5, 0.3", "1, 0.3", "1.5, 0.4", "2, 0.4"})
  void laplace_draws_have_the_mass_of_their_bit_strings(String scale, double widest) {
    DiscreteLaplaceSampler sampler = DiscreteLaplaceSampler.of(rational(scale));
    DiscreteDistribution expected = DiscreteDistribution.laplace(Double.parseDouble(scale));

    assertMass(BitTree.of(sampler::draw, 17), expected, widest);
  }

  @ParameterizedTest
  @CsvSource({"0.04, 0.5", "0.25, 0.6", "1, 0.7"})
  void gaussian_draws_have_the_mass_of_their_bit_strings(String sigmaSquared, double widest) {
    DiscreteGaussianSampler sampler = DiscreteGaussianSampler.of(rational(sigmaSquared));
    DiscreteDistribution expected =
        DiscreteDistribution.gaussian(Math.sqrt(Double.parseDouble(sigmaSquared)));

    assertMass(BitTree.of(sampler::draw, 18), expected, widest);
  }

  private static void assertMass(
      BitTree<BigInteger> tree, DiscreteDistribution expected, double widest) {
    assertThat(tree.open()).isLessThan(widest);
    for (int x = -3; x <= 3; x++) {
      double mass = tree.massOf(BigInteger.valueOf(x));
      assertThat(expected.probability(x)).as("P(%s)", x).isBetween(mass, mass + tree.open());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.01", "0.1", "0.3", "1", "1.234567", "10", "100", "10000"})
  void laplace_draws_fit(String scale) {
    DiscreteLaplaceSampler sampler = DiscreteLaplaceSampler.of(rational(scale));
    BitSource bits = TestStreams.named("laplace " + scale);

    double p =
        ChiSquare.pValue(
            () -> sampler.draw(bits).longValueExact(),
            DRAWS,
            DiscreteDistribution.laplace(Double.parseDouble(scale)));

    assertThat(p).isGreaterThan(1e-4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.1", "0.5", "1", "1.7", "3", "10", "100", "10000"})
  void gaussian_draws_fit(String sigma) {
    DiscreteGaussianSampler sampler =
        DiscreteGaussianSampler.of(rational(sigma).times(rational(sigma)));
    BitSource bits = TestStreams.named("gaussian " + sigma);

    double p =
        ChiSquare.pValue(
            () -> sampler.draw(bits).longValueExact(),
            DRAWS,
            DiscreteDistribution.gaussian(Double.parseDouble(sigma)));

    assertThat(p).isGreaterThan(1e-4);
  }

  /** Not only the same distribution: the same bits lead to the same draw. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.01",
        "0.1",
        "0.123456789",
        "1",
        "3.16227766",
        "9.99999999",
        "17.8479121",
        "100",
        "99999.9999",
        "1700000000",
        "123456789123456789.5",
        "4611686018427387903",
        "4611686018427387904",
        "1e24",
        "98765432109876543210.123456789"
      })
  void small_and_big_arithmetic_agree_bit_by_bit(String parameter) {
    BitSource one = TestStreams.named(parameter);
    BitSource other = TestStreams.named(parameter);
    DiscreteLaplaceSampler laplace = DiscreteLaplaceSampler.of(rational(parameter));
    DiscreteLaplaceSampler bigLaplace = DiscreteLaplaceSampler.ofBigIntegers(rational(parameter));
    DiscreteGaussianSampler gaussian = DiscreteGaussianSampler.of(rational(parameter));
    DiscreteGaussianSampler bigGaussian =
        DiscreteGaussianSampler.ofBigIntegers(rational(parameter));

    for (int i = 0; i < 500; i++) {
      assertThat(bigLaplace.draw(other)).isEqualTo(laplace.draw(one));
      assertThat(bigGaussian.draw(other)).isEqualTo(gaussian.draw(one));
    }
    assertThat(other.nextBits(63)).isEqualTo(one.nextBits(63));
  }

  /** Where no table of probabilities is possible: cells of σ/10 of the normal distribution. */
  @ParameterizedTest
  @ValueSource(strings = {"1e6", "1e12", "123456789012.34", "1e30"})
  void draws_of_huge_scales_are_those_of_the_limit(String sigma) {
    DiscreteGaussianSampler sampler =
        DiscreteGaussianSampler.of(rational(sigma).times(rational(sigma)));
    DiscreteLaplaceSampler laplace = DiscreteLaplaceSampler.of(rational(sigma));
    BitSource bits = TestStreams.named("huge " + sigma);
    BigInteger cell = new BigDecimal(sigma).movePointLeft(1).toBigInteger();

    double gaussianFit =
        ChiSquare.pValue(() -> floor(sampler.draw(bits), cell), DRAWS / 3, cells(Limit.NORMAL));
    double laplaceFit =
        ChiSquare.pValue(() -> floor(laplace.draw(bits), cell), DRAWS / 3, cells(Limit.LAPLACE));

    assertThat(gaussianFit).isGreaterThan(1e-4);
    assertThat(laplaceFit).isGreaterThan(1e-4);
  }

  private enum Limit {
    NORMAL,
    LAPLACE
  }

  private static long floor(BigInteger drawn, BigInteger cell) {
    return Rational.of(drawn).dividedBy(Rational.of(cell)).floor().longValueExact();
  }

  /**
   * Probabilities of [i/10, (i + 1)/10) for the scale 1, by the midpoint rule with 1,000 points.
   */
  private static DiscreteDistribution cells(Limit limit) {
    int reach = 250;
    double[] probabilities = new double[2 * reach + 1];
    double sum = 0;
    for (int i = -reach; i <= reach; i++) {
      for (int part = 0; part < 1000; part++) {
        double x = (i + (part + 0.5) / 1000) / 10;
        double density =
            switch (limit) {
              case NORMAL -> Math.exp(-x * x / 2);
              case LAPLACE -> Math.exp(-Math.abs(x));
            };
        probabilities[i + reach] += density;
        sum += density;
      }
    }
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] /= sum;
    }
    return new DiscreteDistribution(probabilities);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.5", "1", "3", "100"})
  void moments_are_within_four_standard_errors(String sigma) {
    DiscreteGaussianSampler sampler =
        DiscreteGaussianSampler.of(rational(sigma).times(rational(sigma)));
    DiscreteDistribution expected = DiscreteDistribution.gaussian(Double.parseDouble(sigma));
    BitSource bits = TestStreams.named("moments " + sigma);

    double sum = 0;
    double squares = 0;
    for (int i = 0; i < DRAWS; i++) {
      double x = sampler.draw(bits).doubleValue();
      sum += x;
      squares += x * x;
    }

    double variance = expected.variance();
    double errorOfMean = Math.sqrt(variance / DRAWS);
    double errorOfSquares = Math.sqrt((expected.moment(4) - variance * variance) / DRAWS);
    assertThat(sum / DRAWS).isCloseTo(0, within(4 * errorOfMean));
    assertThat(squares / DRAWS).isCloseTo(variance, within(4 * errorOfSquares));
  }
}
