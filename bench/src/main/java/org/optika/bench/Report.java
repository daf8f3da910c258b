package org.optika.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

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
      case TEXT -> inRows(suite, measured).text();
      case MARKDOWN -> inRows(suite, measured).markdown();
      case JSON -> json(suite, measured);
    };
  }

  private static List<Measured> references(List<Measured> measured) {
    return measured.stream().filter(of -> of.variant().role() != Variant.Role.ENGINE).toList();
  }

  private static SuiteTable inRows(Suite suite, List<Measured> measured) {
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
    return new SuiteTable(suite.name(), suite.data(), Set.of(0), rows);
  }

  /**
   * A page with the table of a suite in place of the one that it has.
   *
   * @throws IllegalArgumentException when the page has no table of that suite
   */
  static String intoPage(String page, Suite suite, List<Measured> measured) {
    return inRows(suite, measured).intoPage(page);
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
