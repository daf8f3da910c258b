package org.optika.spark.optin;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.RelationalGroupedDataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.optika.core.Clocks;
import org.optika.core.optin.ChoiceForm;
import org.optika.core.optin.CountedApart;
import org.optika.core.optin.GroupComparison;
import org.optika.core.optin.OptInAnswer;
import org.optika.core.optin.OptInCounts;
import org.optika.core.optin.OptInMetrics;
import org.optika.core.optin.Proportion;
import org.optika.core.optin.ShowingMetric;
import org.optika.core.privacy.suppression.MarginTable;
import org.optika.core.privacy.suppression.SmallCellSuppression;
import org.optika.core.privacy.suppression.SuppressedTable;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Opt-in rates of the tables that a controller publishes. Counts per cell come from Spark, margins
 * included; rates, intervals and suppression from the core. Closes what it caches.
 */
public final class OptInRates implements AutoCloseable {
  private static final String ALL = MarginTable.ALL;
  private static final Comparator<List<String>> BY_VALUES =
      Comparator.comparing(values -> String.join("\u0000", values));

  /** Dimensions that a published table may have. */
  public static final List<String> DIMENSIONS = OptInFacts.DIMENSIONS;

  /** A table to publish: id and at most three {@link #DIMENSIONS}. */
  public record TableSpec(String id, List<String> dimensions) {}

  /** Two values of one dimension to compare, at equal mix of the strata. */
  public record ComparisonSpec(
      String id, String metric, String dimension, String a, String b, String strata) {}

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

  private final Dataset<Row> facts;
  private final List<String> purposes;

  /** Zone as in {@link OptInFacts#of}. */
  public OptInRates(
      Dataset<Row> consentEvents,
      String controller,
      List<String> purposes,
      Clocks clocks,
      String zone) {
    this.purposes = List.copyOf(purposes);
    facts =
        OptInFacts.of(consentEvents, controller, purposes, clocks, zone)
            .persist(StorageLevel.DISK_ONLY());
  }

  /** Counts of one cell, and how many subjects stand behind each answer. */
  private static final class Counts {
    private OptInCounts counts = OptInCounts.ZERO;
    private final Map<String, Long> subjects = new HashMap<>();
  }

  /**
   * All cells of a table for all metrics asked, with what may not be shown marked.
   *
   * @param threshold cells with fewer subjects behind an answer are withheld, and others with them
   *     so that they cannot be computed
   */
  public List<Cell> cells(TableSpec table, List<ShowingMetric> metrics, int threshold) {
    List<Cell> cells = new ArrayList<>();
    Map<String, Map<List<String>, Counts>> byPurpose = countCells(table.dimensions());
    for (String purpose : purposes) {
      Map<List<String>, Counts> counted = byPurpose.get(purpose);
      SuppressedTable suppressed = suppress(table.dimensions(), counted, threshold);
      for (Map.Entry<List<String>, Counts> cell : counted.entrySet()) {
        boolean published = isPublished(suppressed, cell.getKey());
        for (ShowingMetric metric : metrics) {
          cells.add(
              new Cell(
                  metric.id(),
                  purpose,
                  cell.getKey(),
                  published,
                  metric.of(cell.getValue().counts)));
        }
      }
    }
    return cells;
  }

  /** Rates of both groups per stratum, compared; empty strata are the comparison's own business. */
  public Map<String, GroupComparison> compare(ComparisonSpec spec) {
    ShowingMetric metric = (ShowingMetric) OptInMetrics.find(spec.metric());
    Map<String, GroupComparison> comparisons = new TreeMap<>();
    Map<String, Map<List<String>, Counts>> byPurpose =
        countCells(List.of(spec.dimension(), spec.strata()));
    for (String purpose : purposes) {
      Map<String, Proportion> a = new TreeMap<>();
      Map<String, Proportion> b = new TreeMap<>();
      byPurpose
          .get(purpose)
          .forEach(
              (values, counts) -> {
                if (!values.get(1).equals(ALL) && values.get(0).equals(spec.a())) {
                  a.put(values.get(1), metric.of(counts.counts));
                } else if (!values.get(1).equals(ALL) && values.get(0).equals(spec.b())) {
                  b.put(values.get(1), metric.of(counts.counts));
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

  /** Counts of all cells and margins, by purpose; two queries, whatever the number of purposes. */
  private Map<String, Map<List<String>, Counts>> countCells(List<String> dimensions) {
    int width = dimensions.size();
    Map<String, Map<List<String>, Counts>> byPurpose = new TreeMap<>();
    purposes.forEach(purpose -> byPurpose.put(purpose, new TreeMap<>(BY_VALUES)));
    for (Row row :
        withMargins(facts, dimensions, "purpose", "answer", "form")
            .agg(count(lit(1)))
            .collectAsList()) {
      Counts cell = cell(byPurpose, row, width);
      cell.counts =
          cell.counts.plus(
              times(row.getString(width + 1), row.getString(width + 2), row.getLong(width + 3)));
    }
    Dataset<Row> showings = facts.where(col("answer").notEqual(OptInFacts.APART));
    Column subjects = count_distinct(col("subject_id"));
    for (Row row :
        withMargins(showings, dimensions, "purpose", "answer").agg(subjects).collectAsList()) {
      cell(byPurpose, row, width).subjects.put(row.getString(width + 1), row.getLong(width + 2));
    }
    for (Row row : withMargins(showings, dimensions, "purpose").agg(subjects).collectAsList()) {
      cell(byPurpose, row, width).subjects.put(ALL, row.getLong(width + 1));
    }
    return byPurpose;
  }

  private static Counts cell(Map<String, Map<List<String>, Counts>> byPurpose, Row row, int width) {
    return byPurpose
        .get(row.getString(width))
        .computeIfAbsent(values(row, width), absent -> new Counts());
  }

  /** Groups by every subset of the dimensions, and always by {@code kept}. */
  private static RelationalGroupedDataset withMargins(
      Dataset<Row> rows, List<String> dimensions, String... kept) {
    List<String> columns = new ArrayList<>(dimensions);
    columns.addAll(List.of(kept));
    List<Seq<Column>> sets = new ArrayList<>();
    for (int subset = 0; subset < 1 << dimensions.size(); subset++) {
      List<Column> set = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        if (i >= dimensions.size() || (subset >> i & 1) == 1) {
          set.add(col(columns.get(i)));
        }
      }
      sets.add(CollectionConverters.asScala(set).toSeq());
    }
    return rows.groupingSets(
        CollectionConverters.asScala(sets).toSeq(),
        columns.stream().map(name -> col(name)).toArray(Column[]::new));
  }

  private static List<String> values(Row row, int width) {
    List<String> values = new ArrayList<>(width);
    for (int i = 0; i < width; i++) {
      values.add(row.isNullAt(i) ? ALL : row.getString(i));
    }
    return values;
  }

  private static OptInCounts times(String answer, String form, long n) {
    if (answer.equals(OptInFacts.APART)) {
      return OptInCounts.ofApart(CountedApart.Kind.valueOf(form)).times(n);
    }
    return OptInCounts.ofShowing(OptInAnswer.valueOf(answer), ChoiceForm.valueOf(form)).times(n);
  }

  private static SuppressedTable suppress(
      List<String> dimensions, Map<List<String>, Counts> counted, int threshold) {
    List<String> withAnswer = new ArrayList<>(dimensions);
    withAnswer.add("answer");
    Map<List<String>, Long> inner = new HashMap<>();
    Map<List<String>, Long> margins = new HashMap<>();
    counted.forEach(
        (values, counts) ->
            counts.subjects.forEach(
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

  /** Frees what was cached. */
  @Override
  public void close() {
    facts.unpersist();
  }
}
