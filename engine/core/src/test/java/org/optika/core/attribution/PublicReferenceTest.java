package org.optika.core.attribution;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The public path data of the R package ChannelAttribution, which its licence keeps out of this
 * project: runs with {@code -Doptika.reference=DIR} on a folder that holds
 * channelattribution_paths.csv and channelattribution_expected.csv.
 */
class PublicReferenceTest {
  private static ReferenceData reference;

  @BeforeAll
  static void read_the_reference_folder() throws IOException {
    String folder = System.getProperty("optika.reference");
    assumeTrue(
        folder != null, "no reference data: run with -Doptika.reference=DIR to compare with it");
    Path paths = Path.of(folder, "channelattribution_paths.csv");
    Path expected = Path.of(folder, "channelattribution_expected.csv");
    assumeTrue(
        Files.exists(paths) && Files.exists(expected),
        "no channelattribution_paths.csv and channelattribution_expected.csv in " + folder);
    reference = new ReferenceData(Files.readAllLines(paths), Files.readAllLines(expected));
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
}
