package org.optika.sample;

import java.util.Locale;

/**
 * A planted row that no honest reader can accept.
 *
 * @param file path relative to {@code raw/}
 * @param row number of the record in the file, from 1, a header not counted
 * @param column the column that is wrong; empty where the row as a whole is
 */
record BadRow(String file, long row, String column, Kind kind) {
  /** What is wrong with it. */
  enum Kind {
    WRONG_TYPE,
    MISSING_VALUE,
    BAD_TIME,
    IMPOSSIBLE_DATE,
    FUTURE_DATE,
    UNKNOWN_STATUS,
    UNKNOWN_PURPOSE,
    UNKNOWN_CURRENCY,
    NEGATIVE_AMOUNT,
    NOT_A_NUMBER,
    INFINITE_AMOUNT,
    EMPTY_IDENTIFIER,
    HUGE_FIELD,
    NOT_UTF8,
    TRUNCATED_JSON,
    NOT_AN_OBJECT,
    WRONG_FIELD_COUNT;

    String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
