package org.optika.spark.scores;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.optika.core.scores.ColumnCounts;
import org.optika.core.scores.ColumnHistogram;
import org.optika.core.scores.RawColumn;
import org.optika.core.scores.leakage.Finding;
import org.optika.core.scores.leakage.LeakageGuard;
import org.optika.core.scores.leakage.LeakageLimits;
import org.optika.core.scores.leakage.ModelGain;
import org.optika.core.scores.quality.Ranking;
import org.optika.core.scores.quality.ScoredCounts;

/** Measures what the leakage guard judges: features alone, models without them, and drift. */
public final class LeakageCheck {
  private static final int CANDIDATES = 3;
  private static final int FOLDS = 2;

  private final LeakageGuard guard = new LeakageGuard(LeakageLimits.defaults());
  private final long seed;
  private final Consumer<String> progress;

  public LeakageCheck(long seed, Consumer<String> progress) {
    this.seed = seed;
    this.progress = progress;
  }

  /**
   * @param findings open or to be accepted
   * @param aloneAuc of each raw column; of a text that of its best value
   * @param drift population stability index of each raw column; empty where nobody is to be scored
   */
  public record Measured(
      List<Finding> findings, Map<String, Double> aloneAuc, Map<String, Double> drift) {}

  /**
   * @param training people with outcomes
   * @param scoring people to be scored by the model, empty when there are none
   */
  public Measured measure(PeopleRows training, Optional<PeopleRows> scoring) {
    List<Finding> findings = new ArrayList<>();
    ColumnCounts counts = ColumnStates.count(training);
    ColumnHistogram trained = ColumnStates.histogram(training, counts);
    Map<String, Double> alone = new HashMap<>();
    trained
        .outcomes()
        .forEach(
            (feature, outcomes) -> {
              alone.merge(feature.split(" = ")[0], outcomes.auc(), Math::max);
              guard.single(feature, outcomes).ifPresent(findings::add);
            });
    progress.accept("leakage guard: looked at each feature alone");
    findings.addAll(gains(training, alone));
    Map<String, Double> drift = new HashMap<>();
    scoring.ifPresent(
        people -> {
          for (FeatureDrift feature :
              FeatureDrift.between(trained, ColumnStates.histogram(people, counts))) {
            findings.addAll(feature.findings());
            drift.put(feature.feature(), feature.index());
          }
          progress.accept("leakage guard: compared with the people to be scored");
        });
    return new Measured(List.copyOf(findings), alone, drift);
  }

  /** Models without each of the features that rank best alone. */
  private List<Finding> gains(PeopleRows training, Map<String, Double> alone) {
    List<RawColumn> candidates =
        training.columns().stream()
            .sorted(
                Comparator.comparing((RawColumn column) -> -alone.getOrDefault(column.name(), 0.5)))
            .limit(CANDIDATES)
            .toList();
    if (training.columns().size() < 2) {
      return List.of();
    }
    double with = auc(training);
    List<Finding> findings = new ArrayList<>();
    for (RawColumn candidate : candidates) {
      double without = auc(training.without(candidate));
      guard.gain(new ModelGain(candidate.name(), with, without)).ifPresent(findings::add);
      progress.accept("leakage guard: tried without '%s'".formatted(candidate.name()));
    }
    return findings;
  }

  /** Of a logistic regression on people that it has not seen. */
  private double auc(PeopleRows people) {
    LogisticLearner learner = LogisticLearner.DEFAULT;
    try (EncodedRows rows = EncodedRows.of(people, FOLDS, seed)) {
      double sum = 0;
      for (int fold = 0; fold < FOLDS; fold++) {
        ScoredCounts scored = Scoring.margins(rows.of(fold), learner.fit(rows.without(fold), seed));
        sum += Ranking.auc(scored).orElse(0.5);
      }
      return sum / FOLDS;
    }
  }
}
