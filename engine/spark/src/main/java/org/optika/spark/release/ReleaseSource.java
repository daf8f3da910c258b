package org.optika.spark.release;

import static org.optika.core.Checks.require;

import java.util.List;
import java.util.function.Function;
import org.optika.core.release.ReleasePlan;
import org.optika.core.release.ValueColumns.ValueColumn;
import org.optika.spark.table.Table;

/**
 * Where the rows of releases come from: permitted rows of persons, never an aggregate, since that
 * has no person left to bound.
 *
 * @param id name in a specification
 * @param meaning one row is ...
 * @param keys columns that groups can be made of
 * @param values columns that can be summed
 * @param reads tables whose versions the rows depend on
 * @param reader plans the reading
 */
public record ReleaseSource(
    String id,
    String meaning,
    List<String> keys,
    List<String> values,
    List<Table> reads,
    Function<ReleaseInputs, ReleaseReading> reader) {

  /**
   * @throws IllegalArgumentException naming the first column of the release that the source has not
   */
  void requireColumns(ReleasePlan plan) {
    for (String key : plan.spec().keys().columns()) {
      require(keys.contains(key), "unknown key '%s'; source '%s' has %s", key, id, keys);
    }
    for (ValueColumn value : plan.columns()) {
      require(
          values.contains(value.name()),
          "unknown value '%s'; source '%s' has %s",
          value.name(),
          id,
          values);
    }
  }

  /** Plans the reading; no row is read yet. */
  ReleaseReading plan(ReleaseInputs inputs) {
    return reader.apply(inputs);
  }
}
