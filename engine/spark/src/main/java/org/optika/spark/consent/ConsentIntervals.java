package org.optika.spark.consent;

import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.optika.core.consent.ConsentInterval;
import org.optika.core.consent.ConsentState;
import org.optika.core.consent.LegalBasis;

/** Rows of consent_timeline as {@link ConsentInterval}s. */
public final class ConsentIntervals {
  private ConsentIntervals() {}

  /** The columns that {@link #of} reads, in its order; the first one is the subject. */
  public static Column[] columns() {
    return new Column[] {
      functions.col("subject_id"),
      functions.col("purpose"),
      functions.unix_micros(functions.col("valid_from")),
      functions.unix_micros(functions.col("valid_to")),
      functions.unix_micros(functions.col("known_from")),
      functions.unix_micros(functions.col("known_to")),
      functions.col("state_code"),
      functions.col("rule_id"),
      functions.col("event_id"),
      functions.col("jurisdiction"),
      functions.col("legal_basis"),
      functions.col("is_conflict")
    };
  }

  /**
   * @param row the {@link #columns} of a row of consent_timeline
   */
  public static ConsentInterval of(Row row) {
    return new ConsentInterval(
        row.getString(1),
        row.getLong(2),
        row.isNullAt(3) ? Long.MAX_VALUE : row.getLong(3),
        row.getLong(4),
        row.isNullAt(5) ? Long.MAX_VALUE : row.getLong(5),
        ConsentState.of(row.getInt(6)),
        row.getString(7),
        Optional.ofNullable(row.getString(8)),
        row.getString(9),
        LegalBasis.valueOf(row.getString(10).toUpperCase(Locale.ROOT)),
        row.getBoolean(11));
  }
}
