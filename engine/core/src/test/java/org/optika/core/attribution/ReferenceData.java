package org.optika.core.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Aggregated paths with the credit that others found for them. */
final class ReferenceData {
  private final List<String> channels;
  private final PathTable paths;
  private final Map<String, double[]> expected = new HashMap<>();

  /**
   * @param pathLines header, then path, conversions, value, nulls
   * @param expectedLines header, then model, metric, channel, value
   */
  ReferenceData(List<String> pathLines, List<String> expectedLines) {
    List<String[]> rows = cells(pathLines);
    channels =
        rows.stream()
            .flatMap(row -> Arrays.stream(row[0].split(">")))
            .map(String::strip)
            .distinct()
            .sorted()
            .toList();
    paths = new PathTable(channels.size());
    for (String[] row : rows) {
      int[] codes =
          Arrays.stream(row[0].split(">"))
              .mapToInt(name -> channels.indexOf(name.strip()))
              .toArray();
      paths.add(codes, number(row[1]), number(row[2]), number(row[3]));
    }
    for (String[] row : cells(expectedLines)) {
      expected
              .computeIfAbsent(row[0] + "/" + row[1], key -> emptyCredit())[
              channels.indexOf(row[2])] =
          number(row[3]);
    }
  }

  private double[] emptyCredit() {
    double[] credit = new double[channels.size()];
    Arrays.fill(credit, Double.NaN);
    return credit;
  }

  private static List<String[]> cells(List<String> lines) {
    List<String[]> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      rows.add(line.replace("\"", "").split(","));
    }
    return rows;
  }

  private static double number(String text) {
    return Double.parseDouble(text);
  }

  PathTable paths() {
    return paths;
  }

  List<String> channels() {
    return channels;
  }

  boolean has(String model, String metric) {
    return expected.containsKey(model + "/" + metric);
  }

  /**
   * Compares every channel, relative to the amount.
   *
   * @return the largest difference found
   */
  double assertEqual(String model, String metric, double[] found, double tolerance) {
    double[] wanted = expected.get(model + "/" + metric);
    assertThat(wanted)
        .as("reference of %s %s", model, metric)
        .isNotNull()
        .doesNotContain(Double.NaN);
    double greatest = 0;
    for (int channel = 0; channel < wanted.length; channel++) {
      double unit = wanted[channel] == 0 ? 1 : Math.abs(wanted[channel]);
      assertThat(found[channel] / unit)
          .as("%s %s of %s", model, metric, channels.get(channel))
          .isCloseTo(wanted[channel] / unit, within(tolerance));
      greatest = Math.max(greatest, Math.abs(found[channel] - wanted[channel]) / unit);
    }
    return greatest;
  }
}
