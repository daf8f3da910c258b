package org.optika.spark.scores;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.optika.core.scores.card.ProposalGroup;
import org.optika.core.scores.card.RiskGroup;
import org.optika.spark.LocalSpark;

@ExtendWith(LocalSpark.class)
class ScoreGroupsTest {
  @Test
  void people_are_counted_by_risk_lowest_first_a_band_begins_with_its_first_number(
      SparkSession spark) {
    StructType scores =
        new StructType()
            .add("probability", DataTypes.DoubleType, false)
            .add("priority", DataTypes.DoubleType, false);

    assertThat(
            ScoreGroups.byRisk(
                spark.createDataFrame(
                    List.of(
                        RowFactory.create(0.5, 8.0),
                        RowFactory.create(0.0, 0.5),
                        RowFactory.create(0.049, 1.0),
                        RowFactory.create(0.05, 2.0),
                        RowFactory.create(0.75, 4.0)),
                    scores)))
        .containsExactly(
            new RiskGroup("below 5 %", 2, 0.049, 1.5),
            new RiskGroup("5 to 10 %", 1, 0.05, 2),
            new RiskGroup("50 % and more", 2, 1.25, 12));
  }

  @Test
  void people_are_counted_by_what_is_proposed_most_first(SparkSession spark) {
    StructType proposals =
        new StructType()
            .add("action", DataTypes.StringType, false)
            .add("cost", DataTypes.createDecimalType(18, 4), false)
            .add("net_gain", DataTypes.DoubleType, false)
            .add("human_review", DataTypes.BooleanType, false);

    assertThat(
            ScoreGroups.byAction(
                spark.createDataFrame(
                    List.of(
                        RowFactory.create("mail", new BigDecimal("0.5"), 2.0, false),
                        RowFactory.create("none", new BigDecimal("0"), 0.0, false),
                        RowFactory.create("call", new BigDecimal("6"), 1.0, true),
                        RowFactory.create("call", new BigDecimal("6"), 0.5, true)),
                    proposals)))
        .containsExactly(
            new ProposalGroup("call", 2, 12, 1.5, 2),
            new ProposalGroup("mail", 1, 0.5, 2, 0),
            new ProposalGroup("none", 1, 0, 0, 0));
  }
}
