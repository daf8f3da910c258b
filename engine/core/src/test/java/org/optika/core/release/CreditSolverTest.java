package org.optika.core.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.optika.core.privacy.noise.ReleaseKey;

class CreditSolverTest {
  private static final ContributionBounds ALL = new ContributionBounds(1_000, 1_000);

  static Stream<Arguments> modelsAndSeeds() {
    return CreditSolver.models().stream()
        .flatMap(model -> LongStream.range(0, 30).mapToObj(seed -> Arguments.of(model, seed)));
  }

  private static CreditSolver solver(String model, SimulatedJourneys journeys) {
    return CreditSolver.of(model, journeys.named());
  }

  private static ReleasePlan plan(CreditSolver solver, ContributionBounds bounds, String epsilon) {
    return ReleasePlan.of(
        ReleaseSpec.named("test")
            .source(solver.source())
            .period("2026-01-01", "2026-02-01")
            .solve(solver.model(), solver.channels().toArray(String[]::new))
            .perPerson(bounds.groups(), bounds.rowsPerGroup())
            .price(epsilon, "1e-6")
            .relativeError("0.1")
            .build());
  }

  private static List<ChannelFigures> noisy(ReleasePlan plan, long[] exact) {
    ReleaseNoise noise = new ReleaseNoise(plan, new ReleaseKey(new byte[32]), 1, "query");
    KeySet keys = plan.spec().solve().orElseThrow().keys();
    return plan.solved(
        IntStream.range(0, keys.size())
            .mapToObj(group -> noise.noisy(keys.group(group), new long[][] {{exact[group]}}))
            .toList());
  }

  @ParameterizedTest(name = "{0} seed {1}")
  @MethodSource("modelsAndSeeds")
  void without_noise_credit_is_that_of_the_exact_model(String model, long seed) {
    SimulatedJourneys journeys = SimulatedJourneys.of(2 + (int) seed % 7, 200, seed);
    CreditSolver solver = solver(model, journeys);

    double[] credit =
        solver.conversions(Arrays.stream(journeys.counts(solver, ALL)).asDoubleStream().toArray());

    assertThat(credit).containsExactly(journeys.exactCredit(model), within(1e-9));
  }

  /** A hundred million times as many people: the noise of the release is nothing beside them. */
  @ParameterizedTest(name = "{0} seed {1}")
  @MethodSource("modelsAndSeeds")
  void with_noise_that_is_nothing_shares_are_those_of_the_exact_model(String model, long seed) {
    SimulatedJourneys journeys = SimulatedJourneys.of(4, 200, seed);
    CreditSolver solver = solver(model, journeys);
    double[] exact = journeys.exactCredit(model);
    double all = Arrays.stream(exact).sum();
    long[] counts =
        Arrays.stream(journeys.counts(solver, ALL)).map(count -> count * 100_000_000).toArray();

    List<ChannelFigures> solved = noisy(plan(solver, new ContributionBounds(1, 1), "20"), counts);

    for (int channel = 0; channel < exact.length; channel++) {
      assertThat(solved.get(channel).figures().get(1).value().getAsDouble())
          .isCloseTo(exact[channel] / all, within(1e-6));
    }
  }

  /** From all below 0 to single cells among zeros, and chains that nobody ever leaves. */
  @ParameterizedTest(name = "{0} seed {1}")
  @MethodSource("modelsAndSeeds")
  void shares_are_fractions_that_add_up_whatever_the_counts_are(String model, long seed) {
    Random random = new Random(seed);
    CreditSolver solver = CreditSolver.of(model, List.of("a", "b", "c"));
    double rare = random.nextDouble();
    long[] counts =
        random
            .longs(solver.keys().size(), -1_000, 1_000)
            .map(count -> random.nextDouble() < rare ? count : -count * count * (seed % 3))
            .toArray();

    List<ChannelFigures> solved = noisy(plan(solver, new ContributionBounds(1, 1), "1"), counts);

    assertThat(solved)
        .extracting(ChannelFigures::channel)
        .containsExactly("a", "b", "c", "other", "(no touch seen)");
    List<Figure> shares = solved.stream().map(channel -> channel.figures().get(1)).toList();
    if (shares.get(0).value().isPresent()) {
      assertThat(shares)
          .allSatisfy(share -> assertThat(share.value().getAsDouble()).isBetween(0.0, 1.0));
      assertThat(shares.stream().mapToDouble(share -> share.value().getAsDouble()).sum())
          .isCloseTo(1, within(1e-12));
    } else {
      assertThat(solved)
          .allSatisfy(
              channel -> assertThat(channel.figures().get(0).value().getAsDouble()).isZero());
    }
  }

  static Stream<Arguments> modelsAndNothing() {
    return CreditSolver.models().stream()
        .flatMap(model -> Stream.of(Arguments.of(model, 0), Arguments.of(model, -1_000)));
  }

  @ParameterizedTest(name = "{0}, all counts {1}")
  @MethodSource("modelsAndNothing")
  void where_nothing_converts_nobody_is_credited(String model, long count) {
    CreditSolver solver = CreditSolver.of(model, List.of("a", "b"));
    double[] counts = new double[solver.keys().size()];
    Arrays.fill(counts, count);

    assertThat(solver.conversions(counts)).containsOnly(0);
  }

  @Test
  void without_conversions_there_is_no_share_and_figures_are_uncertain() {
    CreditSolver solver = CreditSolver.of("markov-1", List.of("a", "b"));
    long[] counts = new long[solver.keys().size()];
    Arrays.fill(counts, -1_000);

    List<ChannelFigures> solved = noisy(plan(solver, new ContributionBounds(1, 1), "1"), counts);

    assertThat(solved)
        .allSatisfy(
            channel -> {
              assertThat(channel.figures().get(1).value()).isEmpty();
              assertThat(channel.figures().get(1).uncertain()).isTrue();
            });
  }

  /** All rows of a person more or less: no group changes by more, nor more groups do. */
  @ParameterizedTest(name = "{0} seed {1}")
  @MethodSource("modelsAndSeeds")
  void without_a_person_counts_change_within_the_bounds(String model, long seed) {
    Random random = new Random(seed);
    ContributionBounds bounds =
        new ContributionBounds(1 + random.nextInt(4), 1 + random.nextInt(3));
    SimulatedJourneys few = SimulatedJourneys.of(3, 40, seed);
    SimulatedJourneys all = // eight persons with five journeys each
        new SimulatedJourneys(
            3, LongStream.range(0, 40).map(journey -> journey / 5).boxed().toList(), few.paths());
    CreditSolver solver = solver(model, all);
    long[] counts = all.counts(solver, bounds);

    for (long left = 0; left < 8; left++) {
      long[] without = withoutPerson(all, left).counts(solver, bounds);
      int changed = 0;
      for (int group = 0; group < counts.length; group++) {
        long change = Math.abs(counts[group] - without[group]);
        assertThat(change).isLessThanOrEqualTo(bounds.rowsPerGroup());
        changed += change > 0 ? 1 : 0;
      }
      assertThat(changed).isLessThanOrEqualTo(bounds.groups());
    }
  }

  private static SimulatedJourneys withoutPerson(SimulatedJourneys all, long person) {
    List<Integer> kept =
        IntStream.range(0, all.paths().size())
            .filter(journey -> all.subjects().get(journey) != person)
            .boxed()
            .toList();
    return new SimulatedJourneys(
        all.channels(),
        new ArrayList<>(kept.stream().map(all.subjects()::get).toList()),
        kept.stream().map(all.paths()::get).toList());
  }

  @Test
  void keys_are_all_moves_or_all_coalitions_of_public_channels() {
    KeySet moves = CreditSolver.of("markov-1", List.of("email", "display")).keys();
    KeySet coalitions = CreditSolver.of("shapley", List.of("email", "display")).keys();

    assertThat(moves.columns()).containsExactly("from", "to");
    assertThat(moves.values())
        .containsExactly(
            List.of("email", "display", "other", "(start)"),
            List.of("email", "display", "other", "(conversion)", "(null)"));
    assertThat(coalitions.columns()).containsExactly("coalition", "outcome");
    assertThat(coalitions.values())
        .containsExactly(
            List.of(
                "(no touch seen)",
                "email",
                "display",
                "display+email",
                "other",
                "email+other",
                "display+other",
                "display+email+other"),
            List.of("(conversion)"));
  }

  @Test
  void channels_that_are_not_named_are_other() {
    CreditSolver solver = CreditSolver.of("markov-1", List.of("other", "email"));

    assertThat(solver.channels()).containsExactly("other", "email");
    assertThat(solver.channel("email")).isEqualTo("email");
    assertThat(solver.channel("fax")).isEqualTo("other");
    assertThat(solver.channel(null)).isEqualTo("other");
  }

  @Test
  void what_cannot_be_solved_is_refused() {
    List<String> eleven = IntStream.range(0, 11).mapToObj(SimulatedJourneys::name).toList();

    assertThatThrownBy(() -> CreditSolver.of("linear", List.of("a")))
        .hasMessage("unknown model 'linear'; known: [markov-1, shapley]");
    assertThatThrownBy(() -> CreditSolver.of("shapley", eleven))
        .hasMessage("channels: expected 1 to 9 beside 'other', got 11");
    assertThatThrownBy(() -> CreditSolver.of("markov-1", List.of()))
        .hasMessage("channels: expected 1 to 29 beside 'other', got 0");
    assertThatThrownBy(() -> CreditSolver.of("markov-1", List.of("a", "a")))
        .hasMessage("channels: a name stands twice in [a, a]");
    assertThatThrownBy(() -> CreditSolver.of("shapley", List.of("a+b")))
        .hasMessage("channels: 'a+b' must not contain '+'");
    assertThatThrownBy(
            () ->
                ReleaseSpec.named("test")
                    .source("touchpoints")
                    .period("2026-01-01", "2026-02-01")
                    .solve("markov-1", "a")
                    .perPerson(1, 1)
                    .price("1", "0")
                    .build())
        .hasMessage(
            "solve: model 'markov-1' reads source 'transitions' and brings its own keys and metrics");
  }
}
