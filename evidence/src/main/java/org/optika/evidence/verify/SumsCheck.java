package org.optika.evidence.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.optika.core.evidence.report.SumRule;
import org.optika.evidence.EvidenceException;
import org.optika.evidence.bundle.Bundle;
import org.optika.evidence.input.ReportInput;
import org.optika.evidence.input.TableRows;

/** Totals are the sums of their parts, wherever none of them is withheld. */
final class SumsCheck implements Check {

  @Override
  public String name() {
    return "sums";
  }

  @Override
  public String run(Bundle bundle) {
    ReportInput input = ReportInput.ofBundle(bundle.files());
    int checked = 0;
    for (TableRows rows : input.tables()) {
      for (SumRule rule : rows.table().sums()) {
        checked += check(rows, rule);
      }
    }
    return "%d totals are the sums of their parts".formatted(checked);
  }

  /** Number of totals that have parts, none of which is withheld. */
  private static int check(TableRows rows, SumRule rule) {
    Map<String, List<List<Object>>> groups = new TreeMap<>();
    for (List<Object> row : rows.rows()) {
      String group =
          rule.same().stream()
              .map(column -> String.valueOf(rows.value(row, column)))
              .collect(Collectors.joining("\u0000"));
      groups.computeIfAbsent(group, key -> new ArrayList<>()).add(row);
    }
    int checked = 0;
    for (Map.Entry<String, List<List<Object>>> group : groups.entrySet()) {
      checked += checkGroup(rows, rule, group.getKey(), group.getValue()) ? 1 : 0;
    }
    return checked;
  }

  private static boolean checkGroup(
      TableRows rows, SumRule rule, String name, List<List<Object>> group) {
    double total = Double.NaN;
    double sum = 0;
    int parts = 0;
    for (List<Object> row : group) {
      Object value = rows.value(row, rule.column());
      if (value == null) {
        return false;
      }
      double number = ((Number) value).doubleValue();
      if (rows.text(row, rule.dimension()).equals(SumRule.ALL)) {
        total = number;
      } else {
        sum += number;
        parts++;
      }
    }
    if (parts == 0) {
      return false;
    }
    if (!(Math.abs(total - sum) <= rule.tolerance())) {
      throw new EvidenceException(
          "data/%s: %s of '%s' is %s where %s = all, its parts add up to %s",
          rows.table().id(),
          rule.column(),
          name.replace('\u0000', ' '),
          total,
          rule.dimension(),
          sum);
    }
    return true;
  }
}
