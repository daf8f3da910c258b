package org.optika.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measured suites as text for people, as Markdown for docs, or as JSON for programs. */
final class Report {
  /** How a report is written. */
  enum Format {
    TEXT,
    MARKDOWN,
    JSON
  }

  private Report() {}

  /** One suite; ratios are of median CPU times, against each limit and each peer. */
  static String of(Suite suite, List<Measured> measured, Format format) {
    return switch (format) {
      case TEXT -> text(suite, measured);
      case MARKDOWN -> markdown(suite, measured);
      case JSON -> json(suite, measured);
    };
  }

  private static List<Measured> references(List<Measured> measured) {
    return measured.stream().filter(of -> of.variant().role() != Variant.Role.ENGINE).toList();
  }

  private static List<List<String>> table(List<Measured> measured) {
    List<Measured> references = references(measured);
    List<String> header = new ArrayList<>(List.of("variant", "CPU s", "least", "most", "wall s"));
    references.forEach(reference -> header.add("/ " + reference.variant().name()));
    List<List<String>> rows = new ArrayList<>(List.of(header));
    for (Measured of : measured) {
      List<String> row = new ArrayList<>();
      row.add(of.variant().name());
      row.add(seconds(of.cpu()));
      row.add(seconds(of.leastCpu()));
      row.add(seconds(of.mostCpu()));
      row.add(seconds(of.wall()));
      references.forEach(reference -> row.add(seconds(of.cpu() / reference.cpu())));
      rows.add(row);
    }
    return rows;
  }

  private static String text(Suite suite, List<Measured> measured) {
    List<List<String>> rows = table(measured);
    StringBuilder text = new StringBuilder("%s: %s%n%n".formatted(suite.name(), suite.data()));
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    rows.forEach(
        row -> {
          for (int i = 0; i < columns; i++) {
            widths[i] = Math.max(widths[i], row.get(i).length());
          }
        });
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        line.append(("%" + (i == 0 ? "-" : "") + widths[i] + "s  ").formatted(row.get(i)));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.append('\n').toString();
  }

  private static String markdown(Suite suite, List<Measured> measured) {
    List<List<String>> rows = table(measured);
    StringBuilder text = new StringBuilder("`%s`: %s%n%n".formatted(suite.name(), suite.data()));
    for (int i = 0; i < rows.size(); i++) {
      text.append("| ").append(String.join(" | ", rows.get(i))).append(" |\n");
      if (i == 0) {
        text.append("|---".repeat(rows.get(0).size())).append("|\n");
      }
    }
    return text.append('\n').toString();
  }

  /** One object a line. */
  private static String json(Suite suite, List<Measured> measured) {
    StringBuilder text = new StringBuilder();
    for (Measured of : measured) {
      List<String> ratios = new ArrayList<>();
      references(measured)
          .forEach(
              reference ->
                  ratios.add(
                      "\"%s\":%s"
                          .formatted(
                              reference.variant().name(), number(of.cpu() / reference.cpu()))));
      text.append(
          "{\"suite\":\"%s\",\"data\":\"%s\",\"variant\":\"%s\",\"role\":\"%s\",\"cpu_seconds\":%s,\"cpu_seconds_least\":%s,\"cpu_seconds_most\":%s,\"wall_seconds\":%s,\"cpu_ratio\":{%s}}%n"
              .formatted(
                  suite.name(),
                  suite.data(),
                  of.variant().name(),
                  of.variant().role().name().toLowerCase(Locale.ROOT),
                  number(of.cpu()),
                  number(of.leastCpu()),
                  number(of.mostCpu()),
                  number(of.wall()),
                  String.join(",", ratios)));
    }
    return text.toString();
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
