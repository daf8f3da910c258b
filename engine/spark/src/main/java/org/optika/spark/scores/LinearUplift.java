package org.optika.spark.scores;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.stddev_pop;

import java.util.Arrays;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.ml.stat.Summarizer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.scores.Encoding;
import org.optika.core.scores.model.LinearModel;
import org.optika.core.scores.uplift.Fit;
import org.optika.core.scores.uplift.Link;
import org.optika.core.scores.uplift.TrainedFit;

/**
 * Logistic regression for probabilities, and linear regression for means, both on linear splines:
 * without, an effect that is largest in the middle is not found at all. An effect is small beside
 * the noise, so they need a ridge that is far stronger than for scores of an outcome.
 *
 * @param ridge penalty on the squared coefficients of standardised columns; worth as much as the
 *     data of so many people, so that it fades as they get more
 */
record LinearUplift(double ridge) implements UpliftBase {
  /** What a penalty needs to know of the rows. */
  private record Scale(double[] means, long people, double labelDeviation) {
    static Scale of(Dataset<Row> rows) {
      Row row =
          rows.agg(Summarizer.mean(col("x")), count(lit(1)), stddev_pop(col("label"))).first();
      return new Scale(row.<Vector>getAs(0).toArray(), row.getLong(1), row.getDouble(2));
    }
  }

  @Override
  public String id() {
    return "logistic";
  }

  @Override
  public String summary() {
    return "logistic regression for probabilities and linear regression for means, with linear splines and a ridge of %s people"
        .formatted(ridge);
  }

  @Override
  public Encoding given(Encoding all) {
    return all;
  }

  @Override
  public TrainedFit fit(Fit fit, Dataset<Row> rows, int width, long seed) {
    Scale scale = Scale.of(rows);
    return switch (fit.kind()) {
      case CLASSIFICATION -> new TrainedFit(fit, logistic(rows, scale), Link.LOGISTIC);
      case REGRESSION -> new TrainedFit(fit, linear(rows, scale), Link.IDENTITY);
    };
  }

  private LinearModel logistic(Dataset<Row> rows, Scale scale) {
    double[] ofEach = new double[scale.means().length];
    Arrays.fill(ofEach, ridge / scale.people());
    return LogisticFitting.fit(rows, ofEach);
  }

  private LinearModel linear(Dataset<Row> rows, Scale scale) {
    LinearRegressionModel fitted =
        new LinearRegression()
            .setFeaturesCol("x")
            .setLabelCol("label")
            .setWeightCol("weight")
            // MLlib divides the penalty by the deviation of the label, which would make it depend
            // on the unit of the outcome.
            .setRegParam(ridge / scale.people() * scale.labelDeviation())
            .setSolver("normal")
            .fit(rows);
    return new LinearModel(fitted.coefficients().toArray(), fitted.intercept(), scale.means());
  }
}
