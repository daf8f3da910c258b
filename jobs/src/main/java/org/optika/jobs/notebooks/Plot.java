package org.optika.jobs.notebooks;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Two plain charts for notebooks, as SVG elements that stand in a page without anything else:
 * {@code display("text/html", Plot.bars(...))}.
 */
public final class Plot {
  private static final int LABELS = 200;
  private static final int CHART = 460;
  private static final int VALUES = 120;
  private static final int ROW = 24;
  private static final int TITLE = 32;
  private static final int DATES = 5;

  /** Okabe and Ito's colours, which colour-blind readers can tell apart. */
  static final List<String> COLOURS =
      List.of("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#999");

  /**
   * One bar.
   *
   * @param value length; finite, &gt;= 0
   * @param low lower end of its interval, at most {@code value}
   * @param high upper end of its interval, at least {@code value}; no interval is drawn when both
   *     ends are the value
   */
  public record Bar(String label, double value, double low, double high) {
    public Bar {
      if (!(0 <= low && low <= value && value <= high && high < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "Bar '%s': expected finite 0 <= low <= value <= high, got low %s, value %s, high %s"
                .formatted(label, low, value, high));
      }
    }

    /** A bar without an interval. */
    public Bar(String label, double value) {
      this(label, value, value, value);
    }
  }

  /**
   * One stretch of time in a row.
   *
   * @param row label of its row; spans of one row share a line
   * @param to exclusive, after {@code from}
   * @param kind what the colour stands for
   */
  public record Span(String row, Instant from, Instant to, String kind) {
    public Span {
      if (!from.isBefore(to)) {
        throw new IllegalArgumentException(
            "Span of row '%s': expected from before to, got %s and %s".formatted(row, from, to));
      }
    }
  }

  private Plot() {}

  /**
   * Horizontal bars from zero, all on one scale, with the value behind each.
   *
   * @param unit written behind each value, may be empty
   * @param bars at least one, drawn in this order from top to bottom
   */
  public static String bars(String title, String unit, List<Bar> bars) {
    double longest = bars.stream().mapToDouble(Bar::high).max().orElseThrow(() -> empty(title));
    double scale = longest == 0 ? 0 : CHART / longest;
    DecimalFormat number =
        new DecimalFormat("#,##0.###", DecimalFormatSymbols.getInstance(Locale.ROOT));
    Svg svg = new Svg(title, TITLE + bars.size() * ROW);
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double top = TITLE + i * ROW;
      svg.rowLabel(top, bar.label());
      svg.box(LABELS, top, bar.value() * scale, COLOURS.get(0), bar.label());
      if (bar.low() < bar.high()) {
        svg.whisker(LABELS + bar.low() * scale, LABELS + bar.high() * scale, top);
      }
      svg.text(
          LABELS + bar.high() * scale + 6,
          top,
          "start",
          (number.format(bar.value()) + " " + unit).strip());
    }
    return svg.end();
  }

  /**
   * Spans of time on one axis, a line for each row in order of appearance, with a legend of kinds.
   * Dates are UTC.
   *
   * @param spans at least one; where two of a row overlap, the later in the list is on top
   */
  public static String spans(String title, List<Span> spans) {
    Instant first =
        spans.stream().map(Span::from).min(Instant::compareTo).orElseThrow(() -> empty(title));
    Instant last =
        spans.stream().map(Span::to).max(Instant::compareTo).orElseThrow(() -> empty(title));
    double pixelsPerSecond = CHART / seconds(first, last);
    List<String> rows = spans.stream().map(Span::row).distinct().toList();
    List<String> kinds = spans.stream().map(Span::kind).distinct().toList();
    double axis = TITLE + rows.size() * ROW;
    Svg svg = new Svg(title, axis + ROW + kinds.size() * ROW);
    for (int i = 0; i < rows.size(); i++) {
      svg.rowLabel(TITLE + i * ROW, rows.get(i));
    }
    for (Span span : spans) {
      double left = LABELS + seconds(first, span.from()) * pixelsPerSecond;
      double width = seconds(span.from(), span.to()) * pixelsPerSecond;
      String hint = "%s: %s to %s".formatted(span.kind(), span.from(), span.to());
      svg.box(
          left, TITLE + rows.indexOf(span.row()) * ROW, width, colour(kinds, span.kind()), hint);
    }
    for (int i = 0; i < DATES; i++) {
      Instant date = first.plus(Duration.between(first, last).multipliedBy(i).dividedBy(DATES - 1));
      String text = DateTimeFormatter.ISO_LOCAL_DATE.format(date.atOffset(ZoneOffset.UTC));
      svg.text(LABELS + CHART * i / (double) (DATES - 1), axis, "middle", text);
    }
    for (int i = 0; i < kinds.size(); i++) {
      double top = axis + ROW + i * ROW;
      svg.box(LABELS, top, ROW, colour(kinds, kinds.get(i)), kinds.get(i));
      svg.text(LABELS + ROW + 6, top, "start", kinds.get(i));
    }
    return svg.end();
  }

  private static double seconds(Instant from, Instant to) {
    Duration duration = Duration.between(from, to);
    return duration.getSeconds() + duration.getNano() / 1e9;
  }

  private static String colour(List<String> kinds, String kind) {
    return COLOURS.get(kinds.indexOf(kind) % COLOURS.size());
  }

  private static IllegalArgumentException empty(String title) {
    return new IllegalArgumentException(
        "Plot '%s': expected at least one row, got none".formatted(title));
  }

  /** The text as HTML and SVG write it between tags. */
  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** Writes the elements; all positions are pixels, {@code top} is the upper edge of a row. */
  private static final class Svg {
    private final StringBuilder out = new StringBuilder();

    Svg(String title, double height) {
      add(
          "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"%d\" height=\"%.0f\" font-family=\"sans-serif\" font-size=\"12\" style=\"background:white\">%n",
          LABELS + CHART + VALUES, height);
      add("<title>%s</title>%n", escape(title));
      add(
          "<text x=\"0\" y=\"18\" font-size=\"14\" font-weight=\"bold\">%s</text>%n",
          escape(title));
    }

    void rowLabel(double top, String label) {
      text(LABELS - 8, top, "end", label);
    }

    void text(double x, double top, String anchor, String text) {
      add(
          "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
          x, top + 16, anchor, escape(text));
    }

    void box(double left, double top, double width, String colour, String hint) {
      add(
          "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\" fill=\"%s\"><title>%s</title></rect>%n",
          left, top + 4, width, ROW - 8, colour, escape(hint));
    }

    void whisker(double from, double to, double top) {
      add(
          "<path d=\"M%1$.1f %3$.1fv8m0 -4H%2$.1fm0 -4v8\" stroke=\"black\" fill=\"none\"/>%n",
          from, to, top + 8);
    }

    String end() {
      return out.append("</svg>").toString();
    }

    private void add(String format, Object... values) {
      out.append(String.format(Locale.ROOT, format, values));
    }
  }
}
