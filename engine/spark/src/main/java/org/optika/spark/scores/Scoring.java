package org.optika.spark.scores;

import java.util.Iterator;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.optika.core.scores.RawCells;
import org.optika.core.scores.Scorer;
import org.optika.core.scores.ScoringModel;
import org.optika.core.scores.model.ScoreModel;
import org.optika.core.scores.quality.ScoredCounts;

/** Applies a model to people of whom the outcome is known. */
final class Scoring {
  private Scoring() {}

  /**
   * @return columns of {@link ScoreHistogram#SCORED}: probability, outcome, and {@code part}
   */
  static Dataset<Row> scored(PeopleRows people, ScoringModel model) {
    return people
        .rows()
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>) rows -> scored(rows, model),
            Encoders.row(ScoreHistogram.SCORED));
  }

  /**
   * @param encoded rows of {@link EncodedRows}
   */
  static ScoredCounts margins(Dataset<Row> encoded, ScoreModel model) {
    Dataset<Row> margins =
        encoded.map(
            (MapFunction<Row, Row>)
                row ->
                    RowFactory.create(
                        model.margin(row.<Vector>getAs(0).toArray()), row.getDouble(1), 0),
            Encoders.row(ScoreHistogram.SCORED));
    return ScoreHistogram.byFold(margins, 1).get(0);
  }

  private static Iterator<Row> scored(Iterator<Row> rows, ScoringModel model) {
    Scorer scorer = model.scorer();
    RowCells reader = new RowCells(model.encoding().columns());
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Row next() {
        Row row = rows.next();
        RawCells cells = reader.of(row);
        return RowFactory.create(
            scorer.probability(cells),
            row.getDouble(row.fieldIndex("label")),
            row.getInt(row.fieldIndex("part")));
      }
    };
  }
}
