package org.optika.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.scores.card.Retraining;
import org.optika.spark.scores.ChurnScores;
import org.optika.spark.table.Table;
import org.optika.spark.table.Tables;

/** feature, model_card -> churn_score. */
public final class ScoreJob implements Job {

  /** Usage: {@code --config conf/optika.yaml [--as-of T] [--known-at T]}. */
  public static void main(String[] arguments) {
    CommandLineMain.runJob(new ScoreJob(), arguments);
  }

  @Override
  public String name() {
    return "score";
  }

  @Override
  public String summary() {
    return "how likely each person at risk is to churn, with the reasons, for those who permit profiling";
  }

  @Override
  public List<Table> writes() {
    return List.of(Tables.CHURN_SCORE);
  }

  @Override
  public void run(RunContext context) {
    StoredModel model = StoredModel.newest(context, StoredModel.CHURN);
    long now = new ScoreMoments(context).nowMicros();
    Dataset<Row> people =
        context
            .stored(Tables.FEATURE)
            .rows()
            .where(col("moment").equalTo(timestamp_micros(lit(now))));
    model.requireFeaturesOf(people);
    Retraining retraining =
        StoredManifest.retraining(
                context,
                List.of(model.manifest()),
                context.scores().retrainWhenWithdrawn(),
                model.card().smallCell())
            .get(0);
    context
        .lake()
        .replace(
            Tables.CHURN_SCORE,
            context.stamped(
                ChurnScores.of(people, model.scoring())
                    .withColumn("controller_id", lit(context.config().controller()))
                    .withColumn("model_id", lit(model.id()))
                    .withColumn("retraining_needed", lit(retraining.needed()))));
  }
}
