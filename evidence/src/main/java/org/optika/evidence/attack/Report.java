package org.optika.evidence.attack;

import java.time.LocalDate;
import java.util.List;
import org.optika.evidence.input.ReportInput;
import org.optika.evidence.input.TableRows;

/**
 * What the attack looks at of one report.
 *
 * @param id of its period, for messages
 * @param from first day
 * @param until day after the last one
 */
public record Report(String id, LocalDate from, LocalDate until, List<TableRows> tables) {
  public Report {
    tables = List.copyOf(tables);
  }

  public static Report of(ReportInput input) {
    return new Report(
        input.header().periodId(),
        input.header().periodFrom(),
        input.header().periodUntil(),
        input.tables());
  }

  Window period() {
    return new Window(from, until);
  }
}
