package org.optika.spark.scores;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.scores.ChurnLabel;
import org.optika.core.scores.CustomerValue;
import org.optika.core.scores.Feature;
import org.optika.core.scores.FeatureMoment;
import org.optika.spark.gate.PermittedHistory;
import org.optika.spark.gate.TimeSpan;

/**
 * The instant at which people of an experiment are looked at: the last one before it starts, since
 * what happens, or becomes known, at its start may be its doing.
 */
public final class ExperimentMoment {
  private final List<FeatureMoment> before;
  private final ChurnLabel label;

  /**
   * @param start the experiment drew from then on
   * @param label what its outcome is the opposite of
   */
  public ExperimentMoment(FeatureMoment start, ChurnLabel label) {
    this.before = List.of(start.justBefore());
    this.label = label;
  }

  /** The spans that the history has to be told about. */
  public List<TimeSpan> spans() {
    return FeatureRows.spans(before, label);
  }

  /**
   * One row for each person at risk, see {@link FeatureRows#of}.
   *
   * @param history up to now, told of {@link #spans}
   */
  public Dataset<Row> features(
      PermittedHistory history, List<Feature> features, CustomerValue value) {
    return FeatureRows.of(history, before, label, features, value);
  }
}
