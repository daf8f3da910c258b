package org.optika.spark.scores;

import static org.apache.spark.sql.functions.col;

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
 * The instants at which people of an experiment are looked at: the last one before it starts, since
 * what happens, or becomes known, at its start may be its doing; and now, for how people have
 * changed since.
 */
public final class ExperimentMoments {
  private final FeatureMoment before;
  private final FeatureMoment now;
  private final ChurnLabel label;

  /**
   * @param start the experiment drew from then on
   * @param now later than its outcomes
   * @param label what its outcome is the opposite of
   */
  public ExperimentMoments(FeatureMoment start, FeatureMoment now, ChurnLabel label) {
    this.before = start.justBefore();
    this.now = now;
    this.label = label;
  }

  private List<FeatureMoment> all() {
    return List.of(before, now);
  }

  /** The spans that the history has to be told about. */
  public List<TimeSpan> spans() {
    return FeatureRows.spans(all(), label);
  }

  /**
   * One row for each instant and person at risk, see {@link FeatureRows#of}.
   *
   * @param history up to now, told of {@link #spans}
   */
  public Dataset<Row> features(
      PermittedHistory history, List<Feature> features, CustomerValue value) {
    return FeatureRows.of(history, all(), label, features, value);
  }

  /** Of {@link #features} those as at the instant before the experiment. */
  public Dataset<Row> before(Dataset<Row> features) {
    return features.where(col("moment_micros").equalTo(before.micros()));
  }

  /** Of {@link #features} those of now: who would be in the experiment if it began again. */
  public Dataset<Row> now(Dataset<Row> features) {
    return features.where(col("moment_micros").equalTo(now.micros()));
  }
}
