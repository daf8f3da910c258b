package org.optika.spark.evidence;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.optika.core.evidence.report.Delay;

/** Label of the {@link Delay} that a time falls into. */
final class DelayClass {
  private DelayClass() {}

  /**
   * @param micros a time in microseconds; below 0 counts as none
   */
  static Column of(Column micros) {
    Column label = lit(Delay.LATER.label());
    Delay[] delays = Delay.values();
    for (int i = delays.length - 2; i >= 0; i--) {
      label = when(micros.leq(delays[i].limitMicros()), delays[i].label()).otherwise(label);
    }
    return label;
  }
}
