package org.optika.jobs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.optika.core.WilsonInterval;
import org.optika.core.consent.ConsentState;
import org.optika.core.evidence.report.SumRule;
import org.optika.core.privacy.suppression.MarginTable;
import org.optika.core.privacy.suppression.SmallCellSuppression;
import org.optika.core.privacy.suppression.SuppressedTable;

/** From counts to rows of a report's tables: small cells withheld, intervals added. */
final class ReportRows {
  private static final String ALL = SumRule.ALL;
  private static final String YES = "yes";
  private static final String NO = "no";

  private ReportRows() {}

  /**
   * Rows of {@code people_by_permission}.
   *
   * @param people by purpose and state
   */
  static List<List<Object>> peopleByPermission(
      Map<String, Map<ConsentState, Long>> people, int threshold) {
    List<List<Object>> rows = new ArrayList<>();
    people.forEach(
        (purpose, states) -> {
          Map<List<String>, Long> cells = new HashMap<>();
          states.forEach(
              (state, count) -> cells.put(List.of(permitted(state), state.label()), count));
          SuppressedTable suppressed =
              new SmallCellSuppression(threshold)
                  .apply(MarginTable.of(List.of("permitted", "state"), cells));
          long observed = states.values().stream().mapToLong(Long::longValue).sum();
          suppressed.cells().forEach(cell -> rows.add(permissionRow(purpose, cell, observed)));
        });
    return rows;
  }

  private static List<Object> permissionRow(
      String purpose, SuppressedTable.Cell cell, long observed) {
    List<Object> row = new ArrayList<>(List.of(purpose));
    row.addAll(shown(cell.values()));
    String permitted = (String) row.get(1);
    String state = (String) row.get(2);
    row.add(basis(permitted, state));
    boolean published = cell.status().isPublished();
    Optional<WilsonInterval> interval = WilsonInterval.of(cell.subjects(), observed);
    row.add(published ? cell.subjects() : null);
    row.add(published ? (double) cell.subjects() / observed : null);
    row.add(published ? interval.map(WilsonInterval::lower).orElse(null) : null);
    row.add(published ? interval.map(WilsonInterval::upper).orElse(null) : null);
    row.add(!published);
    return row;
  }

  private static String basis(String permitted, String state) {
    if (permitted.equals(NO)) {
      return "none";
    }
    if (state.equals(ALL)) {
      return ALL;
    }
    ConsentState known =
        Arrays.stream(ConsentState.values())
            .filter(candidate -> candidate.label().equals(state))
            .findFirst()
            .orElseThrow();
    return switch (known) {
      case CONSENT -> "consent";
      case LEGITIMATE_INTEREST -> "legitimate_interest";
      case SOFT_OPT_IN -> "soft_opt_in";
      case LEGAL_OBLIGATION -> "legal_obligation_or_contract";
      default -> "none";
    };
  }

  private static String permitted(ConsentState state) {
    return state.permits() ? YES : NO;
  }

  /**
   * Rows of a table of counts: a value per dimension, the count, and whether it is withheld.
   *
   * @param cells count by one value per dimension
   * @param distinct people behind a margin, where a person is in several of its cells
   * @param shownMargins dimensions whose margin the table shows
   */
  static List<List<Object>> counted(
      List<String> dimensions,
      Map<List<String>, Long> cells,
      Map<List<String>, Long> distinct,
      int threshold,
      Set<String> shownMargins) {
    MarginTable table = MarginTable.of(dimensions, cells);
    SuppressedTable suppressed =
        new SmallCellSuppression(threshold).apply(table.withMarginSubjects(distinct));
    List<List<Object>> rows = new ArrayList<>();
    for (SuppressedTable.Cell cell : suppressed.cells()) {
      boolean shown = true;
      for (int i = 0; i < dimensions.size(); i++) {
        boolean margin = cell.values().get(i).equals(MarginTable.ALL);
        shown &= !margin || shownMargins.contains(dimensions.get(i));
      }
      if (shown) {
        List<Object> row = new ArrayList<>(shown(cell.values()));
        row.add(cell.status().isPublished() ? cell.subjects() : null);
        row.add(!cell.status().isPublished());
        rows.add(row);
      }
    }
    return rows;
  }

  /** Values of a cell as reports show them. */
  private static List<String> shown(List<String> values) {
    return values.stream().map(value -> value.equals(MarginTable.ALL) ? ALL : value).toList();
  }

  /** Credit of one channel in one month. */
  record Credit(
      String channel, double conversions, Double low, Double high, double revenue, Double cost) {}

  /** Channels that are summed up since few conversions stand behind each. */
  static final String SMALL_CHANNELS = "(small channels)";

  /**
   * Rows of {@code attribution} of one month: channels under the threshold are summed up, with the
   * next smallest where they stay under it together; a month that is under it altogether is
   * withheld.
   */
  static List<List<Object>> attribution(
      String month, String policy, String model, List<Credit> credits, int threshold) {
    List<Credit> ascending = new ArrayList<>(credits);
    ascending.sort(
        java.util.Comparator.comparingDouble(Credit::conversions).thenComparing(Credit::channel));
    double total = credits.stream().mapToDouble(Credit::conversions).sum();
    List<Object> head = List.of(month, policy);
    if (total < threshold) {
      return credits.isEmpty()
          ? List.of()
          : List.of(row(head, ALL, model, Arrays.asList(null, null, null, null, null, null), true));
    }
    Set<Credit> pooled = new LinkedHashSet<>();
    double sum = 0;
    for (Credit credit : ascending) {
      boolean small = credit.conversions() < threshold;
      boolean needed = !pooled.isEmpty() && sum < threshold;
      if (small || needed) {
        pooled.add(credit);
        sum += credit.conversions();
      }
    }
    List<Credit> shown = new ArrayList<>(credits);
    if (pooled.size() > 1 || (!pooled.isEmpty() && sum < threshold)) {
      shown.removeAll(pooled);
      shown.add(pool(pooled));
    }
    List<List<Object>> rows = new ArrayList<>();
    double conversions = 0;
    double revenue = 0;
    for (Credit credit : shown) {
      conversions += rounded(credit.conversions());
      revenue += rounded(credit.revenue());
      rows.add(row(head, credit.channel(), model, figures(credit), false));
    }
    rows.add(
        row(
            head,
            ALL,
            model,
            Arrays.asList(rounded(conversions), null, null, rounded(revenue), null, null),
            false));
    return rows;
  }

  private static Credit pool(Set<Credit> credits) {
    Double cost = null;
    for (Credit credit : credits) {
      if (credit.cost() != null) {
        cost = (cost == null ? 0 : cost) + credit.cost();
      }
    }
    return new Credit(
        SMALL_CHANNELS,
        credits.stream().mapToDouble(Credit::conversions).sum(),
        null,
        null,
        credits.stream().mapToDouble(Credit::revenue).sum(),
        cost);
  }

  private static List<Object> figures(Credit credit) {
    Double cost = credit.cost() == null ? null : rounded(credit.cost());
    return Arrays.asList(
        rounded(credit.conversions()),
        credit.low() == null ? null : rounded(credit.low()),
        credit.high() == null ? null : rounded(credit.high()),
        rounded(credit.revenue()),
        cost,
        cost == null || cost == 0 ? null : rounded(credit.revenue()) / cost);
  }

  private static List<Object> row(
      List<Object> head, String channel, String model, List<Object> figures, boolean withheld) {
    List<Object> row = new ArrayList<>(head);
    row.add(channel);
    row.add(model);
    row.addAll(figures);
    row.add(withheld);
    return row;
  }

  /** To four decimals: no figure tells more. */
  private static double rounded(double value) {
    return Math.rint(value * 1e4) / 1e4;
  }
}
