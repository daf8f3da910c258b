package org.optika.core.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.optika.core.journey.VisiblePath;

class MarkovModelTest {
  static Stream<Arguments> everyOrderOnRandomPaths() {
    return Stream.of(1, 2, 3, 4)
        .flatMap(order -> LongStream.range(0, 60).mapToObj(seed -> Arguments.of(order, seed)));
  }

  /** The chain in words: states by their text, dense elimination, removed states lead to null. */
  private static final class DenseChain {
    private static final int MOST_STATES = 5000;

    private final Map<String, Integer> states = new LinkedHashMap<>();
    private final List<double[]> moves = new ArrayList<>();
    private final double[] starts = new double[MOST_STATES];
    private final double[] conversions = new double[MOST_STATES];
    private final double[] nulls = new double[MOST_STATES];
    private final double[] value = new double[MOST_STATES];

    void add(List<String> path, double converted, double worth, double lost) {
      int before = -1;
      for (String name : path) {
        int state = states.computeIfAbsent(name, key -> states.size());
        if (state == moves.size()) {
          moves.add(new double[MOST_STATES]);
        }
        if (state == before) {
          continue;
        }
        if (before < 0) {
          starts[state] += converted + lost;
        } else {
          moves.get(before)[state] += converted + lost;
        }
        before = state;
      }
      conversions[before] += converted;
      nulls[before] += lost;
      value[before] += worth;
    }

    /** Expected conversions and value of one walk that dies in removed states. */
    double[] yield(Predicate<String> removed) {
      int n = states.size();
      double[][] equations = new double[n][n + 2];
      states.forEach(
          (name, i) -> {
            double out = conversions[i] + nulls[i] + Arrays.stream(moves.get(i)).sum();
            equations[i][i] = 1;
            if (out > 0 && !removed.test(name)) {
              for (int j = 0; j < n; j++) {
                equations[i][j] -= moves.get(i)[j] / out;
              }
              equations[i][n] = conversions[i] / out;
              equations[i][n + 1] = value[i] / out;
            }
          });
      double[][] solution = eliminate(equations);
      double all = Arrays.stream(starts).sum();
      double[] yield = new double[2];
      for (int i = 0; i < n; i++) {
        yield[0] += starts[i] / all * solution[i][0];
        yield[1] += starts[i] / all * solution[i][1];
      }
      return yield;
    }

    private static double[][] eliminate(double[][] rows) {
      int n = rows.length;
      for (int pivot = 0; pivot < n; pivot++) {
        int best = pivot;
        for (int i = pivot; i < n; i++) {
          best = Math.abs(rows[i][pivot]) > Math.abs(rows[best][pivot]) ? i : best;
        }
        double[] swap = rows[pivot];
        rows[pivot] = rows[best];
        rows[best] = swap;
        for (int i = 0; i < n; i++) {
          double factor = i == pivot ? 0 : rows[i][pivot] / rows[pivot][pivot];
          if (factor != 0) {
            for (int j = pivot; j < n + 2; j++) {
              rows[i][j] -= factor * rows[pivot][j];
            }
          }
        }
      }
      double[][] solution = new double[n][];
      for (int i = 0; i < n; i++) {
        solution[i] = new double[] {rows[i][n] / rows[i][i], rows[i][n + 1] / rows[i][i]};
      }
      return solution;
    }
  }

  private static List<String> statesOf(VisiblePath path, int order) {
    List<String> letters = new ArrayList<>();
    for (int i = 0; i < path.length(); i++) {
      letters.add("<" + path.channel(i) + ">");
    }
    if (letters.size() <= order) {
      return List.of(String.join("", letters));
    }
    List<String> states = new ArrayList<>();
    for (int i = 0; i + order <= letters.size(); i++) {
      states.add(String.join("", letters.subList(i, i + order)));
    }
    return states;
  }

  @ParameterizedTest(name = "order {0} seed {1}")
  @MethodSource("everyOrderOnRandomPaths")
  void removal_effects_equal_dense_elimination(int order, long seed) {
    Random random = new Random(seed);
    int channels = 1 + random.nextInt(5);
    PathTable paths = RandomPaths.table(random, channels, 1 + random.nextInt(25), 8);
    DenseChain chain = new DenseChain();
    paths.forEach(
        (path, converted, worth, lost) -> {
          if (converted + lost > 0) {
            chain.add(statesOf(path, order), converted, worth, lost);
          }
        });
    double[] all = chain.yield(name -> false);

    RemovalEffects effects = new MarkovModel(order).credit(paths).removalEffects().orElseThrow();

    for (int channel = 0; channel < channels; channel++) {
      String letter = "<" + channel + ">";
      double[] without = chain.yield(name -> name.contains(letter));
      double lost = all[0] > 0 ? 1 - without[0] / all[0] : 0;
      double lostValue = all[1] > 0 ? 1 - without[1] / all[1] : 0;
      assertThat(effects.conversions()[channel]).isCloseTo(lost, within(1e-11));
      assertThat(effects.value()[channel]).isCloseTo(lostValue, within(1e-11));
    }
  }

  @Test
  void a_rare_channel_keeps_its_credit() {
    PathTable paths =
        new PathTable(2).add(new int[] {0}, 1e9, 1e9, 1e12).add(new int[] {0, 1, 0}, 1, 1, 0);

    double[] effects =
        new MarkovModel(1).credit(paths).removalEffects().orElseThrow().conversions();

    // A converts at r = (1e9 + 1) / (1e9 + 1 + 1e12 + 1 move to B); B leads to A once.
    double fromA = (1e9 + 1) / (1e9 + 1e12 + 2);
    double viaB = 1 / (1e9 + 1e12 + 2);
    double conversion = fromA / (1 - viaB);
    assertThat(effects[1] / (viaB * conversion / ((1e9 + 1) / (1e9 + 1e12 + 1))))
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void walks_of_ten_thousand_steps_settle() {
    int[] path = new int[10_000];
    Arrays.setAll(path, i -> i % 2);
    PathTable paths = new PathTable(3).add(path, 1, 5, 1).add(new int[] {2, 0}, 1, 1, 0);

    PathCredit credit = new MarkovModel(1).credit(paths);

    assertThat(Arrays.stream(credit.conversions()).sum()).isCloseTo(2, within(1e-12));
    assertThat(credit.removalEffects().orElseThrow().conversions()[0]).isEqualTo(1);
  }

  @Test
  void nothing_converts_nothing_is_credited() {
    PathCredit credit = new MarkovModel(2).credit(new PathTable(2).add(new int[] {0, 1}, 0, 0, 9));

    assertThat(credit.conversions()).containsExactly(0, 0);
    assertThat(credit.removalEffects().orElseThrow().conversions()).containsExactly(0, 0);
  }

  @Test
  void an_order_out_of_range_is_refused() {
    assertThatThrownBy(() -> new MarkovModel(5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Markov order must be in [1, 4], got 5");
  }

  @ParameterizedTest(name = "order {0} seed {1}")
  @MethodSource("everyOrderOnRandomPaths")
  void counts_are_the_same_bits_however_they_were_collected(int order, long seed) {
    Random random = new Random(seed);
    PathTable paths = RandomPaths.table(random, 5, 40, 8);
    MarkovCounts whole = new MarkovCounts(order);
    MarkovCounts[] parts = new MarkovCounts[3];
    Arrays.setAll(parts, i -> new MarkovCounts(order));
    paths.forEach(
        (path, conversions, value, nulls) -> {
          whole.add(path, conversions, value, nulls);
          parts[random.nextInt(3)].add(path, conversions, value, nulls);
        });

    MarkovChain.Solution expected = new MarkovChain(whole, 5).solve();

    assertSame(expected, parts[0].plus(parts[1]).plus(parts[2]));
    assertSame(expected, parts[0].plus(parts[1].plus(parts[2])));
    assertSame(expected, parts[2].plus(parts[1]).plus(parts[0]));
  }

  private static void assertSame(MarkovChain.Solution expected, MarkovCounts counts) {
    MarkovChain.Solution found = new MarkovChain(counts, 5).solve();
    assertThat(found.conversions()).containsExactly(expected.conversions());
    assertThat(found.value()).containsExactly(expected.value());
    assertThat(found.conversionEffects()).containsExactly(expected.conversionEffects());
    assertThat(found.valueEffects()).containsExactly(expected.valueEffects());
  }

  @Test
  void counts_of_different_orders_do_not_mix() {
    assertThatThrownBy(() -> new MarkovCounts(1).plus(new MarkovCounts(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot merge counts of order 1 with 0 replicas and of order 2 with 0");
  }
}
