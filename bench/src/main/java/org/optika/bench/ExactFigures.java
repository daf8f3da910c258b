package org.optika.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.optika.core.release.Figure;

/**
 * Figures of groups without noise, which those of a variant must agree with.
 *
 * @param groups by the values of the keys, joined; of each group its figures in the order of the
 *     metrics
 */
record ExactFigures(Map<String, List<Double>> groups) {
  /** Between sums of the same numbers in another order. */
  private static final double ROUNDING = 1e-9;

  /** Values of a release lie on a grid, and squares of them on a coarser one. */
  private static final double GRID = 1e-4;

  /** More than noise that is drawn a million times ever has. */
  private static final double MOST_DEVIATIONS = 8;

  /**
   * @param rows key columns, then figures
   */
  static ExactFigures of(List<List<String>> rows, int keys) {
    Map<String, List<Double>> groups = new TreeMap<>();
    for (List<String> row : rows) {
      groups.put(
          name(row.subList(0, keys)),
          row.subList(keys, row.size()).stream().map(Double::valueOf).toList());
    }
    return new ExactFigures(groups);
  }

  private static String name(List<String> keys) {
    return String.join(", ", keys);
  }

  /**
   * Compares figures without noise.
   *
   * @return what was compared
   * @throws IllegalStateException naming the first figure that is another one
   */
  String requireEqual(ExactFigures others) {
    Map<String, List<Close>> close = new TreeMap<>();
    others.groups.forEach(
        (group, figures) ->
            close.put(
                group,
                figures.stream()
                    .map(figure -> new Close(figure, ROUNDING * Math.abs(figure)))
                    .toList()));
    return require(close);
  }

  /**
   * Compares figures of a release.
   *
   * @param released by the values of the keys, in any order; of each group its figures
   * @return what was compared
   * @throws IllegalStateException naming the first figure that is farther off than noise can be
   */
  String requireNear(Map<List<String>, List<Figure>> released) {
    Map<String, List<Close>> close = new TreeMap<>();
    released.forEach(
        (keys, figures) -> close.put(name(keys), figures.stream().map(Close::of).toList()));
    return require(close);
  }

  private String require(Map<String, List<Close>> others) {
    if (!others.keySet().equals(groups.keySet())) {
      throw new IllegalStateException(
          "expected the groups %s, got %s".formatted(groups.keySet(), others.keySet()));
    }
    int figures = 0;
    for (Map.Entry<String, List<Close>> group : others.entrySet()) {
      List<Double> exact = groups.get(group.getKey());
      for (int i = 0; i < exact.size(); i++) {
        group.getValue().get(i).require(exact.get(i), group.getKey(), i);
        figures++;
      }
    }
    return "%,d figures of %,d groups".formatted(figures, groups.size());
  }

  /** A figure, and how far it may be from the exact one. */
  private record Close(double value, double distance) {
    /** One that does not exist is close to nothing. */
    private static Close of(Figure figure) {
      double value = figure.value().orElse(Double.NaN);
      return new Close(
          value, MOST_DEVIATIONS * figure.deviation().orElse(0) + GRID * Math.abs(value));
    }

    private void require(double exact, String group, int figure) {
      if (!(Math.abs(value - exact) <= distance)) {
        throw new IllegalStateException(
            "group %s, figure %d: expected %s, got %s, which is more than %s away"
                .formatted(group, figure, exact, value, distance));
      }
    }
  }
}
