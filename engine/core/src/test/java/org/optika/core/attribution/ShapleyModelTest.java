package org.optika.core.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optika.core.journey.VisiblePath;

class ShapleyModelTest {
  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void equals_brute_force_over_all_coalitions(long seed) {
    Random random = new Random(seed);
    int channels = 1 + (int) (seed % 12);
    PathTable paths = RandomPaths.table(random, channels, 1 + random.nextInt(80), 9);

    PathCredit credit = new ShapleyModel().credit(paths);

    double[][] worth = coalitionWorth(paths, channels);
    assertClose(credit.conversions(), bruteForce(worth[0], channels));
    assertClose(credit.value(), bruteForce(worth[1], channels));
  }

  private static void assertClose(double[] found, double[] expected) {
    for (int channel = 0; channel < expected.length; channel++) {
      assertThat(found[channel])
          .isCloseTo(expected[channel], within(1e-9 * Math.max(1, expected[channel])));
    }
  }

  /** Conversions and value of the paths that touch no channel outside of each coalition. */
  private static double[][] coalitionWorth(PathTable paths, int channels) {
    double[][] worth = new double[2][1 << channels];
    paths.forEach(
        (path, conversions, value, nulls) -> {
          int touched = 0;
          for (int i = 0; i < path.length(); i++) {
            touched |= 1 << path.channel(i);
          }
          for (int coalition = 0; coalition < 1 << channels; coalition++) {
            if ((touched & ~coalition) == 0) {
              worth[0][coalition] += conversions;
              worth[1][coalition] += value;
            }
          }
        });
    return worth;
  }

  /** Sum over coalitions S without c of |S|! (n - |S| - 1)! / n! times what c adds to S. */
  private static double[] bruteForce(double[] worth, int channels) {
    double[] factorial = new double[channels + 1];
    factorial[0] = 1;
    for (int i = 1; i <= channels; i++) {
      factorial[i] = i * factorial[i - 1];
    }
    double[] credit = new double[channels];
    for (int channel = 0; channel < channels; channel++) {
      for (int coalition = 0; coalition < worth.length; coalition++) {
        if ((coalition & 1 << channel) == 0) {
          int size = Integer.bitCount(coalition);
          double weight = factorial[size] * factorial[channels - size - 1] / factorial[channels];
          credit[channel] += weight * (worth[coalition | 1 << channel] - worth[coalition]);
        }
      }
    }
    return credit;
  }

  @Test
  void touches_of_a_channel_share_what_the_channel_gets() {
    VisiblePath path = new VisiblePath();
    path.ofCodes(new int[] {4, 4, 9, 4}, 0, 4);

    double[] shares = new ShapleyModel().shares(path);

    assertThat(shares)
        .containsExactly(new double[] {1 / 6.0, 1 / 6.0, 0.5, 1 / 6.0}, within(1e-15));
  }

  @Test
  void long_paths_are_split_like_short_ones() {
    int[] codes = new Random(7).ints(200, 0, 12).toArray();
    VisiblePath path = new VisiblePath();
    path.ofCodes(codes, 0, codes.length);

    double[] shares = new ShapleyModel().shares(path);

    double[] byChannel = new double[12];
    for (int i = 0; i < codes.length; i++) {
      byChannel[codes[i]] += shares[i];
      long touches = countOf(codes, codes[i]);
      assertThat(shares[i]).isCloseTo(1.0 / 12 / touches, within(1e-15));
    }
    assertThat(Arrays.stream(byChannel))
        .allSatisfy(share -> assertThat(share).isCloseTo(1.0 / 12, within(1e-12)));
  }

  private static long countOf(int[] codes, int code) {
    return Arrays.stream(codes).filter(candidate -> candidate == code).count();
  }
}
