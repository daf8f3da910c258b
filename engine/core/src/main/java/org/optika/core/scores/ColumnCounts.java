package org.optika.core.scores;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What has to be known of a training set before its rows can be encoded: how often each text
 * occurs, and a sample of the numbers from which knots and means are taken. Mergeable; the same
 * rows in the same parts give the same state.
 */
public final class ColumnCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A column of more different texts is an identifier or free text, and no use to a model. */
  public static final int MOST_TEXTS = 1_000;

  private final List<RawColumn> columns;
  private final List<NumberSketch> numbers = new ArrayList<>();
  private final List<TreeMap<String, Long>> texts = new ArrayList<>();
  private long rows;

  public ColumnCounts(List<RawColumn> columns) {
    this.columns = List.copyOf(columns);
    for (RawColumn column : columns) {
      if (column.kind() == RawColumn.Kind.NUMBER) {
        numbers.add(new NumberSketch());
      } else {
        texts.add(new TreeMap<>());
      }
    }
  }

  /**
   * @throws IllegalArgumentException when a text column has more than {@link #MOST_TEXTS} values
   */
  public void add(RawCells cells) {
    rows++;
    for (int i = 0; i < numbers.size(); i++) {
      numbers.get(i).add(cells.numbers()[i]);
    }
    for (int i = 0; i < texts.size(); i++) {
      String text = cells.texts()[i];
      if (text != null) {
        texts.get(i).merge(text, 1L, Long::sum);
        checkSize(i);
      }
    }
  }

  /** Adds what was counted elsewhere on the same columns. */
  public void add(ColumnCounts other) {
    require(columns.equals(other.columns), "counts of other columns cannot be added");
    rows += other.rows;
    for (int i = 0; i < numbers.size(); i++) {
      numbers.get(i).add(other.numbers.get(i));
    }
    for (int i = 0; i < texts.size(); i++) {
      TreeMap<String, Long> counts = texts.get(i);
      other.texts.get(i).forEach((text, count) -> counts.merge(text, count, Long::sum));
      checkSize(i);
    }
  }

  private void checkSize(int text) {
    if (texts.get(text).size() > MOST_TEXTS) {
      String name =
          columns.stream()
              .filter(column -> column.kind() == RawColumn.Kind.TEXT)
              .skip(text)
              .findFirst()
              .orElseThrow()
              .name();
      throw new IllegalArgumentException(
          "Column '%s' has more than %,d different texts: it is an identifier or free text. Leave it out, or group its values."
              .formatted(name, MOST_TEXTS));
    }
  }

  /**
   * Values of a column of numbers that cut it into at most so many bins of about equally many
   * people: distinct, ascending.
   *
   * @param index among the columns of numbers
   */
  double[] cuts(int index, int bins) {
    double[] sorted = numbers.get(index).sorted();
    int cuts = Math.min(bins, sorted.length);
    return IntStream.range(0, cuts)
        .mapToDouble(cut -> sorted[(int) ((long) cut * sorted.length / cuts)])
        .distinct()
        .toArray();
  }

  List<RawColumn> columns() {
    return columns;
  }

  public long rows() {
    return rows;
  }

  NumberSketch number(int index) {
    return numbers.get(index);
  }

  Map<String, Long> texts(int index) {
    return texts.get(index);
  }
}
