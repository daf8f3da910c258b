package org.optika.spark.scores;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.optika.core.scores.uplift.ArmSums;
import org.optika.core.scores.uplift.OutcomeKind;
import org.optika.core.scores.uplift.UpliftBin;
import org.optika.core.scores.uplift.UpliftCounts;

/**
 * Counts people of an experiment by score, so that rankings are measured without bringing persons
 * to the driver. Scores are rounded to a step, a power of two.
 */
final class UpliftHistogram {
  /** Steps in a standard deviation of the outcome: 2^12, far finer than an effect can be known. */
  private static final int STEPS_EXPONENT = 12;

  /** Scored people: uplift of each treatment, then response. */
  static final StructType SCORED =
      new StructType()
          .add("scores", DataTypes.createArrayType(DataTypes.DoubleType, false), false)
          .add("arm", DataTypes.IntegerType, false)
          .add("stratum", DataTypes.IntegerType, false)
          .add("part", DataTypes.IntegerType, false)
          .add("label", DataTypes.DoubleType, false);

  private static final StructType ENTRIES =
      new StructType()
          .add("ranking", DataTypes.IntegerType, false)
          .add("treatment", DataTypes.IntegerType, false)
          .add("stratum", DataTypes.IntegerType, false)
          .add("part", DataTypes.IntegerType, false)
          .add("score", DataTypes.DoubleType, false)
          .add("treated", DataTypes.IntegerType, false)
          .add("label", DataTypes.DoubleType, false);

  private static final int UPLIFT = 0;
  private static final int RESPONSE = 1;

  private record Cell(int ranking, int treatment, int stratum, int part) {}

  private final OutcomeKind outcome;
  private final Map<Cell, List<UpliftBin>> bins = new HashMap<>();

  private UpliftHistogram(OutcomeKind outcome) {
    this.outcome = outcome;
  }

  /**
   * @param scored columns of {@link #SCORED}
   * @param outcomeDeviation standard deviation of the outcome
   */
  static UpliftHistogram of(Dataset<Row> scored, OutcomeKind outcome, double outcomeDeviation) {
    double step = Math.scalb(1, Math.getExponent(outcomeDeviation) - STEPS_EXPONENT);
    UpliftHistogram histogram = new UpliftHistogram(outcome);
    Column treated = col("treated").equalTo(1);
    Column label = col("label");
    scored
        .flatMap((FlatMapFunction<Row, Row>) UpliftHistogram::entries, Encoders.row(ENTRIES))
        .groupBy(
            col("ranking"),
            col("treatment"),
            col("stratum"),
            col("part"),
            round(col("score").divide(step)).as("step"))
        .agg(
            count(when(treated, lit(1))),
            sum(when(treated, label).otherwise(0.0)),
            sum(when(treated, label.multiply(label)).otherwise(0.0)),
            count(when(treated, null).otherwise(lit(1))),
            sum(when(treated, 0.0).otherwise(label)),
            sum(when(treated, 0.0).otherwise(label.multiply(label))))
        .collectAsList()
        .forEach(row -> histogram.add(row, step));
    return histogram;
  }

  /** A treated person stands against control once, one in control against every treatment. */
  private static Iterator<Row> entries(Row row) {
    List<Double> scores = row.getList(0);
    int treatments = scores.size() - 1;
    int arm = row.getInt(1);
    List<Row> entries = new ArrayList<>();
    for (int treatment = 1; treatment <= treatments; treatment++) {
      if (arm == 0 || arm == treatment) {
        entries.add(entry(row, UPLIFT, treatment, scores.get(treatment - 1)));
        entries.add(entry(row, RESPONSE, treatment, scores.get(treatments)));
      }
    }
    return entries.iterator();
  }

  private static Row entry(Row row, int ranking, int treatment, double score) {
    return RowFactory.create(
        ranking,
        treatment,
        row.getInt(2),
        row.getInt(3),
        score,
        row.getInt(1) == 0 ? 0 : 1,
        row.getDouble(4));
  }

  private void add(Row row, double step) {
    bins.computeIfAbsent(
            new Cell(row.getInt(0), row.getInt(1), row.getInt(2), row.getInt(3)),
            cell -> new ArrayList<>())
        .add(
            new UpliftBin(
                row.getDouble(4) * step,
                new ArmSums(row.getLong(5), row.getDouble(6), row.getDouble(7)),
                new ArmSums(row.getLong(8), row.getDouble(9), row.getDouble(10))));
  }

  /** By predicted uplift, one a part. */
  List<UpliftCounts> byUplift(int treatment, int stratum, int parts) {
    return byPart(UPLIFT, treatment, stratum, parts);
  }

  /** The same people by predicted response. */
  List<UpliftCounts> byResponse(int treatment, int stratum, int parts) {
    return byPart(RESPONSE, treatment, stratum, parts);
  }

  private List<UpliftCounts> byPart(int ranking, int treatment, int stratum, int parts) {
    List<UpliftCounts> counts = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      counts.add(
          UpliftCounts.ofBins(
              outcome, bins.getOrDefault(new Cell(ranking, treatment, stratum, part), List.of())));
    }
    return counts;
  }
}
