package org.optika.jobs;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.scores.uplift.ExperimentEffects;
import org.optika.core.scores.uplift.ExperimentEffectsBytes;
import org.optika.jobs.cards.ModelCardJson;
import org.optika.jobs.cards.UpliftCardJson;
import org.optika.spark.gate.OtherClocksException;
import org.optika.spark.scores.ScoreGroups;
import org.optika.spark.table.PersonTable;
import org.optika.spark.table.Tables;

/** The newest models, scores and proposals of a lake as text; empty where there are none. */
final class ScoreSummary {
  private ScoreSummary() {}

  static String of(RunContext context) {
    StringBuilder text = new StringBuilder();
    List<ScoreText.Effect> effects = new ArrayList<>();
    for (Row model : newest(context)) {
      if (model.<String>getAs("kind").equals(StoredModel.CHURN)) {
        text.append(ScoreText.model(ModelCardJson.read(model.getAs("card"))));
      } else {
        effects.addAll(effects(model));
      }
    }
    if (!effects.isEmpty()) {
      text.append(ScoreText.effects(effects));
    }
    return text.append(
            ScoreText.people(
                stored(context, Tables.CHURN_SCORE).map(ScoreGroups::byRisk).orElse(List.of()),
                stored(context, Tables.NEXT_BEST_ACTION)
                    .map(ScoreGroups::byAction)
                    .orElse(List.of()),
                context.config().smallCellThreshold()))
        .toString();
  }

  /** The newest model of churn and that of each experiment. */
  private static Collection<Row> newest(RunContext context) {
    Map<List<String>, String> ids = new LinkedHashMap<>();
    StoredModel.known(context)
        .select("kind", "experiment", "model_id")
        .collectAsList()
        .forEach(
            row ->
                ids.putIfAbsent(
                    List.of(row.getString(0), row.isNullAt(1) ? "" : row.getString(1)),
                    row.getString(2)));
    return ids.isEmpty()
        ? List.of()
        : StoredModel.known(context)
            .where(col("model_id").isInCollection(ids.values()))
            .select("kind", "experiment", "card", "model")
            .orderBy("kind", "experiment")
            .collectAsList();
  }

  private static List<ScoreText.Effect> effects(Row model) {
    ExperimentEffects learnt = ExperimentEffectsBytes.read(model.<byte[]>getAs("model"));
    List<String> actions = learnt.model().treatments();
    List<ScoreText.Effect> effects = new ArrayList<>();
    UpliftCardJson.averageEffects(model.getAs("card"))
        .forEach(
            (action, average) ->
                effects.add(
                    new ScoreText.Effect(
                        model.getAs("experiment"),
                        action,
                        average.value(),
                        average.interval(),
                        learnt.arms().get(actions.indexOf(action)).use())));
    return effects;
  }

  /** The rows of a table, unless it was written for other clocks than those of the run. */
  private static Optional<Dataset<Row>> stored(RunContext context, PersonTable table) {
    try {
      return Optional.of(context.gate().stored(table).rows());
    } catch (OtherClocksException otherClocks) {
      context.log(otherClocks.getMessage());
      return Optional.empty();
    }
  }
}
