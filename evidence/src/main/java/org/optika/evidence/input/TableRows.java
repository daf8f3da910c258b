package org.optika.evidence.input;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.optika.core.evidence.report.ReportColumn;
import org.optika.core.evidence.report.ReportTable;
import org.optika.evidence.EvidenceException;

/**
 * Rows of one table, checked against its declaration and sorted by its key.
 *
 * @param rows one list a row, in the order of the columns; values are {@link String}, {@link Long},
 *     {@link Double}, {@link Boolean} or null; days and instants are texts
 */
public record TableRows(ReportTable table, List<List<Object>> rows) {
  private static final long LARGEST = 1L << 53;

  /**
   * @param content {@code {"table": id, "rows": [[...], ...]}}
   * @throws EvidenceException for a value that its column does not allow, and for two rows with one
   *     key
   */
  static TableRows of(ReportTable table, JsonNode content) {
    return checked(table, content.path("rows"));
  }

  /**
   * As {@link #of}, from the file of a bundle.
   *
   * @param content an array of objects whose members are the columns, in order
   */
  public static TableRows ofObjects(ReportTable table, JsonNode content) {
    List<String> columns = table.columns().stream().map(ReportColumn::name).toList();
    for (JsonNode row : content) {
      List<String> members = new ArrayList<>();
      row.fieldNames().forEachRemaining(members::add);
      if (!members.equals(columns)) {
        throw new EvidenceException(
            "table %s: expected the members %s, got %s", table.id(), columns, members);
      }
    }
    return checked(table, content);
  }

  /** Values of a row are taken in order, from an array as well as from an object. */
  private static TableRows checked(ReportTable table, JsonNode content) {
    if (!content.isArray()) {
      throw new EvidenceException("table %s: expected an array of rows", table.id());
    }
    List<List<Object>> rows = new ArrayList<>();
    Set<List<Object>> keys = new HashSet<>();
    for (JsonNode row : content) {
      List<JsonNode> given = new ArrayList<>();
      row.forEach(given::add);
      List<Object> values = new ArrayList<>();
      if (given.size() != table.columns().size()) {
        throw new EvidenceException(
            "table %s, row %d: expected %d values, got %d",
            table.id(), rows.size() + 1, table.columns().size(), given.size());
      }
      for (int index = 0; index < given.size(); index++) {
        ReportColumn column = table.columns().get(index);
        Object value = value(column, given.get(index));
        if (value == REFUSED) {
          throw new EvidenceException(
              "table %s, row %d, column %s: %s is not allowed there (%s)",
              table.id(), rows.size() + 1, column.name(), given.get(index), expected(column));
        }
        values.add(value);
      }
      rows.add(values);
      if (!keys.add(key(table, values))) {
        throw new EvidenceException(
            "table %s: two rows have the key %s", table.id(), key(table, values));
      }
    }
    rows.sort(Comparator.comparing(row -> sortable(table, row)));
    return new TableRows(table, List.copyOf(rows));
  }

  /** Value of a row in a column. */
  public Object value(List<Object> row, String column) {
    return row.get(table.indexOf(column));
  }

  /** Text of a row in a column. */
  public String text(List<Object> row, String column) {
    return (String) value(row, column);
  }

  /** Whether the figures of the row are withheld. */
  public boolean isWithheld(List<Object> row) {
    return table.canWithhold() && (Boolean) value(row, ReportTable.WITHHELD);
  }

  private static final Object REFUSED = new Object();

  private static Object value(ReportColumn column, JsonNode given) {
    if (given.isNull()) {
      return column.nullable() ? null : REFUSED;
    }
    return switch (column.type()) {
      case STRING -> {
        boolean fits =
            given.isTextual()
                && !given.textValue().isEmpty()
                && (column.values().isEmpty() || column.values().contains(given.textValue()));
        yield fits ? given.textValue() : REFUSED;
      }
      case DATE -> given.isTextual() && isDate(given.textValue()) ? given.textValue() : REFUSED;
      case INSTANT ->
          given.isTextual() && isInstant(given.textValue()) ? given.textValue() : REFUSED;
      case BOOLEAN -> given.isBoolean() ? (Object) given.booleanValue() : REFUSED;
      case INTEGER ->
          given.isIntegralNumber()
                  && Math.abs(given.longValue()) <= LARGEST
                  && isInRange(column, given.doubleValue())
              ? (Object) given.longValue()
              : REFUSED;
      case NUMBER ->
          given.isNumber()
                  && Double.isFinite(given.doubleValue())
                  && isInRange(column, given.doubleValue())
              ? (Object) given.doubleValue()
              : REFUSED;
    };
  }

  private static boolean isInRange(ReportColumn column, double value) {
    return (column.least().isEmpty() || value >= column.least().getAsDouble())
        && (column.most().isEmpty() || value <= column.most().getAsDouble());
  }

  private static boolean isDate(String text) {
    try {
      return LocalDate.parse(text).toString().equals(text);
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static boolean isInstant(String text) {
    try {
      return Instant.parse(text).toString().equals(text);
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static String expected(ReportColumn column) {
    String range =
        (column.least().isPresent() ? ", at least " + column.least().getAsDouble() : "")
            + (column.most().isPresent() ? ", at most " + column.most().getAsDouble() : "");
    return column.type().name().toLowerCase(java.util.Locale.ROOT)
        + (column.nullable() ? " or null" : "")
        + (column.values().isEmpty() ? "" : ", one of " + column.values())
        + range;
  }

  private static List<Object> key(ReportTable table, List<Object> row) {
    return table.key().stream().map(column -> row.get(table.indexOf(column))).toList();
  }

  private static String sortable(ReportTable table, List<Object> row) {
    StringBuilder text = new StringBuilder();
    key(table, row).forEach(part -> text.append(part).append('\u0000'));
    return text.toString();
  }
}
