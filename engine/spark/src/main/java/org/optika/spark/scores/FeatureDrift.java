package org.optika.spark.scores;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.optika.core.scores.ColumnCounts;
import org.optika.core.scores.ColumnHistogram;
import org.optika.core.scores.leakage.Drift;
import org.optika.core.scores.leakage.Finding;
import org.optika.core.scores.leakage.LeakageGuard;
import org.optika.core.scores.leakage.LeakageLimits;
import org.optika.core.scores.leakage.ValueCounts;

/**
 * How otherwise a feature is among people of now than among those that a model was learnt from.
 *
 * @param index population stability index, see {@link Drift}
 * @param findings of the {@link LeakageGuard} about it
 */
public record FeatureDrift(String feature, double index, List<Finding> findings) {
  public FeatureDrift {
    findings = List.copyOf(findings);
  }

  /**
   * One a feature, in the order of the columns; none where there is nobody now.
   *
   * @param training people that a model was learnt from, at least one
   * @param scoring people of now
   */
  static List<FeatureDrift> between(PeopleRows training, PeopleRows scoring) {
    ColumnCounts counts = ColumnStates.count(training);
    ColumnHistogram trained = ColumnStates.histogram(training, counts);
    ColumnHistogram scored = ColumnStates.histogram(scoring, counts);
    boolean isNobody =
        scored.values(trained).values().stream().allMatch(values -> values.people() == 0);
    return isNobody ? List.of() : between(trained, scored);
  }

  /**
   * @param trained people that a model was learnt from, at least one
   * @param scored people of now in the same bins, likewise
   */
  static List<FeatureDrift> between(ColumnHistogram trained, ColumnHistogram scored) {
    LeakageGuard guard = new LeakageGuard(LeakageLimits.defaults());
    Map<String, ValueCounts> then = trained.values(scored);
    List<FeatureDrift> drifts = new ArrayList<>();
    scored
        .values(trained)
        .forEach(
            (feature, now) ->
                drifts.add(
                    new FeatureDrift(
                        feature,
                        Drift.between(then.get(feature), now).index(),
                        guard.drift(feature, then.get(feature), now))));
    return List.copyOf(drifts);
  }
}
