package org.optika.spark.gate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.Clocks;
import org.optika.core.gate.GateDecision;
import org.optika.core.gate.GateRule;

/** What an experiment drew for people. */
final class DrawnRows {
  private DrawnRows() {}

  /**
   * @param contacts table {@code contact} of one controller
   * @param permission one row a subject
   * @return columns of {@link Gate#draws}
   */
  static Dataset<Row> of(
      Dataset<Row> contacts,
      Dataset<Row> permission,
      String experiment,
      GateRule rule,
      Clocks clocks) {
    return contacts
        .where(col("experiment").equalTo(experiment))
        .where(
            unix_micros(greatest(col("recorded_time"), col("ingested_time")))
                .leq(clocks.knownAtMicros()))
        .withColumn("at", unix_micros(col("occurred_at")))
        .where(col("at").leq(clocks.asOfMicros()))
        .select("subject_id", "at", "contact_id", "topic", "propensity")
        .join(
            permission.hint("shuffle_hash"),
            scala.jdk.javaapi.CollectionConverters.asScala(List.of("subject_id")).toSeq(),
            "left")
        .where(
            GateFunctions.decision(
                    col("`from`"), col("state"), col("at"), clocks.asOfMicros(), rule)
                .equalTo(GateDecision.ADMITTED))
        .groupBy("subject_id")
        .agg(
            min_by(
                    struct(col("at"), col("topic"), col("propensity")),
                    struct(col("at"), col("contact_id")))
                .as("first"))
        .select("subject_id", "first.at", "first.topic", "first.propensity");
  }
}
