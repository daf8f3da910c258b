package org.optika.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.scores.ChurnLabel;
import org.optika.core.scores.Feature;
import org.optika.core.scores.FeatureMoment;
import org.optika.core.scores.RawColumn;
import org.optika.jobs.config.ScoresConfig;
import org.optika.spark.gate.PermittedHistory;
import org.optika.spark.scores.FeatureRows;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Table;
import org.optika.spark.table.Tables;

/** touchpoint, conversion, contact, customer, permission -> gate_outcome, feature. */
public final class BuildFeaturesJob implements Job {

  /** Usage: {@code --config conf/optika.yaml [--as-of T] [--known-at T]}. */
  public static void main(String[] arguments) {
    CommandLineMain.runJob(new BuildFeaturesJob(), arguments);
  }

  @Override
  public String name() {
    return "build-features";
  }

  @Override
  public String summary() {
    return "what was known of people at the instants of training and of scoring, and what became of them";
  }

  @Override
  public List<Table> writes() {
    return List.of(Tables.GATE_OUTCOME, Tables.FEATURE);
  }

  @Override
  public void run(RunContext context) {
    ScoresConfig scores = context.scores();
    ScoreMoments moments = new ScoreMoments(context);
    List<FeatureMoment> instants = moments.all(scores.churn());
    ChurnLabel label = scores.churn().label();
    PermittedHistory history =
        context
            .gate()
            .history(
                ScoreMoments.purposes(scores),
                moments.nowMicros(),
                FeatureRows.spans(instants, label));
    Dataset<Row> features =
        FeatureRows.of(history, instants, label, scores.features(), scores.customerValue());
    Lake lake = context.lake();
    lake.replace(
        Tables.FEATURE,
        context.stamped(
            features
                .withColumn("moment", timestamp_micros(col("moment_micros")))
                .drop("moment_micros")
                .withColumn("controller_id", lit(context.config().controller()))
                .withColumn("feature_set", lit(names(scores.features())))));
    context.writeGateOutcome(name(), history.outcome());
  }

  /** Names of the features, numbers then texts, as a list in JSON. */
  static String names(List<Feature> features) {
    return List.of(RawColumn.Kind.NUMBER, RawColumn.Kind.TEXT).stream()
        .flatMap(kind -> features.stream().filter(feature -> feature.column().kind() == kind))
        .map(feature -> '"' + feature.name() + '"')
        .collect(Collectors.joining(",", "[", "]"));
  }
}
