package org.optika.core.privacy.noise;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The chi-square of the other tests sees what is wrong with planted faults. */
class SamplerMutantsTest {
  private static final int DRAWS = 100_000;
  private static final double REFUSED = 1e-4;
  private static final DiscreteDistribution EXPECTED = DiscreteDistribution.gaussian(10);
  private static final DiscreteGaussianSampler RIGHT =
      DiscreteGaussianSampler.of(Rational.of(100, 1));

  @Test
  void a_sigma_that_is_off_by_5_percent_is_seen() {
    DiscreteGaussianSampler narrow =
        DiscreteGaussianSampler.of(Rational.of(new BigDecimal("90.25")));
    DiscreteGaussianSampler wide =
        DiscreteGaussianSampler.of(Rational.of(new BigDecimal("110.25")));

    assertThat(fit(narrow)).isLessThan(REFUSED);
    assertThat(fit(wide)).isLessThan(REFUSED);
    assertThat(fit(RIGHT)).isGreaterThan(REFUSED);
  }

  @Test
  void tails_that_are_cut_at_three_sigma_are_seen() {
    BitSource bits = TestStreams.named("cut");

    double p =
        ChiSquare.pValue(
            () -> {
              BigInteger drawn = RIGHT.draw(bits);
              while (drawn.abs().intValueExact() > 30) {
                drawn = RIGHT.draw(bits);
              }
              return drawn.longValueExact();
            },
            DRAWS,
            EXPECTED);

    assertThat(p).isLessThan(REFUSED);
  }

  @Test
  void a_zero_that_comes_too_often_is_seen() {
    BitSource bits = TestStreams.named("zero");

    double p =
        ChiSquare.pValue(
            () -> {
              long drawn = RIGHT.draw(bits).longValueExact();
              return drawn == 0 || bits.nextBits(5) > 0 ? drawn : 0;
            },
            DRAWS,
            EXPECTED);

    assertThat(p).isLessThan(REFUSED);
  }

  /** Two snapshots with the same noise give the exact difference away. */
  @Test
  void bits_that_are_shared_between_contexts_are_seen() {
    DrawContext before = new DrawContext(1, "query", "orders", List.of());
    DrawContext after = new DrawContext(2, "query", "orders", List.of());

    double separate = fitOfDifferences(before, after);
    double shared = fitOfDifferences(before, before);

    assertThat(separate).isGreaterThan(REFUSED);
    assertThat(shared).isLessThan(REFUSED);
  }

  /** Each pair of draws is that of a release with a key of its own. */
  private static double fitOfDifferences(DrawContext one, DrawContext other) {
    BitSource secrets = TestStreams.named("secrets");
    return ChiSquare.pValue(
        () -> {
          ReleaseKey key = TestStreams.randomKey(secrets);
          return RIGHT.draw(key.bits(one)).subtract(RIGHT.draw(key.bits(other))).longValueExact();
        },
        DRAWS / 5,
        EXPECTED.difference());
  }

  private static double fit(DiscreteGaussianSampler sampler) {
    BitSource bits = TestStreams.named("sigma");
    return ChiSquare.pValue(() -> sampler.draw(bits).longValueExact(), DRAWS, EXPECTED);
  }
}
