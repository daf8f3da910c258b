package org.optika.spark.gate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.Clocks;
import org.optika.core.consent.RulePack;
import org.optika.core.gate.GateDecision;
import org.optika.spark.table.PersonTable;

/** What {@link Gate#history} lets through, and counts of what it was asked for. */
public final class PermittedHistory {
  private final Dataset<Row> decided;
  private final long upToMicros;
  private final Clocks clocks;
  private final RulePack rules;
  private final Map<String, List<String>> purposes = new LinkedHashMap<>();

  PermittedHistory(
      Dataset<Row> decided,
      long upToMicros,
      Clocks clocks,
      RulePack rules,
      Map<PersonTable, List<String>> purposes) {
    this.decided = decided;
    this.upToMicros = upToMicros;
    this.clocks = clocks;
    this.rules = rules;
    purposes.forEach(
        (table, needed) ->
            this.purposes.put(
                table.name(),
                needed.stream().sorted(Comparator.comparingInt(rules::indexOf)).toList()));
  }

  /** Up to which rows are there. */
  public long upToMicros() {
    return upToMicros;
  }

  /** The permitted rows; rows of one person are in one partition. */
  public Permitted permitted() {
    return new Permitted(
        decided
            .where(col("decision").equalTo(GateDecision.ADMITTED))
            .where(col("is_bot").equalTo(false))
            .where(col("at").leq(upToMicros))
            .select(
                "subject_id",
                "at",
                "known",
                "kind",
                "id",
                "ref",
                "number",
                "text",
                "topic",
                "throughout"),
        clocks);
  }

  /**
   * Rows of {@link org.optika.spark.table.Tables#GATE_OUTCOME} without job, clocks and run: of all
   * rows that were known then. Reads the tables once more.
   */
  public Dataset<Row> outcome() {
    List<Row> outcome = new ArrayList<>();
    decided
        .groupBy("table_name", "decision")
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(
            row ->
                outcome.add(
                    GateReport.outcome(
                        row.getString(0),
                        row.getInt(1),
                        row.getLong(2),
                        rules,
                        purposes.get(row.getString(0)))));
    return decided.sparkSession().createDataFrame(outcome, GateReport.OUTCOME);
  }
}
