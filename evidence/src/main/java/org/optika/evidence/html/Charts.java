package org.optika.evidence.html;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The charts of the page. */
final class Charts {
  /** Longest text that fits a line of a phone beside its number. */
  private static final int LINE = 44;

  /** The same without a number. */
  private static final int WHOLE_LINE = 48;

  /** Width of a phone and of a letter, in pixels: a part narrower than its number has none. */
  private static final int PHONE = 350;

  private static final double LETTER = 7.6;
  private static final int BAR = 16;

  /** Most that a page of paper holds. */
  static final int MOST_BARS = 16;

  private static final int MOST_STACKS = 14;
  private static final int COLUMNS_HEIGHT = 150;

  /** Percent that a stack lacks because parts are withheld; less is rounding. */
  private static final double LEAST_REST = 0.05;

  /** More months than this are drawn as bars. */
  private static final int MOST_COLUMNS = 8;

  private Charts() {}

  /**
   * @param value empty where it is withheld
   * @param written the value as text
   */
  record Bar(
      String label,
      OptionalDouble value,
      OptionalDouble low,
      OptionalDouble high,
      String written,
      String fill) {

    Bar(String label, OptionalDouble value, String written, String fill) {
      this(label, value, OptionalDouble.empty(), OptionalDouble.empty(), written, fill);
    }

    String sentence() {
      return label + ": " + written;
    }
  }

  /**
   * A bar in parts that add up to 1, or to less where a part is withheld.
   *
   * @param written what is said of the whole
   */
  record Stack(String label, String written, List<Part> parts) {
    String sentence() {
      return label
          + ": "
          + parts.stream()
              .map(part -> part.name() + " " + part.written())
              .collect(Collectors.joining(", "));
    }
  }

  record Part(String name, double share, String written, Fill fill) {}

  /** Horizontal bars, each under its label; shares on a track of 100 %. */
  static Page.Chart bars(Telling telling, String id, String name, boolean shares, List<Bar> all) {
    List<Bar> bars = all.subList(0, Math.min(all.size(), MOST_BARS));
    String title = telling.cut(name, bars.size(), all.size());
    double most = shares ? 1 : bars.stream().mapToDouble(Charts::furthest).max().orElse(1);
    double least =
        shares ? 0 : Math.min(0, bars.stream().mapToDouble(Charts::nearest).min().orElse(0));
    double width = most > least ? most - least : 1;
    Svg svg =
        new Svg(id, title, bars.stream().map(Bar::sentence).collect(Collectors.joining("; ")));
    double zero = -least / width * 100;
    int y = 0;
    for (Bar bar : bars) {
      y = label(svg, y, bar.label(), bar.written());
      if (shares) {
        svg.rect(0, y, 100, BAR, Fill.TRACK.colour());
      }
      if (bar.value().isPresent()) {
        double end = (bar.value().getAsDouble() - least) / width * 100;
        svg.rect(Math.min(zero, end), y, Math.abs(end - zero), BAR, bar.fill());
        if (bar.low().isPresent() && bar.high().isPresent()) {
          svg.whisker(
              (bar.low().getAsDouble() - least) / width * 100,
              (bar.high().getAsDouble() - least) / width * 100,
              y + BAR / 2.0);
        }
      } else {
        svg.dashed(0, y, 100, BAR);
      }
      y += BAR + 12;
    }
    if (least < 0) {
      svg.line(zero, 0, zero, y - 6, "axis");
    }
    return new Page.Chart(title, svg.drawn(Math.max(y - 6, 1)), List.of());
  }

  /** One column a month with its interval, or bars where the months are many. */
  static Page.Chart months(Telling telling, String id, String title, List<Bar> bars) {
    if (bars.size() > MOST_COLUMNS) {
      return bars(telling, id, title, true, bars);
    }
    Svg svg =
        new Svg(id, title, bars.stream().map(Bar::sentence).collect(Collectors.joining("; ")));
    int top = 10;
    int foot = top + COLUMNS_HEIGHT;
    for (int tick = 0; tick <= 4; tick++) {
      double y = foot - COLUMNS_HEIGHT * tick / 4.0;
      svg.line(0, y, 100, y, tick == 0 ? "axis" : "grid");
      if (tick > 0) {
        svg.text(0, y - 3, "start", "tick", telling.language().whole(tick * 25) + "%");
      }
    }
    double step = 90.0 / bars.size();
    double wide = Math.min(step * 0.5, 14);
    for (int index = 0; index < bars.size(); index++) {
      Bar bar = bars.get(index);
      double middle = 10 + step * (index + 0.5);
      if (bar.value().isPresent()) {
        double height = bar.value().getAsDouble() * COLUMNS_HEIGHT;
        svg.rect(middle - wide / 2, foot - height, wide, height, bar.fill());
        if (bar.low().isPresent() && bar.high().isPresent()) {
          svg.standing(
              middle,
              foot - bar.low().getAsDouble() * COLUMNS_HEIGHT,
              foot - bar.high().getAsDouble() * COLUMNS_HEIGHT,
              Math.min(1, wide / 6));
        }
      } else {
        svg.dashed(middle - wide / 2, top, wide, COLUMNS_HEIGHT);
      }
      svg.text(middle, foot + 18, "middle", "label", bar.label());
      svg.text(middle, foot + 36, "middle", "value", bar.written());
    }
    return new Page.Chart(title, svg.drawn(foot + 44), List.of());
  }

  /** Bars of 100 % in parts. */
  static Page.Chart stacks(Telling telling, String id, String name, List<Stack> all) {
    List<Stack> stacks = all.subList(0, Math.min(all.size(), MOST_STACKS));
    String title = telling.cut(name, stacks.size(), all.size());
    Svg svg =
        new Svg(id, title, stacks.stream().map(Stack::sentence).collect(Collectors.joining("; ")));
    int height = 26;
    int y = 0;
    boolean hidden = false;
    for (Stack stack : stacks) {
      y = label(svg, y, Language.capital(stack.label()), stack.written());
      double x = 0;
      for (Part part : stack.parts()) {
        double width = part.share() * 100;
        svg.rect(x, y, width, height, part.fill().colour());
        if (x > 0) {
          svg.line(x, y, x, y + height, "gap");
        }
        if (part.share() * PHONE >= part.written().length() * LETTER + 4) {
          svg.text(
              x + width / 2,
              y + 17.5,
              "middle",
              part.fill().isDark() ? "light" : "dark",
              part.written());
        }
        x += width;
      }
      double rest = 100 - x;
      if (rest > LEAST_REST) {
        hidden = true;
        double margin = Math.min(0.2, rest / 4);
        svg.dashed(x + margin, y + 1, rest - 2 * margin, height - 2);
      }
      y += height + 14;
    }
    List<Page.Key> keys =
        stacks.stream()
            .flatMap(stack -> stack.parts().stream())
            .map(part -> new Page.Key(part.fill().colour(), Language.capital(part.name())))
            .distinct()
            .collect(Collectors.toCollection(java.util.ArrayList::new));
    if (hidden) {
      keys.add(new Page.Key("", Language.capital(telling.withheld())));
    }
    return new Page.Chart(title, svg.drawn(Math.max(y - 8, 1)), List.copyOf(keys));
  }

  /** Label to the left and number to the right; on lines of their own where one is too short. */
  private static int label(Svg svg, int y, String label, String written) {
    if (label.length() + written.length() <= LINE) {
      svg.text(0, y + 14, "start", "label", label);
      svg.text(100, y + 14, "end", "value", written);
      return y + 21;
    }
    int line = y + 14;
    String rest = label;
    if (rest.length() > WHOLE_LINE) {
      int space = rest.lastIndexOf(' ', WHOLE_LINE);
      int cut = space > 0 ? space : WHOLE_LINE;
      svg.text(0, line, "start", "label", rest.substring(0, cut));
      rest = rest.substring(cut).strip();
      line += 18;
    }
    svg.text(0, line, "start", "label", shortened(rest));
    svg.text(0, line + 18, "start", "value", written);
    return line + 25;
  }

  private static String shortened(String text) {
    return text.length() > WHOLE_LINE ? text.substring(0, WHOLE_LINE - 1) + "…" : text;
  }

  private static double furthest(Bar bar) {
    return Math.max(bar.value().orElse(0), bar.high().orElse(0));
  }

  private static double nearest(Bar bar) {
    return Math.min(bar.value().orElse(0), bar.low().orElse(0));
  }
}
