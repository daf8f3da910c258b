package org.optika.core.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.optika.core.privacy.noise.DiscreteGaussianMechanism;
import org.optika.core.privacy.noise.DiscreteLaplaceMechanism;
import org.optika.core.privacy.noise.ReleaseKey;

class AdjustmentTest {
  private static final int FAN_OUT = 16;
  private static final int RUNS = 40;
  private static final int COVERED_RUNS = 120;

  private static ReleaseBuilder spec(int groups, String delta) {
    return ReleaseSpec.named("test")
        .source("touchpoints")
        .period("2026-01-01", "2026-02-01")
        .perPerson(groups, 1)
        .price("1", delta)
        .relativeError("0.1");
  }

  /** Three levels: 256 leaves, 16 groups of 16 leaves, and all. */
  private static ReleasePlan threeLevels(int groups, String delta) {
    return ReleasePlan.of(
        spec(groups, delta)
            .key("region", names("region"))
            .key("channel", names("channel"))
            .without("channel")
            .without("region")
            .count("rows")
            .build());
  }

  private static String[] names(String key) {
    return IntStream.range(0, FAN_OUT).mapToObj(i -> key + "-" + i).toArray(String[]::new);
  }

  private static ReleaseKey key(int number) {
    byte[] secret = new byte[ReleaseKey.BYTES];
    Arrays.fill(secret, (byte) number);
    secret[0] = (byte) (number >> 8);
    return new ReleaseKey(secret);
  }

  private static Map<Integer, long[][]> rows(ReleasePlan plan, IntUnaryOperator ofLeaf) {
    Map<Integer, long[][]> exact = new HashMap<>();
    for (int leaf = 0; leaf < plan.tree().keys(0).size(); leaf++) {
      exact.put(leaf, new long[][] {{ofLeaf.applyAsInt(leaf)}});
    }
    return exact;
  }

  private static List<NoisyGroup> noisy(ReleasePlan plan, Map<Integer, long[][]> exact, int run) {
    ReleaseNoise noise = new ReleaseNoise(plan, key(run), 1, "query");
    KeySet keys = plan.tree().keys(0);
    List<NoisyGroup> groups = new ArrayList<>();
    for (int leaf = 0; leaf < keys.size(); leaf++) {
      groups.add(noise.noisy(keys.group(leaf), exact.get(leaf)));
    }
    groups.addAll(noise.upper(exact));
    return groups;
  }

  private static List<AdjustedGroup> adjusted(
      ReleasePlan plan, Map<Integer, long[][]> exact, int run) {
    return Adjustment.of(plan, noisy(plan, exact, run));
  }

  /** The exact number of rows of each group, in the order of the groups. */
  private static List<Long> truth(ReleasePlan plan, Map<Integer, long[][]> exact) {
    List<Long> truth = new ArrayList<>();
    Map<Integer, long[][]> totals = exact;
    for (int level = 0; level < plan.tree().levels(); level++) {
      totals = level == 0 ? totals : UpperTotals.of(plan, level, totals);
      for (int group = 0; group < plan.tree().keys(level).size(); group++) {
        truth.add(totals.get(group)[0][0]);
      }
    }
    return truth;
  }

  private static IntUnaryOperator world(String name) {
    Random random = new Random(7);
    int[] leaves = new int[FAN_OUT * FAN_OUT];
    for (int leaf = 0; leaf < leaves.length; leaf++) {
      leaves[leaf] =
          switch (name) {
            case "large" -> 1_000 + random.nextInt(1_000);
            case "sparse" -> random.nextInt(10) == 0 ? random.nextInt(50) : 0;
            case "skewed" -> (int) Math.exp(8 * random.nextDouble());
            case "one" -> leaf == 100 ? 100_000 : 0;
            case "nobody" -> 0;
            default -> throw new AssertionError(name);
          };
    }
    return leaf -> leaves[leaf];
  }

  static Stream<Arguments> worlds() {
    return Stream.of("large", "sparse", "skewed", "one", "nobody")
        .flatMap(
            world ->
                Stream.of(
                    Arguments.of(world, 1, "0"), // Laplace noise
                    Arguments.of(world, 30, "1e-6"))); // Gaussian noise, larger above
  }

  @Test
  void the_worlds_have_both_kinds_of_noise() {
    assertThat(threeLevels(1, "0").noise(0).additive(new Statistic.Rows()))
        .isInstanceOf(DiscreteLaplaceMechanism.class);
    assertThat(threeLevels(30, "1e-6").noise(0).additive(new Statistic.Rows()))
        .isInstanceOf(DiscreteGaussianMechanism.class);
  }

  /** Mean absolute errors over all groups of a level and all runs. */
  @ParameterizedTest(name = "{0}, {1} groups a person, delta {2}")
  @MethodSource("worlds")
  void adjusted_figures_are_never_worse_and_sums_of_leaves_much_better(
      String world, int groups, String delta) {
    ReleasePlan plan = threeLevels(groups, delta);
    Map<Integer, long[][]> exact = rows(plan, world(world));
    List<Long> truth = truth(plan, exact);
    double drawn = 0;
    double adjusted = 0;
    double sumsOfLeaves = 0;
    double upper = 0;
    for (int run = 0; run < RUNS; run++) {
      List<AdjustedGroup> released = adjusted(plan, exact, run);
      double[] sums = new double[FAN_OUT];
      for (int place = 0; place < released.size(); place++) {
        AdjustedFigure figure = released.get(place).figures().get(0);
        double value = figure.drawn().value().getAsDouble();
        double error = Math.abs(figure.adjusted().getAsDouble() - truth.get(place));
        drawn += Math.abs(value - truth.get(place));
        adjusted += error;
        if (released.get(place).level() == 0) {
          sums[place / FAN_OUT] += value - truth.get(place);
        } else if (released.get(place).level() == 1) {
          upper += error;
        }
      }
      sumsOfLeaves += Arrays.stream(sums).map(Math::abs).sum();
    }

    assertThat(adjusted).isLessThanOrEqualTo(1.02 * drawn);
    assertThat(upper).isLessThanOrEqualTo(0.7 * sumsOfLeaves);
  }

  /** The claim is 95 % or more, over all groups of a level. */
  @ParameterizedTest(name = "{0}, {1} groups a person, delta {2}")
  @MethodSource("worlds")
  void intervals_hold_what_was_counted_in_95_of_a_hundred_cases_or_more(
      String world, int groups, String delta) {
    ReleasePlan plan = threeLevels(groups, delta);
    Map<Integer, long[][]> exact = rows(plan, world(world));
    List<Long> truth = truth(plan, exact);
    int[] held = new int[plan.tree().levels()];
    int[] all = new int[held.length];
    for (int run = 0; run < COVERED_RUNS; run++) {
      List<AdjustedGroup> released = adjusted(plan, exact, run);
      for (int place = 0; place < released.size(); place++) {
        AdjustedFigure figure = released.get(place).figures().get(0);
        int level = released.get(place).level();
        all[level]++;
        if (figure.low().getAsDouble() <= truth.get(place)
            && truth.get(place) <= figure.high().getAsDouble()) {
          held[level]++;
        }
      }
    }

    for (int level = 0; level < held.length; level++) {
      // Four standard errors: false alarms are one in 30,000 at each level.
      double error = Math.sqrt(0.95 * 0.05 / all[level]);
      assertThat(held[level]).isGreaterThanOrEqualTo((int) ((0.95 - 4 * error) * all[level]));
    }
  }

  @Test
  void children_add_up_to_their_parents_exactly_and_none_is_negative() {
    ReleasePlan plan = threeLevels(3, "1e-6");
    List<AdjustedGroup> released = adjusted(plan, rows(plan, world("sparse")), 1);

    double[] counts =
        released.stream()
            .mapToDouble(group -> group.figures().get(0).adjusted().getAsDouble())
            .toArray();
    assertThat(counts).hasSize(256 + 16 + 1);
    for (int region = 0; region < FAN_OUT; region++) {
      int first = region * FAN_OUT;
      assertThat(Arrays.stream(counts, first, first + FAN_OUT).sum())
          .isEqualTo(counts[256 + region]);
    }
    assertThat(Arrays.stream(counts, 256, 272).sum()).isEqualTo(counts[272]);
    assertThat(Arrays.stream(counts).min()).hasValue(0);
    assertThat(released.get(272).keys()).containsExactly("all", "all");
  }

  @Test
  void the_same_groups_give_the_same_figures() {
    ReleasePlan plan = threeLevels(3, "1e-6");
    List<NoisyGroup> noisy = noisy(plan, rows(plan, world("skewed")), 1);

    assertThat(Adjustment.of(plan, noisy)).isEqualTo(Adjustment.of(plan, noisy));
  }

  @Test
  void without_levels_only_what_is_negative_changes() {
    ReleasePlan plan =
        ReleasePlan.of(spec(1, "1e-6").key("region", names("region")).count("rows").build());

    List<AdjustedGroup> released = adjusted(plan, rows(plan, leaf -> 0), 1);

    for (AdjustedGroup group : released) {
      AdjustedFigure figure = group.figures().get(0);
      double value = figure.drawn().value().getAsDouble();
      assertThat(figure.adjusted()).hasValue(Math.max(0, value));
      assertThat(figure.low()).hasValue(Math.max(0, figure.drawn().low().getAsDouble()));
      assertThat(figure.high()).hasValue(Math.max(0, figure.drawn().high().getAsDouble()));
    }
    assertThat(released)
        .extracting(group -> group.figures().get(0).drawn().value().getAsDouble() < 0)
        .contains(true, false);
  }

  @Test
  void persons_and_quantiles_do_not_add_up_so_upper_groups_have_none() {
    ReleasePlan plan =
        ReleasePlan.of(
            spec(1, "1e-6")
                .key("channel", "email", "video")
                .without("channel")
                .count("rows")
                .people("people")
                .sum("revenue", "value", "-10", "100")
                .ratio("per_row", "revenue", "rows")
                .ratio("rows_per_person", "rows", "people")
                .quantiles("median", "value", "0", "100", "0.5")
                .mean("mean", "value", "0", "100")
                .build());
    Map<Integer, long[][]> exact = Map.of(0, plan.nothing(), 1, plan.nothing());

    List<AdjustedGroup> released = adjusted(plan, exact, 1);

    assertThat(metrics(released.get(0)))
        .containsExactly(
            "rows", "people", "revenue", "per_row", "rows_per_person", "median[0.5]", "mean");
    assertThat(metrics(released.get(2))).containsExactly("rows", "revenue", "per_row", "mean");
  }

  private static List<String> metrics(AdjustedGroup group) {
    return group.figures().stream().map(figure -> figure.drawn().metric()).toList();
  }

  @Test
  void what_is_uncertain_is_published_or_suppressed_as_the_specification_says() {
    ReleaseBuilder spec = spec(1, "1e-6").key("channel", "email", "video").count("rows");
    IntUnaryOperator rows = leaf -> leaf == 0 ? 3 : 100_000;
    ReleasePlan flags = ReleasePlan.of(spec.build());
    ReleasePlan suppresses = ReleasePlan.of(spec.uncertain(Uncertain.SUPPRESS).build());

    List<AdjustedGroup> flagged = adjusted(flags, rows(flags, rows), 1);
    List<AdjustedGroup> suppressed = adjusted(suppresses, rows(suppresses, rows), 1);

    assertThat(flagged.get(0).figures().get(0).adjusted()).isPresent();
    AdjustedFigure small = suppressed.get(0).figures().get(0);
    assertThat(small.drawn().value()).isPresent();
    assertThat(small.drawn().uncertain()).isTrue();
    assertThat(small.adjusted()).isEmpty();
    assertThat(small.low()).isEmpty();
    assertThat(small.high()).isEmpty();
    assertThat(suppressed.get(1)).isEqualTo(flagged.get(1));
  }
}
