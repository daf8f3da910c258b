package org.optika.spark.ingest;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Identifiers whose subject id belongs to another identifier already. The first key that the
 * subject table holds keeps the id; rows of later ones are refused, since they would be taken for
 * the first one's. With 63 bits this is not expected to happen (1 in 18 for a billion subjects).
 */
final class SubjectCollisions {
  private final Optional<Dataset<Row>> losers;

  private SubjectCollisions(Optional<Dataset<Row>> losers) {
    this.losers = losers;
  }

  static SubjectCollisions none() {
    return new SubjectCollisions(Optional.empty());
  }

  /**
   * @param named subjects of this run: subject_id, check and key
   * @param subjects rows of the subject table
   */
  static SubjectCollisions between(Dataset<Row> named, Dataset<Row> subjects) {
    Dataset<Row> losers =
        named
            .as("named")
            .join(
                subjects.as("known"),
                col("named.subject_id")
                    .equalTo(col("known.subject_id"))
                    .and(col("named." + Staged.KEY).notEqual(col("known.subject_key"))))
            .select(col("named.subject_id"), col("named." + Staged.CHECK))
            .distinct();
    List<Row> found = losers.collectAsList();
    return found.isEmpty()
        ? none()
        : new SubjectCollisions(
            Optional.of(subjects.sparkSession().createDataFrame(found, losers.schema())));
  }

  boolean any() {
    return losers.isPresent();
  }

  /** Silver rows whose subject id is their own. */
  Dataset<Row> without(Dataset<Row> silver) {
    if (losers.isEmpty() || !List.of(silver.columns()).contains("subject_id")) {
      return silver;
    }
    return silver.join(broadcast(losers.get()), on(), "left_anti");
  }

  /**
   * Rows for quarantine; only when there are {@link #any}.
   *
   * @param files file_id and name of the files
   */
  Dataset<Row> of(Dataset<Row> silver, Dataset<Row> files) {
    return silver
        .join(broadcast(losers.orElseThrow()), on(), "left_semi")
        .join(broadcast(files), "file_id")
        .select(
            col("source_system"),
            col("file"),
            col("file_id"),
            col("file_row"),
            lit("identifier").as("column"),
            lit("a subject id of its own").as("expected"),
            lit("subject id collision").as("got"))
        .distinct();
  }

  private static scala.collection.immutable.Seq<String> on() {
    return scala.jdk.javaapi.CollectionConverters.asScala(List.of("subject_id", Staged.CHECK))
        .toSeq();
  }
}
