package org.optika.spark.optin;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.Clocks;
import org.optika.core.optin.GroupComparison;
import org.optika.core.optin.OptInCell;
import org.optika.core.optin.OptInDimension;
import org.optika.core.optin.OptInMetrics;
import org.optika.core.optin.OptInTally;
import org.optika.core.optin.Proportion;
import org.optika.core.optin.ShowingMetric;
import org.optika.core.optin.TimeWindow;
import org.optika.core.privacy.suppression.MarginTable;
import org.optika.core.privacy.suppression.SmallCellSuppression;
import org.optika.core.privacy.suppression.SuppressedTable;

/**
 * Opt-in rates of the tables that a controller publishes. The cells are counted in one pass, for
 * all tables at once, margins included; rates, intervals and suppression come from the core.
 */
public final class OptInRates {
  private static final String ALL = OptInTally.ALL;

  /** A table to publish: id and the ids of at most three {@link OptInDimension}s. */
  public record TableSpec(String id, List<String> dimensions) {}

  /** Two values of one dimension to compare, at equal mix of the strata. */
  public record ComparisonSpec(
      String id, String metric, String dimension, String a, String b, String strata) {

    /** Dimensions of the table that the comparison rests on. */
    List<String> dimensions() {
      return List.of(dimension, strata);
    }
  }

  /**
   * One published cell, margins included ({@code (all)} in the place of a value).
   *
   * @param proportion what the metric counts; only meaningful when {@code published}
   */
  public record Cell(
      String metric,
      String purpose,
      List<String> values,
      boolean published,
      Proportion proportion) {}

  private final OptInTally tally;
  private final List<String> purposes;

  private OptInRates(OptInTally tally, List<String> purposes) {
    this.tally = tally;
    this.purposes = List.copyOf(purposes);
  }

  /**
   * Counts what the tables and comparisons need, and only that can be asked for afterwards.
   *
   * @param consentEvents rows of {@link org.optika.spark.table.Tables#CONSENT_EVENT}
   * @param zone IANA name; days, weeks and months begin at its midnight
   */
  public static OptInRates count(
      Dataset<Row> consentEvents,
      String controller,
      List<String> purposes,
      Clocks clocks,
      String zone,
      List<TableSpec> tables,
      List<ComparisonSpec> comparisons) {
    return count(
        consentEvents, controller, purposes, clocks, zone, TimeWindow.ALWAYS, tables, comparisons);
  }

  /**
   * As above, for showings of a window alone; an answer belongs to its showing, also when it came
   * after the window.
   */
  public static OptInRates count(
      Dataset<Row> consentEvents,
      String controller,
      List<String> purposes,
      Clocks clocks,
      String zone,
      TimeWindow window,
      List<TableSpec> tables,
      List<ComparisonSpec> comparisons) {
    List<List<OptInDimension>> groupings =
        Stream.concat(
                tables.stream().map(TableSpec::dimensions),
                comparisons.stream().map(ComparisonSpec::dimensions))
            .map(OptInRates::grouping)
            .distinct()
            .toList();
    OptInTally nothing = new OptInTally(groupings, ZoneId.of(zone), window);
    return new OptInRates(
        OptInFacts.tally(consentEvents, controller, purposes, clocks, nothing), purposes);
  }

  private static List<OptInDimension> grouping(List<String> dimensions) {
    return dimensions.stream().map(OptInDimension::find).toList();
  }

  /**
   * All cells of a table for all metrics asked, with what may not be shown marked.
   *
   * @param threshold cells with fewer subjects behind an answer are withheld, and others with them
   *     so that they cannot be computed
   */
  public List<Cell> cells(TableSpec table, List<ShowingMetric> metrics, int threshold) {
    List<Cell> cells = new ArrayList<>();
    for (String purpose : purposes) {
      Map<List<String>, OptInCell> counted = tally.cells(grouping(table.dimensions()), purpose);
      SuppressedTable suppressed = suppress(table.dimensions(), counted, threshold);
      counted.forEach(
          (values, cell) -> {
            boolean published = isPublished(suppressed, values);
            for (ShowingMetric metric : metrics) {
              cells.add(
                  new Cell(metric.id(), purpose, values, published, metric.of(cell.counts())));
            }
          });
    }
    return cells;
  }

  /**
   * Rates of both groups per stratum, compared. A stratum that may not be shown for one of the
   * groups is left out of both, so that a comparison says nothing that its table withholds; a
   * purpose of which a group has nothing left has no comparison.
   *
   * @param threshold as in {@link #cells}
   */
  public Map<String, GroupComparison> compare(ComparisonSpec spec, int threshold) {
    ShowingMetric metric = (ShowingMetric) OptInMetrics.find(spec.metric());
    Map<String, GroupComparison> comparisons = new TreeMap<>();
    for (String purpose : purposes) {
      Map<List<String>, OptInCell> counted = tally.cells(grouping(spec.dimensions()), purpose);
      SuppressedTable suppressed = suppress(spec.dimensions(), counted, threshold);
      Map<String, Proportion> a = new TreeMap<>();
      Map<String, Proportion> b = new TreeMap<>();
      counted.forEach(
          (values, cell) -> {
            String group = values.get(0);
            String stratum = values.get(1);
            boolean shown =
                !stratum.equals(ALL)
                    && isPublished(suppressed, List.of(spec.a(), stratum))
                    && isPublished(suppressed, List.of(spec.b(), stratum));
            if (shown && group.equals(spec.a())) {
              a.put(stratum, metric.of(cell.counts()));
            } else if (shown && group.equals(spec.b())) {
              b.put(stratum, metric.of(cell.counts()));
            }
          });
      if (observed(a) && observed(b)) {
        comparisons.put(purpose, GroupComparison.of(a, b));
      }
    }
    return comparisons;
  }

  private static boolean observed(Map<String, Proportion> strata) {
    return strata.values().stream().anyMatch(proportion -> proportion.denominator() > 0);
  }

  private static SuppressedTable suppress(
      List<String> dimensions, Map<List<String>, OptInCell> counted, int threshold) {
    List<String> withAnswer = new ArrayList<>(dimensions);
    withAnswer.add("answer");
    Map<List<String>, Long> inner = new HashMap<>();
    Map<List<String>, Long> margins = new HashMap<>();
    counted.forEach(
        (values, behind) ->
            behind
                .subjects()
                .forEach(
                    (answer, subjects) -> {
                      List<String> cell = new ArrayList<>(values);
                      cell.add(answer);
                      (cell.contains(ALL) ? margins : inner).put(cell, subjects);
                    }));
    return new SmallCellSuppression(threshold)
        .apply(MarginTable.of(withAnswer, inner).withMarginSubjects(margins));
  }

  /** A rate shows all answers of its cell, so all of them must be fit to be shown. */
  private static boolean isPublished(SuppressedTable suppressed, List<String> values) {
    for (String answer : List.of(ALL, "YES", "NO", "NONE")) {
      List<String> cell = new ArrayList<>(values);
      cell.add(answer);
      if (suppressed.has(cell) && !suppressed.status(cell).isPublished()) {
        return false;
      }
    }
    return true;
  }
}
