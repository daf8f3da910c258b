package org.optika.evidence.attack;

import java.util.ArrayList;
import java.util.List;
import org.optika.core.evidence.report.ReportTables;
import org.optika.core.evidence.report.SumRule;
import org.optika.evidence.input.TableRows;

/**
 * Orders and revenue of the values of a segment add up to those of all, which people who are in
 * several do not. They have no threshold of their own, but where one row of a line is withheld and
 * no other, its figures are a subtraction. Months are of the period and the rest is of all time, so
 * they add up to nothing that is published.
 */
final class BusinessLines {
  private static final List<String> SEGMENTS = List.of("region", "device_class");

  private BusinessLines() {}

  /**
   * @param rows of {@link ReportTables#BUSINESS}
   */
  static List<Failure> failures(TableRows rows) {
    List<Failure> failures = new ArrayList<>();
    for (String segment : SEGMENTS) {
      List<List<Object>> line =
          rows.rows().stream()
              .filter(row -> List.of(segment, SumRule.ALL).contains(rows.text(row, "segment")))
              .toList();
      boolean hasWhole =
          line.stream().anyMatch(row -> rows.text(row, "segment").equals(SumRule.ALL));
      List<List<Object>> withheld = line.stream().filter(rows::isWithheld).toList();
      if (hasWhole && line.size() > 1 && withheld.size() == 1) {
        failures.add(
            new Failure(
                Place.of(rows, withheld.get(0), ""),
                "its orders and revenue are those of all less those of every other %s"
                    .formatted(segment)));
      }
    }
    return failures;
  }
}
