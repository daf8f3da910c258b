package org.optika.spark.scores;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.optika.core.scores.Feature;
import org.optika.core.scores.Features;
import org.optika.core.scores.RawCells;
import org.optika.core.scores.RawColumn;
import org.optika.core.scores.ReasonWords;
import org.optika.core.scores.Scorer;
import org.optika.core.scores.ScoringModel;

/** Scores people of whom features are known, and says why. */
public final class ChurnScores {
  private static final StructType SCORES =
      new StructType()
          .add("subject_id", DataTypes.LongType, false)
          .add("probability", DataTypes.DoubleType, false)
          .add("margin", DataTypes.DoubleType, false)
          .add("base_margin", DataTypes.DoubleType, false)
          .add("contributions", DataTypes.createArrayType(DataTypes.DoubleType, false), false)
          .add("reasons", DataTypes.createArrayType(DataTypes.StringType, false), false)
          .add("customer_value", DataTypes.DoubleType, false)
          .add("priority", DataTypes.DoubleType, false);

  private ChurnScores() {}

  /** How features stand in a training set. */
  public static List<RawColumn> columns(List<Feature> features) {
    return features.stream().map(Feature::column).toList();
  }

  /**
   * @param features {@code subject_id, numbers, texts, customer_value} as the model was trained on
   * @return rows of {@link org.optika.spark.table.Tables#CHURN_SCORE} without controller, model,
   *     clocks and run
   */
  public static Dataset<Row> of(Dataset<Row> features, ScoringModel model) {
    return features
        .select("subject_id", "numbers", "texts", "customer_value")
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>) rows -> scores(rows, model), Encoders.row(SCORES));
  }

  private static Iterator<Row> scores(Iterator<Row> rows, ScoringModel model) {
    List<RawColumn> columns = model.encoding().columns();
    RowCells reader = new RowCells(columns);
    Scorer scorer = model.scorer();
    double[] contributions = new double[columns.size()];
    double base = model.model().baseMargin();
    ReasonWords words =
        new ReasonWords(
            columns, columns.stream().map(column -> Features.find(column.name())).toList());
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Row next() {
        Row row = rows.next();
        RawCells cells = reader.of(row);
        scorer.contributions(cells, contributions);
        double margin = scorer.margin(cells);
        double probability = model.calibration().probability(margin);
        double value = row.getDouble(3);
        List<Double> each = new ArrayList<>(contributions.length);
        for (double contribution : contributions) {
          each.add(contribution);
        }
        return RowFactory.create(
            row.getLong(0),
            probability,
            margin,
            base,
            each.toArray(),
            words.of(cells, contributions).toArray(),
            value,
            probability * value);
      }
    };
  }
}
