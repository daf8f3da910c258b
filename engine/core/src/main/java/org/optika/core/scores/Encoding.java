package org.optika.core.scores;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Turns the raw columns of a person into the dense numbers that models take, without a gap: a
 * number that is not known becomes the mean of the training set, or 0 where fewer than ten people
 * have one, and sets a column of its own; a text becomes one column for each value that was
 * frequent in the training set. Numbers of many values are cut into stretches between quantiles as
 * well, with which a linear model bends where the data does: a linear spline (Hastie, Tibshirani,
 * Friedman, The Elements of Statistical Learning, 2nd ed., section 5.2). The stretches end where
 * the numbers of the training set nearly do, see {@link Knots}, and beyond them nothing but the
 * overall slope goes on.
 *
 * <p>Fitted on the training set alone and kept with the model.
 *
 * @param columns raw columns, whose cells {@link #encode} takes
 * @param parts one a column of the encoded row, in its order
 */
public record Encoding(List<RawColumn> columns, List<Part> parts) implements Serializable {
  /** A text of fewer people in the training set has no column. */
  public static final int FEWEST_OF_TEXT = 10;

  /** A number of fewer different values is not cut. */
  private static final int FEWEST_VALUES_OF_CUTS = 12;

  /** What a column of the encoded row says about its raw column. */
  public enum PartKind {
    /** The number itself; {@link Part#low} where it is not known. */
    NUMBER,
    /**
     * How far the number goes from {@link Part#low} to {@link Part#high}, no further on either
     * side; 0 where it is not known.
     */
    BETWEEN,
    /** 1 where the number is not known, else 0. */
    UNKNOWN,
    /** 1 where the text is {@link Part#text}, else 0. */
    IS_TEXT
  }

  /**
   * One column of the encoded row.
   *
   * @param raw position of the raw column in {@link Encoding#columns}
   * @param low a mean, or where a stretch begins; else 0
   * @param high where a stretch ends; else 0
   * @param text of kind {@code IS_TEXT}; else ""
   */
  public record Part(int raw, PartKind kind, double low, double high, String text)
      implements Serializable {}

  public Encoding {
    columns = List.copyOf(columns);
    parts = List.copyOf(parts);
    for (Part part : parts) {
      require(
          part.raw() >= 0 && part.raw() < columns.size(),
          "part of a raw column %s, of which there are %s",
          part.raw(),
          columns.size());
    }
  }

  /**
   * @param counts of the training set
   */
  public static Encoding of(ColumnCounts counts) {
    List<RawColumn> columns = counts.columns();
    List<Part> parts = new ArrayList<>();
    int number = 0;
    int text = 0;
    for (int raw = 0; raw < columns.size(); raw++) {
      if (columns.get(raw).kind() == RawColumn.Kind.NUMBER) {
        addNumber(parts, raw, counts.number(number++));
      } else {
        addTexts(parts, raw, counts.texts(text++));
      }
    }
    return new Encoding(columns, parts);
  }

  private static void addNumber(List<Part> parts, int raw, NumberSketch sketch) {
    double[] sorted = sketch.sorted();
    parts.add(new Part(raw, PartKind.NUMBER, sketch.meanOf(Knots.BEYOND), 0, ""));
    if (Arrays.stream(sorted).distinct().limit(FEWEST_VALUES_OF_CUTS).count()
        == FEWEST_VALUES_OF_CUTS) {
      double[] knots = Knots.of(sorted);
      for (int i = 1; i < knots.length; i++) {
        parts.add(new Part(raw, PartKind.BETWEEN, knots[i - 1], knots[i], ""));
      }
    }
    if (sketch.missing() > 0) {
      parts.add(new Part(raw, PartKind.UNKNOWN, 0, 0, ""));
    }
  }

  private static void addTexts(List<Part> parts, int raw, Map<String, Long> counts) {
    counts.forEach(
        (text, count) -> {
          if (count >= FEWEST_OF_TEXT) {
            parts.add(new Part(raw, PartKind.IS_TEXT, 0, 0, text));
          }
        });
  }

  /** Length of the encoded row. */
  public int width() {
    return parts.size();
  }

  /** For each column of the encoded row, the position of its raw column. */
  public int[] rawOfEach() {
    return parts.stream().mapToInt(Part::raw).toArray();
  }

  /** Columns for trees, which cut numbers themselves. */
  public int[] forTrees() {
    return columns(part -> part.kind() != PartKind.BETWEEN);
  }

  private int[] columns(Predicate<Part> wanted) {
    return IntStream.range(0, parts.size()).filter(i -> wanted.test(parts.get(i))).toArray();
  }

  /** An encoding of some of the columns, ascending. */
  public Encoding only(int[] some) {
    return new Encoding(columns, Arrays.stream(some).mapToObj(parts::get).toList());
  }

  /**
   * @param into of length {@link #width()}; overwritten
   * @throws IllegalArgumentException when there are not as many cells as columns
   */
  public void encode(RawCells cells, double[] into) {
    require(into.length == parts.size(), "room for %s, need %s", into.length, parts.size());
    int number = -1;
    int text = -1;
    int raw = -1;
    for (int i = 0; i < into.length; i++) {
      Part part = parts.get(i);
      while (raw < part.raw()) {
        raw++;
        if (columns.get(raw).kind() == RawColumn.Kind.NUMBER) {
          number++;
        } else {
          text++;
        }
      }
      into[i] =
          part.kind() == PartKind.IS_TEXT
              ? (part.text().equals(cells.texts()[text]) ? 1 : 0)
              : encoded(part, cells.numbers()[number]);
    }
  }

  private static double encoded(Part part, double number) {
    boolean unknown = Double.isNaN(number);
    return switch (part.kind()) {
      case NUMBER -> unknown ? part.low() : number;
      case BETWEEN -> unknown ? 0 : between(part, number);
      case UNKNOWN -> unknown ? 1 : 0;
      case IS_TEXT -> throw new IllegalStateException("a text is no number");
    };
  }

  private static double between(Part part, double number) {
    return Math.min(Math.max(number, part.low()), part.high()) - part.low();
  }
}
