package org.optika.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.optika.core.scores.ChurnLabel;
import org.optika.core.scores.CustomerValue;
import org.optika.core.scores.Feature;
import org.optika.core.scores.Features;
import org.optika.core.scores.leakage.AcceptedFinding;
import org.optika.core.scores.leakage.AcceptedFindings;
import org.optika.core.scores.leakage.FindingKind;
import org.optika.core.scores.uplift.UpliftLearners;
import org.optika.jobs.config.ScoresConfig.Churn;
import org.optika.jobs.config.ScoresConfig.Experiment;
import org.optika.spark.scores.Learners;

class ScoresConfigTest {
  private static final Path SHIPPED = Path.of("..", "conf");
  private static final List<String> PURPOSES = List.of("measurement", "profiling");
  private static final String ALL_FEATURES =
      Features.ALL.stream().map(Feature::name).toList().toString();

  /** The shipped file leaves them out and says why. */
  private static final Set<String> LEFT_OUT_OF_THE_SHIPPED =
      Set.of(
          "days-since-last-order",
          "days-since-first-order",
          "touches-30d",
          "touches-90d",
          "days-since-last-touch",
          "channels-90d",
          "messages-30d",
          "mean-order-gap");

  private static final String GOOD =
      """
      purposes:
        touchpoint: [measurement, profiling]
        conversion: [profiling]
        contact: [profiling]
        customer: [profiling]
      features: [tenure, age]
      reasons: {age: prices depend on it}
      churn: {label: no-purchase, within_days: 90, moments: 4}
      learner: forest
      search: {trials: 20}
      folds: 4
      seed: 7
      accepted_findings:
        - {kind: drift, feature: tenure, reason: everybody grows older}
        - {kind: single-feature, feature: tenure, reason: new customers leave}
      customer_value: {days: 180, margin: 0.25}
      retrain_when_withdrawn: 0.1
      experiments:
        - {id: letter, starts: 2026-07-01, within_days: 60, control: card, learner: two-model}
        - {id: call, starts: 2026-08-01T09:00:00Z, within_days: 30, learner: s-learner}
      """;

  private static final String SHORTEST =
      """
      purposes: {touchpoint: [profiling], conversion: [profiling], contact: [profiling], customer: [profiling]}
      churn: {label: contract-end, within_days: 60}
      customer_value: {margin: 1}
      """;

  @TempDir private Path folder;

  private Optional<ScoresConfig> load(String text, Faults faults) throws IOException {
    Files.writeString(folder.resolve("scores.yaml"), text);
    return ScoresConfig.load(folder, PURPOSES, faults);
  }

  private ScoresConfig load(String text) throws IOException {
    Faults faults = new Faults();
    Optional<ScoresConfig> config = load(text, faults);
    assertThat(faults.all()).isEmpty();
    return config.orElseThrow();
  }

  private List<String> faults(String text) throws IOException {
    Faults faults = new Faults();
    assertThat(load(text, faults)).isEmpty();
    return faults.all().stream()
        .map(fault -> fault.replace(folder.resolve("scores.yaml").toString(), "F"))
        .toList();
  }

  /** The faults of the good file with one thing changed. */
  private List<String> faults(String found, String replacement) throws IOException {
    assertThat(GOOD).contains(found);
    return faults(GOOD.replace(found, replacement));
  }

  @Test
  void the_shipped_file_is_usable() {
    Faults faults = new Faults();

    ScoresConfig shipped =
        ScoresConfig.load(SHIPPED, RulePackConfig.purposeIds(SHIPPED), faults).orElseThrow();

    assertThat(faults.all()).isEmpty();
    assertThat(shipped.purposes())
        .isEqualTo(
            Map.of(
                Feature.Source.TOUCHPOINT, List.of("profiling", "measurement"),
                Feature.Source.CONVERSION, List.of("profiling"),
                Feature.Source.CONTACT, List.of("profiling"),
                Feature.Source.CUSTOMER, List.of("profiling")));
    assertThat(shipped.features())
        .isEqualTo(
            Features.ALL.stream()
                .filter(feature -> !LEFT_OUT_OF_THE_SHIPPED.contains(feature.name()))
                .toList())
        .hasSize(Features.ALL.size() - LEFT_OUT_OF_THE_SHIPPED.size());
    assertThat(shipped.churn())
        .isEqualTo(new Churn(new ChurnLabel(ChurnLabel.Kind.CONTRACT_END, 60), 3));
    assertThat(shipped.experiments()).extracting(Experiment::id).containsExactly("winback-2026-07");
  }

  @Test
  void everything_that_the_file_says_is_read() throws IOException {
    assertThat(load(GOOD))
        .isEqualTo(
            new ScoresConfig(
                Map.of(
                    Feature.Source.TOUCHPOINT, List.of("measurement", "profiling"),
                    Feature.Source.CONVERSION, List.of("profiling"),
                    Feature.Source.CONTACT, List.of("profiling"),
                    Feature.Source.CUSTOMER, List.of("profiling")),
                List.of(Features.find("tenure"), Features.find("age")),
                Map.of("age", "prices depend on it"),
                new Churn(new ChurnLabel(ChurnLabel.Kind.NO_PURCHASE, 90), 4),
                Learners.find("forest").searched(20),
                4,
                7,
                new AcceptedFindings(
                    List.of(
                        new AcceptedFinding(FindingKind.DRIFT, "tenure", "everybody grows older"),
                        new AcceptedFinding(
                            FindingKind.SINGLE_FEATURE, "tenure", "new customers leave"))),
                new CustomerValue(180, new BigDecimal("0.25")),
                0.1,
                List.of(
                    new Experiment(
                        "letter",
                        Instant.parse("2026-07-01T00:00:00Z"),
                        60,
                        "card",
                        UpliftLearners.find("two-model")),
                    new Experiment(
                        "call",
                        Instant.parse("2026-08-01T09:00:00Z"),
                        30,
                        "none",
                        UpliftLearners.find("s-learner")))));
  }

  @Test
  void what_the_file_does_not_say_has_a_default() throws IOException {
    ScoresConfig config = load(SHORTEST);

    assertThat(config.features())
        .hasSize(Features.ALL.size() - 1)
        .doesNotContain(Features.find("age"));
    assertThat(config.reasons()).isEmpty();
    assertThat(config.churn().moments()).isEqualTo(3);
    assertThat(config.learner()).isEqualTo(Learners.find("blend"));
    assertThat(config.learner().trials()).isZero();
    assertThat(config.folds()).isEqualTo(5);
    assertThat(config.seed()).isEqualTo(42);
    assertThat(config.accepted()).isEqualTo(AcceptedFindings.none());
    assertThat(config.customerValue()).isEqualTo(new CustomerValue(365, BigDecimal.ONE));
    assertThat(config.retrainWhenWithdrawn()).isEqualTo(0.02);
    assertThat(config.experiments()).isEmpty();
  }

  @Test
  void a_feature_that_needs_a_reason_is_used_only_with_one() throws IOException {
    assertThat(load(SHORTEST + "reasons: {age: prices depend on it}\n").features())
        .isEqualTo(Features.ALL);
    assertThat(faults("reasons: {age: prices depend on it}\n", ""))
        .containsExactly(
            "F:6: 'features': 'age' must not be used without a reason; say under 'reasons' why it is needed");
    assertThat(faults("prices depend on it", "\"\""))
        .containsExactly("F:7: 'age': expected text, got nothing");
    assertThat(faults("{age: prices depend on it}", "{age: a, tenure: b}"))
        .containsExactly("F:7: 'tenure': is no feature that needs a reason; those that do: [age]");
    assertThat(faults("[tenure, age]", "[tenure]"))
        .containsExactly("F:7: 'reasons': 'age' has a reason, but is not among the features");
  }

  @Test
  void features_are_known_and_stand_once() throws IOException {
    assertThat(faults("[tenure, age]", "[tenure, age, shoe-size]"))
        .containsExactly("F:6: 'features': Unknown feature 'shoe-size'; known: " + ALL_FEATURES);
    assertThat(faults("[tenure, age]", "[tenure, age, tenure]"))
        .containsExactly("F:6: 'features': 'tenure' stands twice");
    assertThat(faults(SHORTEST + "features: []\n"))
        .containsExactly(
            "F:4: 'features': name at least one, or leave the key out for all of them");
  }

  @Test
  void every_table_needs_known_purposes_and_profiling() throws IOException {
    assertThat(faults("contact: [profiling]", "contact: [measurement]"))
        .containsExactly(
            "F:4: 'contact': 'profiling' has to be among them, since a score is a profile; got [measurement]");
    assertThat(faults("  contact: [profiling]\n", ""))
        .containsExactly("F:2: 'contact': is missing; name purposes of [measurement, profiling]");
    assertThat(faults("contact: [profiling]", "contact: [profiling, mind_reading]"))
        .containsExactly(
            "F:4: 'contact': unknown purpose 'mind_reading'; known: [measurement, profiling]");
    assertThat(faults("  contact:", "  contact: [profiling]\n  visit:"))
        .containsExactly(
            "F:5: unknown key 'visit'; known keys: [contact, conversion, customer, touchpoint]");
  }

  @Test
  void the_label_is_known_and_its_numbers_are_in_their_ranges() throws IOException {
    assertThat(faults("no-purchase", "moved-house"))
        .containsExactly(
            "F:8: 'label': Unknown label 'moved-house'; known: [contract-end, no-purchase]");
    assertThat(faults("within_days: 90", "within_days: 0"))
        .containsExactly("F:8: 'within_days': must be in [1, 3650], got 0");
    assertThat(faults("within_days: 90, ", ""))
        .containsExactly("F:8: key 'within_days' is missing (a whole number)");
    assertThat(faults("moments: 4", "moments: 1"))
        .containsExactly("F:8: 'moments': must be in [2, 24], got 1");
    assertThat(faults("moments: 4", "moments: 25"))
        .containsExactly("F:8: 'moments': must be in [2, 24], got 25");
    assertThat(load(GOOD.replace("moments: 4", "moments: 2")).churn().moments()).isEqualTo(2);
    assertThat(load(GOOD.replace("moments: 4", "moments: 24")).churn().moments()).isEqualTo(24);
  }

  @Test
  void learner_folds_and_seed_are_checked() throws IOException {
    assertThat(faults("learner: forest", "learner: oracle"))
        .containsExactly("F:9: 'learner': Unknown learner 'oracle'; known: " + Learners.ids());
    assertThat(faults("folds: 4", "folds: 1"))
        .containsExactly("F:11: 'folds': must be in [2, 20], got 1");
    assertThat(faults("folds: 4", "folds: 21"))
        .containsExactly("F:11: 'folds': must be in [2, 20], got 21");
    assertThat(faults("seed: 7", "seed: luck"))
        .containsExactly("F:12: 'seed': expected a whole number, got 'luck'");
  }

  @Test
  void a_search_has_trials() throws IOException {
    assertThat(faults("trials: 20", "trials: 0"))
        .containsExactly("F:10: 'trials': must be in [1, 1000], got 0");
    assertThat(faults("trials: 20", "trials: 1001"))
        .containsExactly("F:10: 'trials': must be in [1, 1000], got 1001");
    assertThat(faults("{trials: 20}", "{}"))
        .containsExactly("F:10: key 'trials' is missing (a whole number)");
    assertThat(faults("trials: 20", "trials: 20, grid: 3"))
        .containsExactly("F:10: unknown key 'grid'; known keys: [trials]");
  }

  @Test
  void an_accepted_finding_is_of_a_known_kind_and_feature_and_has_a_reason() throws IOException {
    assertThat(faults("kind: drift", "kind: shift"))
        .containsExactly(
            "F:14: 'kind': Unknown kind of finding 'shift'; known: [single-feature, model-gain, future-rows, drift, constant-in-one-set, missing-in-one-set]");
    assertThat(faults("drift, feature: tenure", "drift, feature: tenor"))
        .containsExactly("F:14: 'feature': Unknown feature 'tenor'; known: " + ALL_FEATURES);
    assertThat(faults("reason: everybody grows older", "reason: ''"))
        .containsExactly("F:14: 'reason': expected text, got nothing");
    assertThat(faults(", reason: everybody grows older", ""))
        .containsExactly("F:14: key 'reason' is missing (text)");
    assertThat(faults("kind: single-feature", "kind: drift"))
        .containsExactly(
            "F:13: 'accepted_findings': drift of feature 'tenure' is accepted more than once");
  }

  @Test
  void shares_are_above_zero_and_at_most_one() throws IOException {
    assertThat(faults("margin: 0.25", "margin: 0"))
        .containsExactly("F:16: 'margin': must be in (0, 1], got 0");
    assertThat(faults("margin: 0.25", "margin: 1.01"))
        .containsExactly("F:16: 'margin': must be in (0, 1], got 1.01");
    assertThat(faults("margin: 0.25", "margin: 30 %"))
        .containsExactly("F:16: 'margin': expected a decimal number, got '30 %'");
    assertThat(faults(", margin: 0.25", ""))
        .containsExactly("F:16: key 'margin' is missing (a decimal number)");
    assertThat(faults("days: 180", "days: 0"))
        .containsExactly("F:16: 'days': must be in [1, 3650], got 0");
    assertThat(faults("withdrawn: 0.1", "withdrawn: 0"))
        .containsExactly("F:17: 'retrain_when_withdrawn': must be in (0, 1], got 0");
    assertThat(load(GOOD.replace("withdrawn: 0.1", "withdrawn: 1")).retrainWhenWithdrawn())
        .isEqualTo(1);
  }

  @Test
  void an_experiment_is_told_apart_from_others_and_has_a_known_learner() throws IOException {
    assertThat(faults("id: call", "id: letter"))
        .containsExactly("F:20: 'id': 'letter' is declared twice");
    assertThat(faults("learner: two-model", "learner: ouija"))
        .containsExactly(
            "F:19: 'learner': Unknown uplift learner 'ouija'; known: [s-learner, two-model, x-learner, transformed-outcome]");
    assertThat(faults("starts: 2026-07-01", "starts: summer"))
        .containsExactly(
            "F:19: 'starts': expected a day or an instant in UTC, e.g. 2026-03-01 or 2026-03-01T10:00:00Z, got 'summer'");
    assertThat(faults("within_days: 60", "within_days: -1"))
        .containsExactly("F:19: 'within_days': must be in [1, 3650], got -1");
    assertThat(faults("{id: letter, starts: 2026-07-01, within_days: 60, ", "{"))
        .containsExactly(
            "F:19: key 'id' is missing (text)",
            "F:19: key 'starts' is missing (a day or an instant)",
            "F:19: key 'within_days' is missing (a whole number)");
  }

  @Test
  void all_faults_of_a_file_are_told_at_once() throws IOException {
    assertThat(
            faults(
                """
                churn: {label: contract-end, within_days: 60, months: 2}
                learner: oracle
                seeds: 42
                """))
        .containsExactly(
            "F:1: key 'purposes' is missing (a mapping of keys to values)",
            "F:1: unknown key 'months'; known keys: [label, moments, within_days]",
            "F:2: 'learner': Unknown learner 'oracle'; known: " + Learners.ids(),
            "F:1: key 'customer_value' is missing (a mapping of keys to values)",
            "F:3: unknown key 'seeds'; known keys: [accepted_findings, churn, customer_value, experiments, features, folds, learner, purposes, reasons, retrain_when_withdrawn, search, seed]");
  }

  @Test
  void without_the_file_nobody_is_scored() {
    Faults faults = new Faults();

    assertThat(ScoresConfig.load(folder, PURPOSES, faults)).isEmpty();

    assertThat(faults.all()).isEmpty();
  }
}
