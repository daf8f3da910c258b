package org.optika.core.evidence.report;

import java.util.List;
import java.util.stream.Stream;

/** All tables of reports, in the order in which they are written and read. */
public final class ReportTables {
  public static final ReportTable PEOPLE_BY_PERMISSION = AuthorityTables.PEOPLE_BY_PERMISSION;
  public static final ReportTable OPT_IN = AuthorityTables.OPT_IN;
  public static final ReportTable WITHDRAWALS = AuthorityTables.WITHDRAWALS;
  public static final ReportTable LATE_WITHDRAWALS = AuthorityTables.LATE_WITHDRAWALS;
  public static final ReportTable GATE = AuthorityTables.GATE;
  public static final ReportTable BUSINESS = AuthorityTables.BUSINESS;
  public static final ReportTable ATTRIBUTION = AuthorityTables.ATTRIBUTION;
  public static final ReportTable RETENTION = AuthorityTables.RETENTION;
  public static final ReportTable REQUESTS = AuthorityTables.REQUESTS;
  public static final ReportTable DP_RELEASES = PublicTables.RELEASES;
  public static final ReportTable DP_FIGURES = PublicTables.FIGURES;

  private ReportTables() {}

  /** What a report for the audience holds. */
  public static List<ReportTable> of(Audience audience) {
    return switch (audience) {
      case AUTHORITY ->
          Stream.concat(AuthorityTables.ALL.stream(), Stream.of(DP_RELEASES)).toList();
      case PUBLIC -> List.of(DP_RELEASES, DP_FIGURES);
    };
  }

  /**
   * @throws IllegalArgumentException for an id that no report has
   */
  public static ReportTable find(String id) {
    return Stream.concat(of(Audience.AUTHORITY).stream(), Stream.of(DP_FIGURES))
        .filter(table -> table.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Unknown table of a report: " + id));
  }
}
