package org.optika.evidence.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.optika.core.evidence.report.ReportTables;
import org.optika.core.evidence.report.SumRule;
import org.optika.core.optin.ChoiceForm;
import org.optika.core.optin.OptInAnswer;
import org.optika.core.optin.OptInCounts;
import org.optika.core.optin.OptInMetrics;
import org.optika.core.optin.Proportion;
import org.optika.core.optin.ShowingMetric;
import org.optika.core.privacy.suppression.MarginTable;
import org.optika.core.privacy.suppression.SuppressedTable;
import org.optika.evidence.input.TableRows;

/** Showings of a notice to people who are shown it once, and the tables of opt-in about them. */
final class OptInWorld {
  private static final Map<String, List<String>> VALUES =
      new TreeMap<>(
          Map.of(
              "device_class", List.of("desktop", "mobile", "tablet"),
              "collection_channel", List.of("app", "web"),
              "variant", List.of("A", "B", "C"),
              "month", List.of("2026-07", "2026-08", "2026-09")));

  /** Tables that share margins. */
  static final List<List<String>> TABLES =
      List.of(
          List.of("month"),
          List.of("collection_channel", "device_class"),
          List.of("variant", "device_class"),
          List.of("month", "device_class"));

  private record Showing(Map<String, String> of, OptInAnswer answer, ChoiceForm form) {}

  private final List<Showing> showings = new ArrayList<>();

  /** Common and rare values, and answers that depend on nothing. */
  static OptInWorld random(long seed) {
    Random random = new Random(seed);
    OptInWorld world = new OptInWorld();
    Map<String, double[]> weights = new TreeMap<>();
    VALUES.forEach(
        (name, values) ->
            weights.put(
                name,
                values.stream()
                    .mapToDouble(value -> Math.exp(2 * random.nextGaussian()))
                    .toArray()));
    int people = 150 + random.nextInt(1500);
    for (int person = 0; person < people; person++) {
      Map<String, String> of = new HashMap<>();
      weights.forEach((name, weight) -> of.put(name, VALUES.get(name).get(pick(random, weight))));
      OptInAnswer answer = OptInAnswer.values()[random.nextInt(3)];
      world.showings.add(new Showing(of, answer, form(random, answer)));
    }
    return world;
  }

  private static ChoiceForm form(Random random, OptInAnswer answer) {
    return switch (answer) {
      case YES -> random.nextInt(5) == 0 ? ChoiceForm.SAVE : ChoiceForm.ACCEPT_ALL;
      case NO -> random.nextInt(5) == 0 ? ChoiceForm.SAVE : ChoiceForm.DENY_ALL;
      case NONE -> ChoiceForm.NONE;
    };
  }

  private static int pick(Random random, double[] weights) {
    double left = random.nextDouble() * Arrays.stream(weights).sum();
    int value = 0;
    while (value < weights.length - 1 && left > weights[value]) {
      left -= weights[value++];
    }
    return value;
  }

  /** What suppression looks at: the answer is a further dimension. */
  MarginTable margins(List<String> dimensions) {
    Map<List<String>, Long> cells = new HashMap<>();
    for (Showing showing : showings) {
      List<String> cell =
          Stream.concat(
                  dimensions.stream().map(showing.of()::get), Stream.of(showing.answer().name()))
              .toList();
      cells.merge(cell, 1L, Long::sum);
    }
    return MarginTable.of(Stream.concat(dimensions.stream(), Stream.of("answer")).toList(), cells);
  }

  /** Rows of a report; one is withheld when any of its answers is. */
  TableRows rows(List<List<String>> tables, List<SuppressedTable> decided) {
    List<List<Object>> rows = new ArrayList<>();
    for (int index = 0; index < tables.size(); index++) {
      List<String> dimensions = tables.get(index);
      SuppressedTable suppressed = decided.get(index);
      for (Map.Entry<List<String>, OptInCounts> cell : counts(dimensions).entrySet()) {
        boolean shown =
            Stream.of(MarginTable.ALL, "YES", "NO", "NONE")
                .map(answer -> Stream.concat(cell.getKey().stream(), Stream.of(answer)).toList())
                .allMatch(each -> !suppressed.has(each) || suppressed.status(each).isPublished());
        for (ShowingMetric metric : OptInMetrics.ofShowings()) {
          rows.add(row(dimensions, metric, cell.getKey(), metric.of(cell.getValue()), shown));
        }
      }
    }
    return new TableRows(ReportTables.OPT_IN, rows);
  }

  private Map<List<String>, OptInCounts> counts(List<String> dimensions) {
    Map<List<String>, OptInCounts> counts =
        new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
    for (Showing showing : showings) {
      for (int kept = 0; kept < 1 << dimensions.size(); kept++) {
        int mask = kept;
        List<String> cell =
            IntStream.range(0, dimensions.size())
                .mapToObj(
                    place ->
                        (mask >> place & 1) == 1
                            ? showing.of().get(dimensions.get(place))
                            : MarginTable.ALL)
                .toList();
        counts.merge(
            cell, OptInCounts.ofShowing(showing.answer(), showing.form()), OptInCounts::plus);
      }
    }
    return counts;
  }

  private static List<Object> row(
      List<String> dimensions,
      ShowingMetric metric,
      List<String> cell,
      Proportion proportion,
      boolean shown) {
    List<Object> row = new ArrayList<>();
    row.add("by-" + String.join("-", dimensions));
    row.add(metric.id());
    row.add("measurement");
    for (int place = 0; place < 3; place++) {
      boolean used = place < dimensions.size();
      row.add(used ? dimensions.get(place) : "-");
      row.add(!used || cell.get(place).equals(MarginTable.ALL) ? SumRule.ALL : cell.get(place));
    }
    row.add(shown ? (Object) proportion.numerator() : null);
    row.add(shown ? (Object) proportion.denominator() : null);
    row.addAll(Arrays.asList(null, null, null));
    row.add(!shown);
    return row;
  }
}
