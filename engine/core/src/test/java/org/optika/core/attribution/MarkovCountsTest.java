package org.optika.core.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.optika.core.journey.RefusedTouchPolicy;
import org.optika.core.journey.VisiblePath;

class MarkovCountsTest {
  private static final int CHANNELS = RandomSubjects.CHANNELS;
  private static final int REPLICAS = 20;

  static Stream<Arguments> everyOrderOnRandomSubjects() {
    return Stream.of(1, 2, 3, 4)
        .flatMap(order -> LongStream.range(0, 20).mapToObj(seed -> Arguments.of(order, seed)));
  }

  /** Refused places are states of their own. */
  private static MarkovCounts counts(int order, long seed, int subjects) {
    MarkovCounts counts = new MarkovCounts(order, REPLICAS);
    BootstrapWeights weights = new BootstrapWeights(new Bootstrap(5, REPLICAS));
    VisiblePath path = new VisiblePath();
    RandomSubjects.journeys(
        seed,
        subjects,
        0.2,
        (subject, journey, revenue) -> {
          RefusedTouchPolicy.OPAQUE_STATE.apply(journey, path);
          weights.load(subject);
          counts.addJourney(path, revenue, weights.drawn());
        });
    return counts;
  }

  @Test
  void one_journey_a_a_b_in_order_two_is_a_to_b_in_order_one() {
    MarkovCounts counts = new MarkovCounts(2);
    VisiblePath path = new VisiblePath();
    path.ofCodes(new int[] {0, 0, 1}, 0, 3);
    counts.add(path, 2, 30, 5);

    MarkovCounts lower = counts.oneOrderLower();

    // given as states of two: aa, then ab; as states of one: a, then b, the repeat is no move
    assertThat(lower.states()).isEqualTo(2);
    assertThat(lower.transitions()).isEqualTo(1);
    assertThat(MarkovCounts.channelsOf(lower.gram(lower.from(0)))).containsExactly(0);
    assertThat(MarkovCounts.channelsOf(lower.gram(lower.to(0)))).containsExactly(1);
    assertThat(lower.started(lower.from(0))).isEqualTo(7);
    assertThat(lower.started(lower.to(0))).isZero();
    assertThat(lower.observed().moves()).containsExactly(7);
    assertThat(lower.observed().conversions()[lower.to(0)]).isEqualTo(2);
    assertThat(lower.observed().nulls()[lower.to(0)]).isEqualTo(5);
    assertThat(lower.observed().value()[lower.to(0)]).isEqualTo(30);
  }

  @ParameterizedTest(name = "order {0} seed {1}")
  @MethodSource("everyOrderOnRandomSubjects")
  void lower_orders_follow_from_higher_ones_to_the_last_bit(int order, long seed) {
    MarkovCounts lowered = counts(4, seed, 60);
    for (int higher = 4; higher > order; higher--) {
      lowered = lowered.oneOrderLower();
    }

    assertThat(text(lowered)).isEqualTo(text(counts(order, seed, 60)));
  }

  /** What was counted and drawn, by the channels of states and moves. */
  private static Map<String, String> text(MarkovCounts counts) {
    Map<String, String> text = new TreeMap<>();
    addText(text, counts, "observed", counts.observed());
    MarkovCounts.Weights[] drawn = counts.replicas(0, REPLICAS);
    for (int replica = 0; replica < REPLICAS; replica++) {
      addText(text, counts, "replica " + replica, drawn[replica]);
    }
    return text;
  }

  private static void addText(
      Map<String, String> text, MarkovCounts counts, String of, MarkovCounts.Weights weights) {
    for (int state = 0; state < counts.states(); state++) {
      text.put(
          of + " " + name(counts, state),
          "%s started, %s converted worth %s, %s lost"
              .formatted(
                  counts.started(state),
                  weights.conversions()[state],
                  weights.value()[state],
                  weights.nulls()[state]));
    }
    for (int move = 0; move < counts.transitions(); move++) {
      text.put(
          of + " " + name(counts, counts.from(move)) + " to " + name(counts, counts.to(move)),
          "" + weights.moves()[move]);
    }
  }

  private static String name(MarkovCounts counts, int state) {
    return Arrays.toString(MarkovCounts.channelsOf(counts.gram(state)));
  }

  @ParameterizedTest(name = "order {0} seed {1}")
  @MethodSource("everyOrderOnRandomSubjects")
  void balanced_sweeps_end_where_plain_iteration_does(int order, long seed) {
    MarkovCounts counts = counts(order, seed, 300);

    double[] effects = new MarkovChain(counts, CHANNELS).solve().conversionEffects();

    for (int slot = 0; slot <= CHANNELS; slot++) {
      int channel = slot == CHANNELS ? -1 : slot;
      assertThat(effects[slot]).isCloseTo(plainEffect(counts, channel), within(1e-12));
    }
  }

  /** Walks from state to state until less than 1e-16 of them is left: the model in words. */
  private static double plainEffect(MarkovCounts counts, int channel) {
    MarkovCounts.Weights weights = counts.observed();
    int states = counts.states();
    double[] visits = new double[states];
    boolean[] removed = new boolean[states];
    double[] walks = new double[states];
    for (int state = 0; state < states; state++) {
      visits[state] = weights.conversions()[state] + weights.nulls()[state];
      walks[state] = counts.started(state);
      int[] channels = MarkovCounts.channelsOf(counts.gram(state));
      removed[state] = Arrays.stream(channels).anyMatch(inside -> inside == channel);
    }
    for (int move = 0; move < counts.transitions(); move++) {
      visits[counts.from(move)] += weights.moves()[move];
    }
    double kept = 0;
    for (double left = 1; left > 1e-16; left = Arrays.stream(walks).sum()) {
      double[] next = new double[states];
      for (int state = 0; state < states; state++) {
        walks[state] = removed[state] ? 0 : walks[state];
        kept += walks[state] * weights.conversions()[state] / visits[state];
      }
      for (int move = 0; move < counts.transitions(); move++) {
        int from = counts.from(move);
        next[counts.to(move)] += walks[from] * weights.moves()[move] / visits[from];
      }
      walks = next;
    }
    return 1 - kept / Arrays.stream(weights.conversions()).sum();
  }
}
