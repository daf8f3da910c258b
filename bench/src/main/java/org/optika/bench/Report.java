package org.optika.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Measured suites as text for people, as Markdown for docs, or as JSON for programs. */
final class Report {
  /** How a report is written. */
  enum Format {
    TEXT,
    MARKDOWN,
    JSON
  }

  private Report() {}

  /**
   * One suite; ratios are of CPU times within a round, against each limit and each peer: their
   * median, with the least and the most in brackets.
   */
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
      references.forEach(reference -> row.add(ratio(of.ratios(reference))));
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

  /**
   * A page with the table of a suite in place of the one that it has.
   *
   * @throws IllegalArgumentException when the page has no table of that suite
   */
  static String intoPage(String page, Suite suite, List<Measured> measured) {
    String begin = "`%s`: ".formatted(suite.name());
    Pattern old =
        Pattern.compile("^" + Pattern.quote(begin) + ".*\\R\\R(\\|.*\\R?)+", Pattern.MULTILINE);
    Matcher found = old.matcher(page);
    if (!found.find()) {
      throw new IllegalArgumentException(
          "no table of suite '%s': expected a line that begins with %s, an empty line and a table"
              .formatted(suite.name(), begin.strip()));
    }
    String table = markdown(suite, measured).stripTrailing() + "\n";
    return page.substring(0, found.start()) + table + page.substring(found.end());
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
                          .formatted(reference.variant().name(), jsonRatio(of.ratios(reference)))));
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

  private static String ratio(double[] ratios) {
    double median = Measured.median(ratios);
    Arrays.sort(ratios);
    String least = seconds(ratios[0]);
    String most = seconds(ratios[ratios.length - 1]);
    return least.equals(most)
        ? seconds(median)
        : "%s (%s to %s)".formatted(seconds(median), least, most);
  }

  private static String jsonRatio(double[] ratios) {
    double median = Measured.median(ratios);
    Arrays.sort(ratios);
    return "{\"median\":%s,\"least\":%s,\"most\":%s}"
        .formatted(number(median), number(ratios[0]), number(ratios[ratios.length - 1]));
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
