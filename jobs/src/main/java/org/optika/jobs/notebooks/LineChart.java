package org.optika.jobs.notebooks;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A chart of lines over two axes, as an SVG element that stands in a page or a file without
 * anything else. In the look of {@link Plot}.
 *
 * @param title one line above the chart
 * @param description for those who do not see it
 * @param lines at least one, told apart by colour in this order; the first has no legend where it
 *     is alone
 */
public record LineChart(String title, String description, Axis x, Axis y, List<Line> lines) {
  private static final int LEFT = 64;
  private static final int TOP = 36;
  private static final int WIDTH = 440;
  private static final int HEIGHT = 320;
  private static final int RIGHT = 24;
  private static final int BELOW = 48;
  private static final int LEGEND = 20;

  /** How a line is drawn. */
  public enum Style {
    /** In the next colour. */
    MEASURED,
    /** Grey and broken: what the measured lines are held against. */
    REFERENCE
  }

  /**
   * @param low lower end of the interval of {@code y}, at most {@code y}
   * @param high upper end, at least {@code y}; no bar and no dot is drawn when both ends are {@code
   *     y}
   */
  public record Point(double x, double y, double low, double high) {
    public Point {
      if (!Double.isFinite(x) || !(low <= y && y <= high) || !Double.isFinite(high - low)) {
        throw new IllegalArgumentException(
            "Point: expected finite x and low <= y <= high, got x %s, low %s, y %s, high %s"
                .formatted(x, low, y, high));
      }
    }

    /** A point without an interval. */
    public Point(double x, double y) {
      this(x, y, y, y);
    }
  }

  /**
   * @param points at least one, joined in this order
   */
  public record Line(String name, Style style, List<Point> points) {
    public Line {
      points = List.copyOf(points);
      if (points.isEmpty()) {
        throw new IllegalArgumentException(
            "Line '%s': expected at least one point, got none".formatted(name));
      }
    }
  }

  public LineChart {
    lines = List.copyOf(lines);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException(
          "Plot '%s': expected at least one line, got none".formatted(title));
    }
  }

  /** The element; what lies outside of the axes is cut off. */
  public String svg() {
    StringBuilder out = new StringBuilder();
    int legends = lines.size() == 1 ? 0 : lines.size();
    add(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\" style=\"background:white\">\n",
        LEFT + WIDTH + RIGHT,
        TOP + HEIGHT + BELOW + legends * LEGEND);
    add(out, "<title>%s</title>\n", Plot.escape(title));
    add(out, "<desc>%s</desc>\n", Plot.escape(description));
    add(
        out,
        "<text x=\"0\" y=\"18\" font-size=\"14\" font-weight=\"bold\">%s</text>\n",
        Plot.escape(title));
    axes(out);
    add(
        out,
        "<svg x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" overflow=\"hidden\">\n",
        LEFT,
        TOP,
        WIDTH,
        HEIGHT);
    for (int i = 0; i < lines.size(); i++) {
      draw(out, lines.get(i), colour(i));
    }
    out.append("</svg>\n");
    for (int i = 0; i < legends; i++) {
      legend(out, i);
    }
    return out.append("</svg>\n").toString();
  }

  private void axes(StringBuilder out) {
    for (BigDecimal tick : x.ticks()) {
      double at = LEFT + x.place(tick.doubleValue()) * WIDTH;
      add(out, "<path d=\"M%.1f %dv%d\" stroke=\"#ddd\"/>\n", at, TOP, HEIGHT);
      text(out, at, TOP + HEIGHT + 16, "middle", tick.toPlainString());
    }
    for (BigDecimal tick : y.ticks()) {
      double at = TOP + (1 - y.place(tick.doubleValue())) * HEIGHT;
      add(out, "<path d=\"M%d %.1fh%d\" stroke=\"#ddd\"/>\n", LEFT, at, WIDTH);
      text(out, LEFT - 6, at + 4, "end", tick.toPlainString());
    }
    add(
        out,
        "<path d=\"M%d %dv%dh%d\" stroke=\"black\" fill=\"none\"/>\n",
        LEFT,
        TOP,
        HEIGHT,
        WIDTH);
    text(out, LEFT + WIDTH / 2.0, TOP + HEIGHT + 36, "middle", x.label());
    add(
        out,
        "<text transform=\"translate(14 %.1f) rotate(-90)\" text-anchor=\"middle\">%s</text>\n",
        TOP + HEIGHT / 2.0,
        Plot.escape(y.label()));
  }

  private void draw(StringBuilder out, Line line, String colour) {
    String way =
        line.points().stream()
            .map(point -> format("%.1f %.1f", across(point.x()), down(point.y())))
            .collect(Collectors.joining("L", "M", ""));
    add(out, "<path d=\"%s\" %s/>\n", way, stroke(line.style(), colour));
    for (Point point : line.points()) {
      if (point.low() < point.high()) {
        add(
            out,
            "<path d=\"M%1$.1f %2$.1fh8m-4 0V%3$.1fm-4 0h8\" stroke=\"%4$s\" fill=\"none\"/>\n",
            across(point.x()) - 4,
            down(point.high()),
            down(point.low()),
            colour);
        add(
            out,
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>\n",
            across(point.x()),
            down(point.y()),
            colour);
      }
    }
  }

  private void legend(StringBuilder out, int line) {
    double top = TOP + HEIGHT + BELOW + line * LEGEND;
    add(
        out,
        "<path d=\"M%d %.1fh24\" %s/>\n",
        LEFT,
        top,
        stroke(lines.get(line).style(), colour(line)));
    text(out, LEFT + 32, top + 4, "start", lines.get(line).name());
  }

  private static String stroke(Style style, String colour) {
    return format("stroke=\"%s\" stroke-width=\"2\" fill=\"none\"", colour)
        + (style == Style.REFERENCE ? " stroke-dasharray=\"6 4\"" : "");
  }

  /** References have none of the colours, so that a measured line keeps its own beside them. */
  private String colour(int line) {
    if (lines.get(line).style() == Style.REFERENCE) {
      return "#777";
    }
    long before =
        IntStream.range(0, line)
            .filter(other -> lines.get(other).style() == Style.MEASURED)
            .count();
    return Plot.COLOURS.get((int) before % Plot.COLOURS.size());
  }

  private double across(double value) {
    return x.place(value) * WIDTH;
  }

  private double down(double value) {
    return (1 - y.place(value)) * HEIGHT;
  }

  private static void text(StringBuilder out, double x, double y, String anchor, String text) {
    add(
        out,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n",
        x,
        y,
        anchor,
        Plot.escape(text));
  }

  private static void add(StringBuilder out, String pattern, Object... values) {
    out.append(format(pattern, values));
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
