package org.optika.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Figures of a suite that is about quality and not about speed.
 *
 * @param data what they were reached on
 */
record FigureReport(String suite, String data, List<FigureLine> lines) {
  private static final List<String> HEADER =
      List.of("of", "figure", "reached", "95 % interval", "wanted", "met", "note");

  /** Places of the columns that hold words. */
  private static final Set<Integer> WORDS = Set.of(0, 1, 6);

  /** In one of the formats of a {@link Report}. */
  String in(Report.Format format) {
    return switch (format) {
      case TEXT -> inRows().text();
      case MARKDOWN -> inRows().markdown();
      case JSON -> json();
    };
  }

  /** With the wanted figures in the same row as those that were reached. */
  SuiteTable inRows() {
    List<List<String>> rows = new ArrayList<>(List.of(HEADER));
    lines.forEach(line -> rows.add(row(line)));
    return new SuiteTable(suite, data, WORDS, rows);
  }

  private static List<String> row(FigureLine line) {
    return List.of(
        line.of(),
        line.figure(),
        FigureLine.rounded(line.reached()),
        line.interval95()
            .map(
                interval ->
                    "[%s, %s]"
                        .formatted(
                            FigureLine.rounded(interval.low()),
                            FigureLine.rounded(interval.high())))
            .orElse(""),
        line.wanted().map(FigureLine.Wanted::toString).orElse(""),
        line.wanted().map(wanted -> wanted.isMetBy(line.reached()) ? "yes" : "no").orElse(""),
        line.note());
  }

  /** One object a line, numbers as they are. */
  private String json() {
    StringBuilder text = new StringBuilder();
    for (FigureLine line : lines) {
      text.append(
          "{\"suite\":\"%s\",\"of\":\"%s\",\"figure\":\"%s\",\"reached\":%s,\"low\":%s,\"high\":%s,\"wanted\":%s,\"met\":%s,\"note\":\"%s\"}\n"
              .formatted(
                  suite,
                  escaped(line.of()),
                  escaped(line.figure()),
                  Double.isFinite(line.reached()) ? line.reached() : null,
                  line.interval95().map(interval -> interval.low()).orElse(null),
                  line.interval95().map(interval -> interval.high()).orElse(null),
                  line.wanted().map(wanted -> "\"" + wanted + "\"").orElse(null),
                  line.wanted().map(wanted -> wanted.isMetBy(line.reached())).orElse(null),
                  escaped(line.note())));
    }
    return text.toString();
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
