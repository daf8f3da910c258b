package org.optika.evidence.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.optika.core.evidence.report.ReportTables;
import org.optika.core.evidence.report.SumRule;
import org.optika.evidence.input.TableRows;

/** What was released with noise, and at what price. */
final class ReleaseStories {
  private ReleaseStories() {}

  static Story releases(Telling telling) {
    TableRows table = telling.table(ReportTables.DP_RELEASES);
    List<Row> rows = telling.ordered(table);
    if (rows.isEmpty()) {
      return new Story(List.of(telling.text("releases.none")), List.of());
    }
    List<String> sentences =
        List.of(
            telling.text(
                "releases.sum",
                telling.language().whole(rows.size()),
                telling.language().whole(sum(rows, "figures")),
                telling.language().shortest(sum(rows, "epsilon")),
                telling.language().shortest(sum(rows, "delta"))));
    if (rows.size() == 1) {
      return new Story(sentences, List.of());
    }
    return new Story(
        sentences,
        List.of(
            Charts.bars(
                telling,
                telling.id("releases-chart"),
                telling.text("releases.chart"),
                false,
                rows.stream()
                    .map(
                        row ->
                            new Charts.Bar(
                                row.text("title"),
                                row.number("epsilon"),
                                "ε = " + telling.language().shortest(row.known("epsilon")),
                                Fill.MIDDLE_BLUE.colour()))
                    .toList())));
  }

  static double sum(List<Row> rows, String column) {
    return rows.stream().mapToDouble(row -> row.known(column)).sum();
  }

  static Story figures(Telling telling) {
    TableRows table = telling.table(ReportTables.DP_FIGURES);
    List<Row> rows = telling.ordered(table);
    if (rows.isEmpty()) {
      return new Story(List.of(telling.text("figures.none")), List.of());
    }
    List<Page.Chart> charts = new ArrayList<>();
    rows.stream()
        .collect(
            Collectors.groupingBy(
                row -> List.of(row.text("release_id"), row.text("metric")),
                LinkedHashMap::new,
                Collectors.toList()))
        .forEach(
            (key, cells) ->
                charts.add(
                    Charts.bars(
                        telling,
                        telling.id("figures-chart-" + charts.size()),
                        telling.text("figures.chart", title(telling, key.get(0)), key.get(1)),
                        false,
                        cells.stream().map(row -> bar(telling, row)).toList())));
    return new Story(
        List.of(
            telling.text(
                "figures.sum",
                telling.language().whole(rows.size()),
                telling.language().whole(uncertain(table)))),
        charts);
  }

  /** What a release is about; its hash where the table of releases does not have it. */
  static String title(Telling telling, String release) {
    return Row.where(telling.table(ReportTables.DP_RELEASES), "release_id", release).stream()
        .map(row -> row.text("title"))
        .findFirst()
        .orElse(release);
  }

  /** Figures of which noise is a larger part than their release allows. */
  static long uncertain(TableRows table) {
    return table.rows().stream().filter(row -> (Boolean) table.value(row, "uncertain")).count();
  }

  private static Charts.Bar bar(Telling telling, Row row) {
    Language language = telling.language();
    String label =
        Stream.of("value_1", "value_2", "value_3")
            .filter(column -> !row.isAll(column))
            .map(column -> telling.shown(row, column))
            .collect(Collectors.joining(", "));
    String written =
        !row.knows("value")
            ? telling.text("missing")
            : row.knows("low", "high")
                ? "%s (%s)"
                    .formatted(
                        Grids.rounded(language, row.known("value")),
                        language.range(
                            Grids.rounded(language, row.known("low")),
                            Grids.rounded(language, row.known("high"))))
                : Grids.rounded(language, row.known("value"));
    return new Charts.Bar(
        label.isEmpty() ? telling.shown("value_1", SumRule.ALL) : label,
        row.number("value"),
        row.number("low"),
        row.number("high"),
        written,
        Fill.MIDDLE_BLUE.colour());
  }
}
