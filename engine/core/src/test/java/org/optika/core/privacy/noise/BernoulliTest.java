package org.optika.core.privacy.noise;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BernoulliTest {

  /** The mass found on all bit strings bounds the probability from both sides. */
  private static void assertProbability(
      Function<BitSource, Boolean> event, double probability, double widest) {
    BitTree<Boolean> tree = BitTree.of(event, 20);

    assertThat(tree.open()).isLessThan(widest);
    assertThat(probability)
        .isBetween(tree.massOf(true) - 1e-15, tree.massOf(true) + tree.open() + 1e-15);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "1, 2", "1, 3", "2, 3", "5, 7", "1, 1000", "999, 1000", "0, 9"})
  void fractions_come_true_as_often_as_they_say(long numerator, long denominator) {
    double probability = (double) numerator / denominator;

    assertProbability(bits -> Bernoulli.fraction(numerator, denominator, bits), probability, 1e-5);
    assertProbability(
        bits ->
            Bernoulli.fraction(
                BigInteger.valueOf(numerator), BigInteger.valueOf(denominator), bits),
        probability,
        1e-5);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 2", "1, 3", "1, 1", "3, 2", "2, 1", "7, 2", "1, 100", "99, 100", "9, 1"})
  void exponentials_come_true_as_often_as_they_say(long numerator, long denominator) {
    double probability = Math.exp(-(double) numerator / denominator);

    assertProbability(
        bits -> Bernoulli.exponential(numerator, denominator, bits), probability, 0.02);
    assertProbability(
        bits ->
            Bernoulli.exponential(
                BigInteger.valueOf(numerator), BigInteger.valueOf(denominator), bits),
        probability,
        0.02);
  }

  @Test
  void one_over_e_comes_true_as_often_as_it_says() {
    assertProbability(Bernoulli::inverseOfE, Math.exp(-1), 0.02);
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3", "5", "6", "7", "8", "100"})
  void integers_below_a_bound_are_equally_likely(long bound) {
    BitTree<Long> tree = BitTree.of(bits -> Uniform.below(bound, bits), 21);

    assertThat(tree.mass().keySet())
        .allMatch(drawn -> 0 <= drawn && drawn < bound)
        .hasSize((int) bound);
    assertThat(tree.mass().values()).allMatch(mass -> mass.equals(tree.massOf(0L)));
    assertThat(tree.massOf(0L) * bound + tree.open()).isEqualTo(1);
    assertThat(tree.open()).isLessThan(0.02);
  }

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  /** Not only the same distribution: the same bits lead to the same answer. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void small_and_big_arithmetic_agree_bit_by_bit(long seed) {
    BitSource one = TestStreams.named("seed " + seed);
    BitSource other = TestStreams.named("seed " + seed);
    BitSource parameters = TestStreams.named("parameters " + seed);
    for (int i = 0; i < 200; i++) {
      long denominator = 1 + parameters.nextBits(1 + (int) parameters.nextBits(5));
      long numerator = Uniform.below(3 * denominator, parameters);

      assertThat(
              Bernoulli.exponential(
                  BigInteger.valueOf(numerator), BigInteger.valueOf(denominator), other))
          .isEqualTo(Bernoulli.exponential(numerator, denominator, one));
      assertThat(Uniform.below(BigInteger.valueOf(denominator), other))
          .isEqualTo(BigInteger.valueOf(Uniform.below(denominator, one)));
    }
    assertThat(other.nextBits(63)).isEqualTo(one.nextBits(63));
  }

  /** 3 · 2^60 of 2^62, where a doubled numerator comes next to the end of the range. */
  @Test
  void fractions_at_the_limit_of_long_do_not_overflow() {
    BitTree<Boolean> tree =
        BitTree.of(bits -> Bernoulli.fraction(3L << 60, Bernoulli.LONG_LIMIT, bits), 10);

    assertThat(tree.massOf(true)).isEqualTo(0.75);
    assertThat(tree.open()).isZero();
  }

  /**
   * A third, known to one digit more in each round than what the first 32 bits can tell from it.
   */
  @Test
  void an_enclosed_probability_is_refined_until_it_decides() {
    long third = 0x55555555L; // the first 32 binary digits of 1/3
    ScriptedBits below = new ScriptedBits(third, 0);
    ScriptedBits above = new ScriptedBits(third, 0xFFFFFFFFL);

    boolean kept = Bernoulli.enclosed(digits -> Enclosure.of(Rational.of(1, 3), digits), below);
    boolean dropped = Bernoulli.enclosed(digits -> Enclosure.of(Rational.of(1, 3), digits), above);

    assertThat(kept).isTrue();
    assertThat(dropped).isFalse();
    assertThat(below.isUsedUp()).isTrue();
    assertThat(above.isUsedUp()).isTrue();
  }

  /** Answers each request with the next number of a list. */
  private static final class ScriptedBits implements BitSource {
    private final long[] answers;
    private int next;

    ScriptedBits(long... answers) {
      this.answers = answers;
    }

    @Override
    public long nextBits(int count) {
      return answers[next++];
    }

    boolean isUsedUp() {
      return next == answers.length;
    }
  }
}
