package org.optika.jobs.config;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.optika.core.ingest.ContactRecord;
import org.optika.core.scores.ChurnLabel;
import org.optika.core.scores.CustomerValue;
import org.optika.core.scores.Feature;
import org.optika.core.scores.Features;
import org.optika.core.scores.leakage.AcceptedFinding;
import org.optika.core.scores.leakage.AcceptedFindings;
import org.optika.core.scores.leakage.FindingKind;
import org.optika.core.scores.search.ParameterSearch;
import org.optika.core.scores.uplift.UpliftLearner;
import org.optika.core.scores.uplift.UpliftLearners;
import org.optika.spark.scores.Learners;

/**
 * {@code conf/scores.yaml}: who is scored, by what, and how the model is judged.
 *
 * @param purposes all that a row of a table needs before a score may be made of it, whatever other
 *     tables need; for every table, and with profiling among them
 * @param features that scores are made of, at least one
 * @param reasons why features are needed that may not be used without one, by name
 * @param learner with the search for its parameters, if there is one
 * @param folds of the cross-validation, in [2, 20]
 * @param seed of all that is drawn
 * @param accepted what the leakage guard may find
 * @param retrainWhenWithdrawn share of the people in a training set, in (0, 1]; when more of them
 *     have withdrawn, a new training is asked for
 * @param experiments that uplift is learnt from
 */
public record ScoresConfig(
    Map<Feature.Source, List<String>> purposes,
    List<Feature> features,
    Map<String, String> reasons,
    Churn churn,
    Learners.Choice learner,
    int folds,
    long seed,
    AcceptedFindings accepted,
    CustomerValue customerValue,
    double retrainWhenWithdrawn,
    List<Experiment> experiments) {

  /**
   * @param moments instants before {@code as_of} that are trained on, each the time of the label
   *     before the next; the newest is kept for the test; in [2, 24]
   */
  public record Churn(ChurnLabel label, int moments) {}

  /**
   * Contacts that were drawn by lot. The arms are the topics of its contacts; the topic of an
   * action is the action's id in conf/actions.yaml.
   *
   * @param id {@code contact.experiment}
   * @param starts what is known of people at this instant tells them apart
   * @param withinDays so many days from then on the outcome is looked at, in [1, 3650]
   * @param control topic of the people whom the others are compared with
   */
  public record Experiment(
      String id, Instant starts, int withinDays, String control, UpliftLearner learner) {}

  private static final int MOST_DAYS = 3650;

  public ScoresConfig {
    purposes = Collections.unmodifiableMap(new EnumMap<>(purposes));
    features = List.copyOf(features);
    reasons = Collections.unmodifiableMap(new LinkedHashMap<>(reasons));
    experiments = List.copyOf(experiments);
  }

  /**
   * Reads the file; whatever is wrong is in {@code faults}.
   *
   * @param folder holds {@code scores.yaml}, or does not: then nobody is scored
   * @param knownPurposes of conf/purposes.yaml
   * @return empty when there is no such file, or when there are faults
   */
  public static Optional<ScoresConfig> load(
      Path folder, List<String> knownPurposes, Faults faults) {
    Path file = folder.resolve("scores.yaml");
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    int before = faults.all().size();
    Optional<ScoresConfig> config = read(file, knownPurposes, faults);
    return faults.all().size() > before ? Optional.empty() : config;
  }

  private static Optional<ScoresConfig> read(Path file, List<String> knownPurposes, Faults faults) {
    int before = faults.all().size();
    try (YamlMap top = YamlMap.load(file, faults)) {
      Map<Feature.Source, List<String>> purposes = NeededPurposes.ofTables(top, knownPurposes);
      FeatureChoice features = FeatureChoice.read(top);
      Optional<Churn> churn = top.requiredMap("churn").flatMap(ScoresConfig::churn);
      Optional<Learners.Choice> learner = learner(top);
      int folds = top.optionalInteger("folds", 2, 20).orElse(5);
      int seed = top.optionalInteger("seed").orElse(42);
      AcceptedFindings accepted = accepted(top);
      Optional<CustomerValue> customerValue =
          top.requiredMap("customer_value").flatMap(ScoresConfig::customerValue);
      double retrain =
          share(top, "retrain_when_withdrawn", top.optionalDecimal("retrain_when_withdrawn"))
              .map(BigDecimal::doubleValue)
              .orElse(0.02);
      List<Experiment> experiments = experiments(top);
      if (faults.all().size() > before) {
        return Optional.empty();
      }
      return Optional.of(
          new ScoresConfig(
              purposes,
              features.features(),
              features.reasons(),
              churn.orElseThrow(),
              learner.orElseThrow(),
              folds,
              seed,
              accepted,
              customerValue.orElseThrow(),
              retrain,
              experiments));
    }
  }

  private static Optional<Churn> churn(YamlMap section) {
    try (section) {
      Optional<ChurnLabel.Kind> kind = section.found("label", ScoresConfig::labelKind);
      int withinDays = section.integer("within_days", 1, MOST_DAYS);
      int moments = section.optionalInteger("moments", 2, 24).orElse(3);
      return kind.map(known -> new Churn(new ChurnLabel(known, withinDays), moments));
    }
  }

  private static Optional<Learners.Choice> learner(YamlMap top) {
    Optional<Learners.Choice> learner =
        top.has("learner")
            ? top.found("learner", Learners::find)
            : Optional.of(Learners.find(Learners.DEFAULT));
    if (!top.has("search")) {
      return learner;
    }
    try (YamlMap section = top.map("search")) {
      int trials = section.integer("trials", 1, ParameterSearch.MOST_TRIALS);
      return learner.flatMap(known -> top.checked("search", () -> known.searched(trials)));
    }
  }

  private static ChurnLabel.Kind labelKind(String id) {
    int place = ChurnLabel.kinds().indexOf(id);
    if (place < 0) {
      throw new IllegalArgumentException(
          "Unknown label '%s'; known: %s".formatted(id, ChurnLabel.kinds()));
    }
    return ChurnLabel.Kind.values()[place];
  }

  private static AcceptedFindings accepted(YamlMap top) {
    List<AcceptedFinding> entries = new ArrayList<>();
    for (YamlMap entry : top.maps("accepted_findings")) {
      try (entry) {
        Optional<FindingKind> kind = entry.found("kind", FindingKind::of);
        Optional<Feature> feature = entry.found("feature", Features::find);
        Optional<String> reason = entry.requiredText("reason");
        if (kind.isPresent() && feature.isPresent() && reason.isPresent()) {
          entries.add(new AcceptedFinding(kind.get(), feature.get().name(), reason.get()));
        }
      }
    }
    return top.checked("accepted_findings", () -> new AcceptedFindings(entries))
        .orElseGet(AcceptedFindings::none);
  }

  private static Optional<CustomerValue> customerValue(YamlMap section) {
    try (section) {
      int days = section.optionalInteger("days", 1, MOST_DAYS).orElse(365);
      return share(section, "margin", section.decimal("margin"))
          .map(margin -> new CustomerValue(days, margin));
    }
  }

  private static Optional<BigDecimal> share(YamlMap map, String key, Optional<BigDecimal> given) {
    Optional<BigDecimal> share =
        given.filter(value -> value.signum() > 0 && value.compareTo(BigDecimal.ONE) <= 0);
    if (given.isPresent() && share.isEmpty()) {
      map.fault(key, "must be in (0, 1], got %s", given.get());
    }
    return share;
  }

  private static List<Experiment> experiments(YamlMap top) {
    List<Experiment> experiments = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (YamlMap entry : top.maps("experiments")) {
      try (entry) {
        Optional<String> id = entry.requiredText("id");
        if (id.isPresent() && !ids.add(id.get())) {
          entry.fault("id", "'%s' is declared twice", id.get());
        }
        Instant starts = entry.instant("starts");
        int withinDays = entry.integer("within_days", 1, MOST_DAYS);
        String control = entry.optionalText("control").orElse(ContactRecord.NOBODY_CONTACTED);
        Optional<UpliftLearner> learner = entry.found("learner", UpliftLearners::find);
        if (id.isPresent() && learner.isPresent()) {
          experiments.add(new Experiment(id.get(), starts, withinDays, control, learner.get()));
        }
      }
    }
    return experiments;
  }
}
