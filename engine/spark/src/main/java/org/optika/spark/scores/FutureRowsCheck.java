package org.optika.spark.scores;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.scores.Feature;
import org.optika.core.scores.RawColumn;
import org.optika.core.scores.leakage.FutureRowCounts;

/** Whether features as at an instant change when all that came later is taken away. */
public final class FutureRowsCheck {
  private FutureRowsCheck() {}

  /**
   * @param stored features at one instant, as a model is trained on them: {@code subject_id,
   *     numbers, texts}
   * @param cut the same of a history that ends at the instant
   * @param features of both; somebody who is in one only has changed in all of them
   */
  public static FutureRowCounts of(Dataset<Row> stored, Dataset<Row> cut, List<Feature> features) {
    Dataset<Row> both =
        stored
            .select(col("subject_id"), col("numbers").as("n1"), col("texts").as("t1"))
            .join(
                cut.select(col("subject_id"), col("numbers").as("n2"), col("texts").as("t2")),
                scala.jdk.javaapi.CollectionConverters.asScala(List.of("subject_id")).toSeq(),
                "full");
    Column missing = col("n1").isNull().or(col("n2").isNull());
    List<Column> counts = new ArrayList<>();
    Map<RawColumn.Kind, Integer> places = new EnumMap<>(RawColumn.Kind.class);
    for (Feature feature : features) {
      RawColumn.Kind kind = feature.column().kind();
      int place = places.merge(kind, 1, Integer::sum) - 1;
      String cells = kind == RawColumn.Kind.NUMBER ? "n" : "t";
      Column same = col(cells + 1).getItem(place).eqNullSafe(col(cells + 2).getItem(place));
      counts.add(count(when(missing.or(not(same)), lit(1))));
    }
    Row row = both.agg(count(lit(1)), counts.toArray(Column[]::new)).first();
    List<Long> changed = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      changed.add(row.getLong(i + 1));
    }
    return new FutureRowCounts(
        features.stream().map(Feature::name).toList(), row.getLong(0), changed);
  }
}
