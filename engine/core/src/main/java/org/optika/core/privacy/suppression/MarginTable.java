package org.optika.core.privacy.suppression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A table of persons over up to {@value #MAX_DIMENSIONS} dimensions, with all its margins. A cell
 * is named by one value per dimension, in the order of the dimensions; {@link #ALL} in a place
 * makes it a margin. Margins are sums of cells. Cells that are not given have no persons.
 */
public final class MarginTable {

  /** The value that stands for all values of a dimension. */
  public static final String ALL = "(all)";

  /** Three dimensions to publish, and the answer as a fourth. */
  public static final int MAX_DIMENSIONS = 4;

  /** Most places of the table, margins and empty ones included. */
  static final int MAX_PLACES = 5_000_000;

  private static final long MAX_TOTAL = 1L << 52;

  private final List<String> dimensions;

  /** Ascending values per dimension; the place after the last one is {@link #ALL}. */
  private final List<List<String>> values;

  private final int[] stride;
  private final long[] counts;
  private final long[] persons;

  private MarginTable(List<String> dimensions, List<List<String>> values) {
    this.dimensions = dimensions;
    this.values = values;
    this.stride = new int[dimensions.size()];
    long places = 1;
    for (int dimension = dimensions.size() - 1; dimension >= 0; dimension--) {
      stride[dimension] = (int) places;
      places *= values.get(dimension).size() + 1;
      if (places > MAX_PLACES) {
        throw new IllegalArgumentException(
            "a table over %s has more than %d places, margins included; publish fewer values"
                .formatted(dimensions, MAX_PLACES));
      }
    }
    this.counts = new long[(int) places];
    this.persons = new long[(int) places];
  }

  /**
   * @param dimensions names, distinct; empty for a table that is only a total
   * @param subjects persons per cell, keyed by one value per dimension and never {@link #ALL}; a
   *     person who appears in several cells is in the margins once per cell, see {@link
   *     #withMarginSubjects}
   */
  public static MarginTable of(List<String> dimensions, Map<List<String>, Long> subjects) {
    if (dimensions.size() > MAX_DIMENSIONS
        || dimensions.stream().distinct().count() < dimensions.size()) {
      throw new IllegalArgumentException(
          "expected at most %d distinct dimensions, got %s".formatted(MAX_DIMENSIONS, dimensions));
    }
    subjects.forEach((cell, count) -> requireInner(dimensions, cell, count));
    List<List<String>> values = new ArrayList<>();
    for (int dimension = 0; dimension < dimensions.size(); dimension++) {
      TreeSet<String> found = new TreeSet<>();
      for (List<String> cell : subjects.keySet()) {
        found.add(cell.get(dimension));
      }
      values.add(List.copyOf(found));
    }
    MarginTable table = new MarginTable(List.copyOf(dimensions), List.copyOf(values));
    long total = 0;
    for (Map.Entry<List<String>, Long> cell : subjects.entrySet()) {
      table.counts[table.placeOf(cell.getKey())] = cell.getValue();
      total = Math.addExact(total, cell.getValue());
    }
    if (total > MAX_TOTAL) {
      throw new IllegalArgumentException(
          "the table holds more than 2^52 persons; check the counts per cell");
    }
    table.sumMargins();
    System.arraycopy(table.counts, 0, table.persons, 0, table.counts.length);
    return table;
  }

  /**
   * The same table, where persons may appear in several cells: a margin then stands for fewer
   * persons than its sum says, and it is this number that the threshold looks at.
   *
   * @param distinctSubjects distinct persons per margin (at least one place is {@link #ALL}), in
   *     {@code [1, sum]}, or 0 where the sum is 0; margins not given keep their sum
   */
  public MarginTable withMarginSubjects(Map<List<String>, Long> distinctSubjects) {
    MarginTable table = new MarginTable(dimensions, values);
    System.arraycopy(counts, 0, table.counts, 0, counts.length);
    System.arraycopy(persons, 0, table.persons, 0, persons.length);
    distinctSubjects.forEach(
        (cell, distinct) -> {
          int place = placeOf(cell);
          if (!cell.contains(ALL)) {
            throw new IllegalArgumentException(
                "expected a margin, with %s in at least one place, got %s".formatted(ALL, cell));
          }
          if (distinct > counts[place] || distinct < Math.min(1, counts[place])) {
            throw new IllegalArgumentException(
                "distinct subjects of the margin %s must be at least 1 and at most the sum of its cells"
                    .formatted(cell));
          }
          table.persons[place] = distinct;
        });
    return table;
  }

  public List<String> dimensions() {
    return dimensions;
  }

  /** Values of a dimension, ascending, without {@link #ALL}. */
  public List<String> values(String dimension) {
    int index = dimensions.indexOf(dimension);
    if (index < 0) {
      throw new IllegalArgumentException(
          "Unknown dimension '%s'; known: %s".formatted(dimension, dimensions));
    }
    return values.get(index);
  }

  /** Persons of a cell, or the sum over the cells of a margin. */
  public long count(List<String> cell) {
    return counts[placeOf(cell)];
  }

  // Places number the cells, margins included, from 0; one step in dimension d is stride(d) places.

  int places() {
    return counts.length;
  }

  int dimensionCount() {
    return stride.length;
  }

  /** Number of values and {@link #ALL}. */
  int size(int dimension) {
    return values.get(dimension).size() + 1;
  }

  int stride(int dimension) {
    return stride[dimension];
  }

  int coordinate(int place, int dimension) {
    return place / stride[dimension] % size(dimension);
  }

  boolean isAll(int coordinate, int dimension) {
    return coordinate == size(dimension) - 1;
  }

  /** What lines add up. */
  long count(int place) {
    return counts[place];
  }

  /** What the threshold looks at. */
  long persons(int place) {
    return persons[place];
  }

  List<String> cellAt(int place) {
    String[] cell = new String[dimensionCount()];
    for (int dimension = 0; dimension < cell.length; dimension++) {
      int coordinate = coordinate(place, dimension);
      cell[dimension] = isAll(coordinate, dimension) ? ALL : values.get(dimension).get(coordinate);
    }
    return List.of(cell);
  }

  int placeOf(List<String> cell) {
    requireLength(dimensions, cell);
    int place = 0;
    for (int dimension = 0; dimension < cell.size(); dimension++) {
      List<String> known = values.get(dimension);
      String value = cell.get(dimension);
      int coordinate = ALL.equals(value) ? known.size() : Collections.binarySearch(known, value);
      if (coordinate < 0) {
        throw new IllegalArgumentException(
            "Unknown value '%s' of dimension '%s'".formatted(value, dimensions.get(dimension)));
      }
      place += coordinate * stride[dimension];
    }
    return place;
  }

  private void sumMargins() {
    for (int dimension = 0; dimension < dimensionCount(); dimension++) {
      int last = size(dimension) - 1;
      for (int place = 0; place < counts.length; place++) {
        int coordinate = coordinate(place, dimension);
        if (coordinate != last) {
          counts[place + (last - coordinate) * stride[dimension]] += counts[place];
        }
      }
    }
  }

  private static void requireInner(List<String> dimensions, List<String> cell, long count) {
    requireLength(dimensions, cell);
    if (cell.contains(ALL)) {
      throw new IllegalArgumentException(
          "margins are computed: expected a cell without '%s', got %s".formatted(ALL, cell));
    }
    if (count < 0) {
      throw new IllegalArgumentException(
          "subjects of %s must be >= 0, got %d".formatted(cell, count));
    }
  }

  private static void requireLength(List<String> dimensions, List<String> cell) {
    if (cell.size() != dimensions.size()) {
      throw new IllegalArgumentException(
          "expected one value for each of %s, got %s".formatted(dimensions, cell));
    }
  }
}
