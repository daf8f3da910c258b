package org.optika.core.evidence.report;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A column of a table of the report.
 *
 * @param name snake_case
 * @param meaning one sentence, English
 * @param unit people, rows, EUR ...; empty for what has none
 * @param nullable whether a value may be missing
 * @param values all that a text may be; empty = any text
 * @param least smallest number allowed
 * @param most largest number allowed
 */
public record ReportColumn(
    String name,
    ColumnType type,
    String meaning,
    String unit,
    boolean nullable,
    List<String> values,
    OptionalDouble least,
    OptionalDouble most) {

  public ReportColumn {
    if (!name.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException(
          "column name must be snake_case, got '%s'".formatted(name));
    }
    if (meaning.isBlank()) {
      throw new IllegalArgumentException("column %s needs a meaning".formatted(name));
    }
    values = List.copyOf(values);
  }

  /** A text that names what the row is about; never missing. */
  static ReportColumn key(String name, String meaning) {
    return new ReportColumn(name, ColumnType.STRING, meaning, "", false, List.of(), none(), none());
  }

  /** As {@link #key} with a closed list of values. */
  static ReportColumn oneOf(String name, String meaning, String... values) {
    return new ReportColumn(
        name, ColumnType.STRING, meaning, "", false, List.of(values), none(), none());
  }

  /** A count of something, missing where the cell is withheld. */
  static ReportColumn count(String name, String meaning, String unit) {
    return new ReportColumn(
        name, ColumnType.INTEGER, meaning, unit, true, List.of(), OptionalDouble.of(0), none());
  }

  /** A share in [0, 1], missing where the cell is withheld or there is nothing to divide by. */
  static ReportColumn share(String name, String meaning) {
    return new ReportColumn(
        name,
        ColumnType.NUMBER,
        meaning,
        "share",
        true,
        List.of(),
        OptionalDouble.of(0),
        OptionalDouble.of(1));
  }

  /** A number of any size, missing where the cell is withheld or nothing is known. */
  static ReportColumn number(String name, String meaning, String unit) {
    return new ReportColumn(
        name, ColumnType.NUMBER, meaning, unit, true, List.of(), none(), none());
  }

  /** As {@link #number}, never negative. */
  static ReportColumn amount(String name, String meaning, String unit) {
    return new ReportColumn(
        name, ColumnType.NUMBER, meaning, unit, true, List.of(), OptionalDouble.of(0), none());
  }

  static ReportColumn required(String name, ColumnType type, String meaning, String unit) {
    return new ReportColumn(name, type, meaning, unit, false, List.of(), none(), none());
  }

  /** Whether the row's figures are withheld; which kind of withholding it is, is not told. */
  static ReportColumn withheld() {
    return required(
        ReportTable.WITHHELD,
        ColumnType.BOOLEAN,
        "true when the figures of the row are withheld, because few people stand behind them or to protect such a row",
        "");
  }

  private static OptionalDouble none() {
    return OptionalDouble.empty();
  }
}
