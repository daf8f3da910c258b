package org.optika.evidence.html;

import java.util.Map;
import java.util.function.Function;
import org.optika.core.evidence.report.ReportTable;
import org.optika.core.evidence.report.ReportTables;

/** What is told of each table. To add one: its function, and a line here. */
final class Stories {
  private static final Map<ReportTable, Function<Telling, Story>> ALL =
      Map.ofEntries(
          Map.entry(ReportTables.PEOPLE_BY_PERMISSION, PermissionStories::people),
          Map.entry(ReportTables.OPT_IN, PermissionStories::optIn),
          Map.entry(ReportTables.WITHDRAWALS, PermissionStories::withdrawals),
          Map.entry(ReportTables.LATE_WITHDRAWALS, EffectStories::lateWithdrawals),
          Map.entry(ReportTables.GATE, EffectStories::gate),
          Map.entry(ReportTables.BUSINESS, EffectStories::business),
          Map.entry(ReportTables.ATTRIBUTION, EffectStories::attribution),
          Map.entry(ReportTables.RETENTION, EffectStories::retention),
          Map.entry(ReportTables.REQUESTS, EffectStories::requests),
          Map.entry(ReportTables.DP_RELEASES, ReleaseStories::releases),
          Map.entry(ReportTables.DP_FIGURES, ReleaseStories::figures));

  private Stories() {}

  /**
   * @throws IllegalArgumentException for a table of which nothing is told
   */
  static Story of(ReportTable table, Telling telling) {
    Function<Telling, Story> story = ALL.get(table);
    if (story == null) {
      throw new IllegalArgumentException("nothing is told of table " + table.id());
    }
    return story.apply(telling);
  }
}
