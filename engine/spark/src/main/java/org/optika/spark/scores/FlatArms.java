package org.optika.spark.scores;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.optika.core.Checks.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Column;

/**
 * The arms of an experiment as columns of a flat file have them.
 *
 * @param treatments values of the column of arms beside that of control, ascending
 * @param arm 0 for control, else the place of the treatment from 1 on, by row
 * @param strata the given probabilities of treatment, ascending; none where none is given
 * @param propensity see {@link UpliftRows#SCHEMA}, by row
 * @param stratum place of the probability among the strata, by row; 0 without
 */
record FlatArms(
    List<String> treatments, Column arm, List<Double> strata, Column propensity, Column stratum) {
  private static final int MOST_TREATMENTS = 20;
  private static final int MOST_STRATA = 20;

  /**
   * @param column of the arms
   * @param propensity column of the probability of treatment
   * @throws IllegalArgumentException when the columns are not that; tells what they have
   */
  static FlatArms of(FlatFile file, String column, String control, Optional<String> propensity) {
    file.requireComplete(column);
    List<String> values = file.values(column, MOST_TREATMENTS + 2);
    require(
        values.contains(control),
        "column '%s' has no value '%s' for control; it has %s",
        column,
        control,
        values);
    List<String> treatments = values.stream().filter(value -> !value.equals(control)).toList();
    require(
        !treatments.isEmpty() && treatments.size() <= MOST_TREATMENTS,
        "column '%s' needs 1 to %s values beside control, got %s",
        column,
        MOST_TREATMENTS,
        treatments.isEmpty() ? "none" : "more");
    Column arm = lit(0);
    for (int i = 0; i < treatments.size(); i++) {
      arm = when(FlatFile.quoted(column).equalTo(treatments.get(i)), i + 1).otherwise(arm);
    }
    if (propensity.isEmpty()) {
      return new FlatArms(treatments, arm, List.of(), lit(Double.NaN), lit(0));
    }
    require(
        treatments.size() == 1,
        "a column of propensities says the probability of one treatment, but column '%s' has %s",
        column,
        treatments);
    return withStrata(file, treatments, arm, propensity.get());
  }

  private static FlatArms withStrata(
      FlatFile file, List<String> treatments, Column arm, String propensity) {
    file.requireComplete(propensity);
    file.requireFinite(propensity);
    List<String> values = file.values(propensity, MOST_STRATA + 1);
    require(
        values.size() <= MOST_STRATA,
        "column '%s': expected at most %s different probabilities, got more",
        propensity,
        MOST_STRATA);
    TreeSet<Double> distinct = new TreeSet<>();
    values.forEach(value -> distinct.add(Double.parseDouble(value)));
    require(
        distinct.first() > 0 && distinct.last() < 1,
        "column '%s': a probability must be in (0, 1), got %s",
        propensity,
        distinct);
    List<Double> strata = new ArrayList<>(distinct);
    Column number = FlatFile.number(FlatFile.quoted(propensity));
    Column stratum = lit(0);
    for (int i = 1; i < strata.size(); i++) {
      stratum = when(number.equalTo(strata.get(i)), i).otherwise(stratum);
    }
    return new FlatArms(treatments, arm, strata, number, stratum);
  }
}
