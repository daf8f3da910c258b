package org.optika.spark.scores;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.optika.core.scores.uplift.OutcomeKind;

/**
 * People of an experiment: what is known of each, the arm they got and the outcome.
 *
 * @param control name of the arm without treatment, arm 0
 * @param treatments names of arms 1, 2 and so on
 * @param outcome kind of the {@code label}
 * @param people has the columns of {@link #SCHEMA}
 */
public record UpliftRows(
    String control, List<String> treatments, OutcomeKind outcome, PeopleRows people) {
  /**
   * {@link PeopleRows#SCHEMA}, and {@code arm}; {@code propensity}, the probability with which the
   * design gave a person treatment 1 and not control, NaN where it is the share of people who got
   * it; {@code stratum}, from 0 on, of people with one probability.
   */
  public static final StructType SCHEMA =
      PeopleRows.SCHEMA
          .add("arm", DataTypes.IntegerType, false)
          .add("propensity", DataTypes.DoubleType, false)
          .add("stratum", DataTypes.IntegerType, false);

  public UpliftRows {
    treatments = List.copyOf(treatments);
  }

  /** All arms by name, control first. */
  List<String> arms() {
    List<String> arms = new ArrayList<>(List.of(control));
    arms.addAll(treatments);
    return arms;
  }

  /** Some of the people. */
  UpliftRows where(Column condition) {
    return new UpliftRows(control, treatments, outcome, people.where(condition));
  }
}
