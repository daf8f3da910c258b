package org.optika.core.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optika.core.journey.Journey;
import org.optika.core.journey.RefusedTouchPolicy;
import org.optika.core.journey.Touches;
import org.optika.core.journey.VisiblePath;

class MoveCountsTest {
  private static final String[] NAMES = {"a", "b", "b"};

  private static VisiblePath path(boolean converted, int... channels) {
    Touches touches = new Touches();
    for (int channel : channels) {
      touches.add(touches.size(), channel, Touches.NO_CAMPAIGN, 1);
    }
    VisiblePath path = new VisiblePath();
    RefusedTouchPolicy.DROP_TOUCH.apply(
        Journey.of(touches, converted ? OptionalLong.of(1) : OptionalLong.empty(), 99), path);
    return path;
  }

  private static String moves(VisiblePath path) {
    return String.join(
        ", ",
        ChainMoves.of(path, code -> NAMES[code]).stream()
            .map(move -> move.from() + " " + move.to())
            .toList());
  }

  @Test
  void a_journey_moves_from_start_over_its_channels_to_its_end() {
    assertThat(moves(path(true, 0, 0, 1, 0))).isEqualTo("(start) a, a b, b a, a (conversion)");
    assertThat(moves(path(false, 1))).isEqualTo("(start) b, b (null)");
    assertThat(moves(path(true))).isEqualTo("(start) (conversion)");
    assertThat(moves(path(false))).isEmpty();
  }

  @Test
  void channels_of_one_name_are_one() {
    assertThat(moves(path(true, 1, 2))).isEqualTo("(start) b, b (conversion)");
    assertThat(ChainMoves.channels(path(true, 2, 0, 1), code -> NAMES[code]))
        .containsExactly("a", "b");
  }

  /** Two of four journeys convert: a alone, and a then b. Effects are 1 for a and 1/2 for b. */
  @Test
  void credit_goes_by_removal_effects() {
    double[][] counts = {
      {0, 1, 1, 1}, // a -> b, conversion, null
      {0, 0, 1, 1},
      {3, 1, 0, 0} // start
    };

    double[] credit = new MoveCounts(counts).credit();

    // P(conversion) = 3/4 (1/3 + 1/3 1/2) + 1/4 1/2 = 1/2; without a 1/8, without b 1/4.
    assertThat(credit[0]).isCloseTo(2 * 0.75 / 1.25, within(1e-12));
    assertThat(credit[1]).isCloseTo(2 * 0.5 / 1.25, within(1e-12));
  }

  @Test
  void journeys_that_would_never_end_do_not_convert() {
    double[][] counts = {
      {0, 5, 0, 0, 0}, // a and b lead to each other alone
      {5, 0, 0, 0, 0},
      {1, 0, 0, 1, 0}, // c, in half of its journeys, leads there
      {7, 0, 8, 0, 0}
    };

    assertThat(new MoveCounts(counts).credit())
        .containsExactly(new double[] {0, 0, 4}, within(1e-12));
  }

  static LongStream seeds() {
    return LongStream.range(0, 500);
  }

  /**
   * Counts of all magnitudes, most of them 0, so that states are rarely left and rarely entered.
   */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void any_counts_are_solved(long seed) {
    Random random = new Random(seed);
    int channels = 1 + random.nextInt(12);
    double filled = random.nextDouble();
    double[][] counts = new double[channels + 1][channels + 2];
    for (double[] row : counts) {
      Arrays.setAll(
          row,
          to ->
              random.nextDouble() < filled ? Math.rint(Math.pow(10, 7 * random.nextDouble())) : 0);
    }
    double started = Arrays.stream(counts[channels], 0, channels).sum();

    double[] credit = new MoveCounts(counts).credit();

    assertThat(Arrays.stream(credit)).allMatch(conversions -> conversions >= 0);
    assertThat(Arrays.stream(credit).sum()).isLessThanOrEqualTo(started * (1 + 1e-9));
  }

  @Test
  void counts_below_zero_are_refused() {
    assertThatThrownBy(() -> new MoveCounts(new double[][] {{0, -1, 0}, {0, 0, 0}}))
        .hasMessage("a count must be in [0, 2^53], got -1.0");
    assertThatThrownBy(() -> new MoveCounts(new double[][] {{0, 1}, {0, 0, 0}}))
        .hasMessage("expected 3 counts, got 2");
  }
}
