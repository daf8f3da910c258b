package org.optika.core.evidence.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.optika.core.WilsonInterval;
import org.optika.core.consent.ConsentState;
import org.optika.core.privacy.suppression.LinkedTables;
import org.optika.core.privacy.suppression.MarginTable;
import org.optika.core.privacy.suppression.SmallCellSuppression;
import org.optika.core.privacy.suppression.SuppressedTable;

/** From counts to rows of a report's tables: small cells withheld, intervals added. */
public final class CountRows {
  private static final String ALL = SumRule.ALL;
  private static final String YES = "yes";
  private static final String NO = "no";

  private CountRows() {}

  /**
   * Rows of {@code people_by_permission}.
   *
   * @param people by purpose and state
   */
  public static List<List<Object>> peopleByPermission(
      Map<String, Map<ConsentState, Long>> people, int threshold) {
    List<String> purposes = List.copyOf(people.keySet());
    List<MarginTable> tables =
        purposes.stream().map(each -> states(each, people.get(each))).toList();
    List<SuppressedTable> decided = LinkedTables.apply(new SmallCellSuppression(threshold), tables);
    List<List<Object>> rows = new ArrayList<>();
    for (int index = 0; index < purposes.size(); index++) {
      String purpose = purposes.get(index);
      long observed = people.get(purpose).values().stream().mapToLong(Long::longValue).sum();
      for (SuppressedTable.Cell cell : decided.get(index).cells()) {
        rows.add(permissionRow(purpose, cell, observed));
      }
    }
    return rows;
  }

  /** Everybody is observed for each purpose: tables of two purposes share their total only. */
  private static MarginTable states(String purpose, Map<ConsentState, Long> people) {
    Map<List<String>, Long> cells = new HashMap<>();
    people.forEach((state, count) -> cells.put(List.of(permitted(state), state.label()), count));
    return MarginTable.of(List.of("permitted for " + purpose, "state for " + purpose), cells);
  }

  private static List<Object> permissionRow(
      String purpose, SuppressedTable.Cell cell, long observed) {
    List<Object> row = new ArrayList<>();
    row.add(purpose);
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
  public static List<List<Object>> counted(
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
}
