package org.optika.evidence.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.optika.core.evidence.report.Age;
import org.optika.core.evidence.report.ReportTables;
import org.optika.evidence.input.ReportInput;
import org.optika.evidence.input.TableRows;

/**
 * What the schema of {@code validation/retention.json} cannot say: each purpose and kind of rows is
 * there once, purposes have a limit or are said to have none, and rows past a limit go with the
 * ages in {@code data/retention.json}.
 */
public final class RetentionRules {
  public static final String PATH = "validation/retention.json";

  private RetentionRules() {}

  /**
   * @param retention content of the file, which fits its schema
   * @param input the report that it is in
   * @return what is wrong, one line each; empty when nothing is
   */
  public static List<String> errors(JsonNode retention, ReportInput input) {
    List<String> errors = new ArrayList<>();
    Set<List<String>> keys = new HashSet<>();
    Set<String> without = new TreeSet<>(input.header().purposeIds());
    for (JsonNode limit : retention.path("limits")) {
      String purpose = limit.path("purpose").asText();
      String data = limit.path("data_set").asText();
      without.remove(purpose);
      if (!keys.add(List.of(purpose, data))) {
        errors.add("%s: %s for %s is there twice".formatted(PATH, data, purpose));
      }
      check(limit, input.table(ReportTables.RETENTION))
          .forEach(error -> errors.add("%s: %s for %s: %s".formatted(PATH, data, purpose, error)));
    }
    Set<String> said = new TreeSet<>();
    retention.path("without_limit").forEach(purpose -> said.add(purpose.asText()));
    if (!said.equals(without)) {
      errors.add("%s: without a limit are %s, not %s".formatted(PATH, without, said));
    }
    return errors;
  }

  private static List<String> check(JsonNode limit, TableRows table) {
    int months = limit.path("limit_months").asInt();
    OptionalInt oldest =
        limit.path("oldest_months").isNull()
            ? OptionalInt.empty()
            : OptionalInt.of(limit.path("oldest_months").asInt());
    boolean withheld = limit.path("withheld").asBoolean();
    long past = limit.path("rows_past_limit").asLong();
    Map<Age, OptionalLong> byAge = byAge(table, limit.path("data_set").asText());
    List<String> errors = new ArrayList<>();
    if (!oldestClass(byAge).equals(oldest.stream().mapToObj(Age::of).findFirst())) {
      errors.add("the oldest row is not in the oldest class of data/retention.json");
    }
    if ((withheld || past > 0) != (oldest.orElse(0) > months)) {
      errors.add("the oldest row does not go with the rows past the limit");
    }
    if (past > 0 && byAge.containsValue(OptionalLong.empty())) {
      errors.add("rows past the limit are told although ages are withheld");
    } else if (!withheld) {
      long least = 0;
      long most = 0;
      int lower = 0;
      for (Age age : Age.values()) {
        long rows = byAge.getOrDefault(age, OptionalLong.of(0)).orElse(0);
        least += lower >= months ? rows : 0;
        most += age.limitMonths() > months ? rows : 0;
        lower = age.limitMonths();
      }
      if (past < least || past > most) {
        errors.add(
            "%d rows are past the limit, by their ages %d to %d".formatted(past, least, most));
      }
    }
    return errors;
  }

  /** Rows of each class that has some; empty where they are withheld. */
  private static Map<Age, OptionalLong> byAge(TableRows table, String dataSet) {
    Map<Age, OptionalLong> classes = new EnumMap<>(Age.class);
    for (Age age : Age.values()) {
      for (List<Object> row : table.rows()) {
        if (table.text(row, "data_set").equals(dataSet)
            && table.text(row, "age").equals(age.label())) {
          Long rows = (Long) table.value(row, "row_count");
          if (rows == null || rows > 0) {
            classes.put(age, rows == null ? OptionalLong.empty() : OptionalLong.of(rows));
          }
        }
      }
    }
    return classes;
  }

  private static Optional<Age> oldestClass(Map<Age, OptionalLong> byAge) {
    return byAge.keySet().stream().max(Comparator.naturalOrder());
  }
}
