package org.optika.spark.release;

import java.util.List;
import java.util.function.Function;
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
 */
public record ReleaseSource(
    String id,
    String meaning,
    List<String> keys,
    List<String> values,
    List<Table> reads,
    Function<ReleaseInputs, ReleaseRows> reader) {

  ReleaseRows rows(ReleaseInputs inputs) {
    return reader.apply(inputs);
  }
}
