package org.optika.spark.scores;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.stddev_pop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.optika.core.scores.uplift.UpliftModel;
import scala.jdk.javaapi.CollectionConverters;

/** Scores every person of an experiment by a model that was trained on the other parts. */
final class UpliftCrossFitting {
  private UpliftCrossFitting() {}

  /**
   * Models that have not seen a part, one for each.
   *
   * @param rows {@code part} is in [0, parts)
   * @param progress one line a step
   */
  static List<UpliftTraining.Trained> models(
      UpliftRows rows, int parts, UpliftTraining training, Consumer<String> progress) {
    List<UpliftTraining.Trained> models = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      models.add(training.train(rows.where(col("part").notEqual(part))));
      progress.accept("trained without part %d of %d".formatted(part + 1, parts));
    }
    return models;
  }

  /**
   * @param models of {@link #models}
   */
  static UpliftHistogram histogram(UpliftRows rows, List<UpliftTraining.Trained> models) {
    double deviation = rows.people().rows().agg(stddev_pop(col("label"))).first().getDouble(0);
    return UpliftHistogram.of(scored(rows, models), rows.outcome(), deviation);
  }

  /**
   * @return columns of {@link UpliftHistogram#SCORED}
   */
  private static Dataset<Row> scored(UpliftRows rows, List<UpliftTraining.Trained> models) {
    return rows.people()
        .rows()
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>)
                some -> {
                  Scores scores = new Scores(models);
                  return new MappedRows<>(some, row -> scored(row, scores.of(row)));
                },
            Encoders.row(UpliftHistogram.SCORED));
  }

  private static Row scored(Row row, double[] scores) {
    return RowFactory.create(
        // A sequence, since Spark hands rows from one function to the next as they are.
        CollectionConverters.asScala(Arrays.stream(scores).boxed().toList()).toSeq(),
        row.getAs("arm"),
        row.getAs("stratum"),
        row.getAs("part"),
        row.getAs("label"));
  }

  /** Asks of each person the model of the person's part. */
  static final class Scores {
    private final List<UpliftTraining.Trained> models;
    private final List<RowCells> cells;

    Scores(List<UpliftTraining.Trained> models) {
      this.models = models;
      this.cells =
          models.stream().map(model -> new RowCells(model.uplift().encoding().columns())).toList();
    }

    /** Uplift of each treatment, then response: the outcome that control is expected to have. */
    double[] of(Row row) {
      int part = row.getInt(row.fieldIndex("part"));
      UpliftModel model = models.get(part).uplift();
      double[] features = model.features(cells.get(part).of(row));
      double[] scores = Arrays.copyOf(model.uplifts(features), model.treatments().size() + 1);
      scores[scores.length - 1] =
          models.get(part).response().predictions(features, model.treatments().size())[0];
      return scores;
    }
  }
}
