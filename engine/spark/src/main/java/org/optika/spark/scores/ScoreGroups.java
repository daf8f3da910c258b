package org.optika.spark.scores;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.scores.RiskBand;
import org.optika.core.scores.card.ProposalGroup;
import org.optika.core.scores.card.RiskGroup;

/** Scores and proposals as sums over groups of people; counts as they are, small ones too. */
public final class ScoreGroups {
  private ScoreGroups() {}

  /**
   * @param scores rows of table {@code churn_score}
   * @return bands that have people, lowest first
   */
  public static List<RiskGroup> byRisk(Dataset<Row> scores) {
    return scores
        .groupBy(BandColumn.of(col("probability"), RiskBand.STARTS, RiskBand.NAMES).as("band"))
        .agg(count(lit(1)), sum("probability"), sum("priority"))
        .collectAsList()
        .stream()
        .map(
            row ->
                new RiskGroup(row.getString(0), row.getLong(1), row.getDouble(2), row.getDouble(3)))
        .sorted(Comparator.comparingInt(group -> RiskBand.NAMES.indexOf(group.name())))
        .toList();
  }

  /**
   * @param proposals rows of table {@code next_best_action}
   * @return by action, what most people get first
   */
  public static List<ProposalGroup> byAction(Dataset<Row> proposals) {
    return proposals
        .groupBy("action")
        .agg(
            count(lit(1)),
            sum(col("cost")).cast("double"),
            sum("net_gain"),
            count_if(col("human_review")))
        .collectAsList()
        .stream()
        .map(
            row ->
                new ProposalGroup(
                    row.getString(0),
                    row.getLong(1),
                    row.getDouble(2),
                    row.getDouble(3),
                    row.getLong(4)))
        .sorted(
            Comparator.comparingLong(ProposalGroup::people)
                .reversed()
                .thenComparing(ProposalGroup::action))
        .toList();
  }
}
