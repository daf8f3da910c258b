package org.optika.spark.scores;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;

/** Numbers as the bands that they lie in. */
final class BandColumn {
  private BandColumn() {}

  /**
   * Names of bands; null where the number is.
   *
   * @param starts first number of each band but the first, ascending
   * @param names one more than starts
   */
  static Column of(Column number, List<? extends Number> starts, List<String> names) {
    Column band = lit(names.get(0));
    for (int i = 0; i < starts.size(); i++) {
      band = when(number.geq(starts.get(i)), lit(names.get(i + 1))).otherwise(band);
    }
    return when(number.isNotNull(), band);
  }
}
