package org.optika.spark.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.optika.core.scores.uplift.ArmSums;
import org.optika.core.scores.uplift.OutcomeKind;
import org.optika.core.scores.uplift.UpliftBin;
import org.optika.core.scores.uplift.UpliftCounts;
import org.optika.core.scores.uplift.UpliftQuality;
import org.optika.spark.LocalSpark;

@ExtendWith(LocalSpark.class)
class UpliftHistogramTest {
  private static final double DEVIATION = 0.5;

  private static Row scored(
      double first, double second, double response, int arm, int part, double label) {
    return RowFactory.create(new Double[] {first, second, response}, arm, 0, part, label);
  }

  private static UpliftHistogram of(SparkSession spark, OutcomeKind outcome, List<Row> rows) {
    return UpliftHistogram.of(
        spark.createDataFrame(rows, UpliftHistogram.SCORED), outcome, DEVIATION);
  }

  @Test
  void control_stands_against_every_treatment_and_the_treated_against_control_once(
      SparkSession spark) {
    UpliftHistogram histogram =
        of(
            spark,
            OutcomeKind.REAL,
            List.of(
                scored(0.5, -0.25, 0.75, 0, 0, 3),
                scored(0.5, -0.25, 0.75, 1, 0, 4),
                scored(0.25, 0.125, 0.5, 2, 0, 5),
                scored(0.25, 0.125, 0.5, 2, 1, 6)));

    ArmSums three = ArmSums.of(3);
    assertThat(histogram.byUplift(1, 0, 2))
        .containsExactly(
            new UpliftCounts(OutcomeKind.REAL, List.of(new UpliftBin(0.5, ArmSums.of(4), three))),
            new UpliftCounts(OutcomeKind.REAL, List.of()));
    assertThat(histogram.byUplift(2, 0, 2))
        .containsExactly(
            new UpliftCounts(
                OutcomeKind.REAL,
                List.of(
                    new UpliftBin(0.125, ArmSums.of(5), ArmSums.ZERO),
                    new UpliftBin(-0.25, ArmSums.ZERO, three))),
            new UpliftCounts(
                OutcomeKind.REAL, List.of(new UpliftBin(0.125, ArmSums.of(6), ArmSums.ZERO))));
    assertThat(histogram.byResponse(2, 0, 2).get(0).bins())
        .extracting(UpliftBin::score)
        .containsExactly(0.75, 0.5);
  }

  @Test
  void people_of_another_stratum_are_counted_apart(SparkSession spark) {
    List<Row> rows =
        List.of(
            RowFactory.create(new Double[] {0.5, 0.25}, 1, 0, 0, 1.0),
            RowFactory.create(new Double[] {0.5, 0.25}, 1, 1, 0, 1.0));

    UpliftHistogram histogram = of(spark, OutcomeKind.BINARY, rows);

    assertThat(histogram.byUplift(1, 0, 1).get(0).people()).isEqualTo(1);
    assertThat(histogram.byUplift(1, 1, 1).get(0).people()).isEqualTo(1);
  }

  @Test
  void figures_are_those_of_the_people_up_to_the_rounding_of_scores(SparkSession spark) {
    SplittableRandom random = new SplittableRandom(8);
    int people = 3000;
    double[] scores = random.doubles(people, -0.2, 0.4).toArray();
    double[] outcomes =
        IntStream.range(0, people)
            .mapToDouble(person -> random.nextDouble() < 0.3 + scores[person] / 2 ? 1 : 0)
            .toArray();
    int[] arms = random.ints(people, 0, 2).toArray();
    List<Row> rows = new ArrayList<>();
    for (int person = 0; person < people; person++) {
      rows.add(scored(scores[person], 0, 0, arms[person], 0, outcomes[person]));
    }

    UpliftCounts counts = of(spark, OutcomeKind.BINARY, rows).byUplift(1, 0, 1).get(0);

    UpliftQuality expected = UpliftQuality.of(UpliftCounts.of(scores, outcomes, arms, 1), 0.3);
    UpliftQuality quality = UpliftQuality.of(counts, 0.3);
    assertThat(counts.people()).isEqualTo(people);
    assertThat(quality.averageEffect()).isEqualTo(expected.averageEffect());
    assertThat(quality.qini()).isCloseTo(expected.qini(), within(1e-3));
    assertThat(quality.uplift()).isCloseTo(expected.uplift(), within(1e-3));
    assertThat(quality.topUplift()).isCloseTo(expected.topUplift(), within(3e-3));
  }
}
