package org.optika.core.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.optika.core.journey.VisiblePath;

/**
 * The public path data of the R package ChannelAttribution, which its licence keeps out of this
 * project: runs with {@code -Doptika.reference=DIR} on a folder that holds
 * channelattribution_paths.csv and channelattribution_expected.csv.
 */
class PublicReferenceTest {
  private static ReferenceData reference;

  @BeforeEach
  void read_the_reference_folder() throws IOException {
    String folder = System.getProperty("optika.reference");
    assumeTrue(
        folder != null, "no reference data: run with -Doptika.reference=DIR to compare with it");
    Path paths = Path.of(folder, "channelattribution_paths.csv");
    Path expected = Path.of(folder, "channelattribution_expected.csv");
    assumeTrue(
        Files.exists(paths) && Files.exists(expected),
        "no channelattribution_paths.csv and channelattribution_expected.csv in " + folder);
    if (reference == null) {
      reference = new ReferenceData(Files.readAllLines(paths), Files.readAllLines(expected));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"first", "last", "linear"})
  void heuristics_equal_the_package(String name) {
    String id = name.equals("linear") ? name : name + "-touch";
    PathCredit credit =
        AttributionModels.with(ModelParameters.defaults()).find(id).credit(reference.paths());

    String model = "CA_2.2.4_heuristic";
    report(id, "conversions", model, name + "_touch_conversions", credit.conversions(), 1e-9);
    report(id, "value", model, name + "_touch_value", credit.value(), 1e-9);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void markov_equals_the_exact_solution_with_null_journeys(int order) {
    compareMarkov("exact_markov_o" + order + "_null", new MarkovModel(order), reference.paths());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void markov_equals_the_exact_solution_without_null_journeys(int order) {
    compareMarkov(
        "exact_markov_o" + order + "_nonull",
        new MarkovModel(order),
        reference.paths().withoutNulls());
  }

  private void compareMarkov(String model, MarkovModel markov, PathTable paths) {
    assumeTrue(reference.has(model, "total_conversions"), "the reference folder has no " + model);
    PathCredit credit = markov.credit(paths);
    RemovalEffects effects = credit.removalEffects().orElseThrow();
    report(markov.id(), "conversions", model, "total_conversions", credit.conversions(), 1e-6);
    report(markov.id(), "value", model, "total_conversion_value", credit.value(), 1e-6);
    String byConversion = "removal_effect_conversion";
    report(markov.id(), "removal", model, byConversion, effects.conversions(), 1e-6);
    report(markov.id(), "value removal", model, "removal_effect_value", effects.value(), 1e-6);
  }

  @Test
  void shapley_equals_brute_force_over_all_coalitions() {
    PathCredit credit = new ShapleyModel().credit(reference.paths());

    String model = "exact_shapley_cooperative";
    report("shapley", "conversions", model, "total_conversions", credit.conversions(), 1e-9);
    report("shapley", "value", model, "total_conversion_value", credit.value(), 1e-9);
  }

  private void report(
      String id, String what, String model, String metric, double[] found, double tolerance) {
    double greatest = reference.assertEqual(model, metric, found, tolerance);
    System.out.printf("%s %s against %s: greatest difference %.1e%n", id, what, model, greatest);
  }

  /**
   * Each of the 88,387 journeys a person of its own. The other bootstrap is the one of a separate
   * program, 200 replicas of exact solutions; the width of such an interval is itself random, by
   * about 8 %.
   */
  @Test
  void bootstrap_intervals_are_as_wide_as_those_of_another_program() {
    MarkovCounts counts = new MarkovCounts(1, 200);
    BootstrapWeights weights = new BootstrapWeights(new Bootstrap(42, 200));
    long[] journeys = {0};
    VisiblePath single = new VisiblePath();
    reference
        .paths()
        .forEach(
            (path, conversions, value, nulls) -> {
              int[] codes = IntStream.range(0, path.length()).map(path::channel).toArray();
              single.ofCodes(codes, 0, codes.length);
              for (int i = 0; i < conversions; i++) {
                weights.load(journeys[0]++);
                counts.add(single, 1, value / conversions, 0, weights.drawn());
              }
              for (int i = 0; i < nulls; i++) {
                weights.load(journeys[0]++);
                counts.add(single, 0, 0, 1, weights.drawn());
              }
            });

    MarkovChain chain = new MarkovChain(counts, 12);
    assertThat(journeys[0]).isEqualTo(88_387);
    MarkovCounts.Weights[] drawn = counts.replicas(0, 200);
    assertWidth(chain, drawn, "alpha", 0.26717, 0.27311);
    assertWidth(chain, drawn, "iota", 0.19426, 0.19904);
    assertWidth(chain, drawn, "eta", 0.16584, 0.17136);
    assertWidth(chain, drawn, "beta", 0.12566, 0.12932);
  }

  private void assertWidth(
      MarkovChain chain, MarkovCounts.Weights[] drawn, String channel, double low, double high) {
    int slot = reference.channels().indexOf(channel);
    double[] shares =
        Arrays.stream(drawn)
            .map(replica -> chain.solveReplica(replica).conversions())
            .mapToDouble(credit -> credit[slot] / Arrays.stream(credit).sum())
            .toArray();
    Interval interval = Interval.of(shares);
    double ratio = (interval.high() - interval.low()) / (high - low);
    System.out.printf(
        "markov-1 share of %s: [%.5f, %.5f] against [%.5f, %.5f], width x %.3f%n",
        channel, interval.low(), interval.high(), low, high, ratio);
    assertThat(ratio).isBetween(0.75, 1.3);
  }
}
