package org.optika.jobs.cards;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.optika.core.scores.quality.Interval;

/** A Markdown document (GitHub's dialect) in the making, and how numbers stand in it. */
final class Markdown {
  private final StringBuilder out = new StringBuilder();

  Markdown heading(String text) {
    block().append("## ").append(escaped(text)).append("\n\n");
    return this;
  }

  /** A paragraph of one line; escaped by the caller where it holds texts from outside. */
  Markdown paragraph(String markup) {
    block().append(markup).append('\n');
    return this;
  }

  Markdown code(String line) {
    return paragraph("    " + line);
  }

  /** One line of a list or heading; escaped as a paragraph is. */
  Markdown line(String markup) {
    out.append(markup).append('\n');
    return this;
  }

  Markdown bullets(String lead, List<String> texts) {
    block().append("**").append(escaped(lead)).append("**\n\n");
    texts.forEach(text -> out.append("- ").append(escaped(text)).append('\n'));
    return this;
  }

  Markdown picture(String file, String alternative) {
    return paragraph("![%s](%s)".formatted(escaped(alternative), file));
  }

  /**
   * @param columns those that end with {@code #}, which is not shown, hold numbers
   * @param rows cells as texts
   */
  Markdown table(List<String> columns, List<List<String>> rows) {
    block();
    row(columns.stream().map(column -> column.replaceAll("#$", "")).toList());
    out.append(
        columns.stream()
            .map(column -> column.endsWith("#") ? "---:" : "---")
            .collect(Collectors.joining(" | ", "| ", " |\n")));
    rows.forEach(this::row);
    return this;
  }

  /** Blocks are apart by one empty line. */
  private StringBuilder block() {
    int end = out.length();
    return end == 0 || out.substring(Math.max(0, end - 2)).equals("\n\n") ? out : out.append('\n');
  }

  private void row(List<String> cells) {
    out.append(
        cells.stream().map(Markdown::escaped).collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  String text() {
    return out.toString();
  }

  /** A text that Markdown shows as it is, in one line. */
  static String escaped(String text) {
    return text.replaceAll("\\R", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replaceAll("([\\\\`*_|\\[\\]])", "\\\\$1");
  }

  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  static String figure(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  static String figure(OptionalDouble value) {
    return value.isPresent() ? figure(value.getAsDouble()) : "not measured";
  }

  static String interval(Interval interval) {
    return figure(interval.low()) + " to " + figure(interval.high());
  }
}
