package org.optika.spark.scores;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.stddev_pop;

import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.optika.core.scores.uplift.UpliftModel;

/** Scores every person of an experiment by models that were trained on the other parts. */
final class UpliftCrossFitting {
  private UpliftCrossFitting() {}

  /**
   * @param rows {@code part} is in [0, parts)
   * @param progress one line a step
   */
  static UpliftHistogram of(
      UpliftRows rows, int parts, UpliftTraining training, Consumer<String> progress) {
    Dataset<Row> scored = null;
    for (int part = 0; part < parts; part++) {
      UpliftTraining.Trained trained = training.train(rows.where(col("part").notEqual(part)));
      Dataset<Row> some = scored(rows.where(col("part").equalTo(part)), trained);
      scored = scored == null ? some : scored.union(some);
      progress.accept("trained without part %d of %d".formatted(part + 1, parts));
    }
    double deviation = rows.people().rows().agg(stddev_pop(col("label"))).first().getDouble(0);
    return UpliftHistogram.of(scored, rows.outcome(), deviation);
  }

  /**
   * @return columns of {@link UpliftHistogram#SCORED}
   */
  static Dataset<Row> scored(UpliftRows rows, UpliftTraining.Trained trained) {
    return rows.people()
        .rows()
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>)
                some -> {
                  RowCells cells = new RowCells(trained.uplift().encoding().columns());
                  return new MappedRows(some, row -> scored(row, cells, trained));
                },
            Encoders.row(UpliftHistogram.SCORED));
  }

  private static Row scored(Row row, RowCells cells, UpliftTraining.Trained trained) {
    UpliftModel model = trained.uplift();
    double[] features = model.features(cells.of(row));
    double[] scores = Arrays.copyOf(model.uplifts(features), model.treatments().size() + 1);
    scores[scores.length - 1] =
        trained.response().predictions(features, model.treatments().size())[0];
    return RowFactory.create(
        Arrays.stream(scores).boxed().toArray(Double[]::new),
        row.getAs("arm"),
        row.getAs("stratum"),
        row.getAs("part"),
        row.getAs("label"));
  }
}
