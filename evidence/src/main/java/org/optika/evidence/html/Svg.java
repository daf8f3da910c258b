package org.optika.evidence.html;

import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateHTMLOutputModel;
import freemarker.template.TemplateModelException;
import org.optika.evidence.Json;

/**
 * A drawing. Places from left to right are percentages of its width, places from top to bottom are
 * pixels: it fills a screen of any width, and its text stays as large as it is.
 */
final class Svg {
  private final StringBuilder markup = new StringBuilder();
  private final String head;

  /**
   * @param id unique on the page
   * @param description the text alternative
   */
  Svg(String id, String title, String description) {
    head =
        " role=\"img\" aria-labelledby=\"%s-title %s-desc\"><title id=\"%s-title\">%s</title><desc id=\"%s-desc\">%s</desc>"
            .formatted(id, id, id, escaped(title), id, escaped(description));
  }

  void rect(double x, double y, double width, double height, String fill) {
    markup.append(
        "<rect x=\"%s%%\" y=\"%s\" width=\"%s%%\" height=\"%s\" fill=\"%s\"/>"
            .formatted(number(x), number(y), number(width), number(height), fill));
  }

  void dashed(double x, double y, double width, double height) {
    markup.append(
        "<rect class=\"dashed\" x=\"%s%%\" y=\"%s\" width=\"%s%%\" height=\"%s\"/>"
            .formatted(number(x), number(y), number(width), number(height)));
  }

  /**
   * @param kind class of the style sheet
   */
  void line(double x1, double y1, double x2, double y2, String kind) {
    markup.append(
        "<line class=\"%s\" x1=\"%s%%\" y1=\"%s\" x2=\"%s%%\" y2=\"%s\"/>"
            .formatted(kind, number(x1), number(y1), number(x2), number(y2)));
  }

  /** A whisker that lies, with ends two pixels high to both sides. */
  void whisker(double low, double high, double y) {
    for (String kind : new String[] {"halo", "whisker"}) {
      line(low, y, high, y, kind);
      line(low, y - 4, low, y + 4, kind);
      line(high, y - 4, high, y + 4, kind);
    }
  }

  /** A whisker that stands. */
  void standing(double x, double low, double high, double arm) {
    for (String kind : new String[] {"halo", "whisker"}) {
      line(x, low, x, high, kind);
      line(x - arm, low, x + arm, low, kind);
      line(x - arm, high, x + arm, high, kind);
    }
  }

  /**
   * @param anchor start, middle or end
   * @param kind class of the style sheet
   */
  void text(double x, double y, String anchor, String kind, String text) {
    markup.append(
        "<text class=\"%s\" x=\"%s%%\" y=\"%s\" text-anchor=\"%s\">%s</text>"
            .formatted(kind, number(x), number(y), anchor, escaped(text)));
  }

  TemplateHTMLOutputModel drawn(int height) {
    try {
      return HTMLOutputFormat.INSTANCE.fromMarkup(
          "<svg class=\"chart\" width=\"100%%\" height=\"%d\"%s%s</svg>"
              .formatted(height, head, markup));
    } catch (TemplateModelException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String number(double value) {
    return Json.number(Math.round(value * 100) / 100.0);
  }

  private static String escaped(String text) {
    return HTMLOutputFormat.INSTANCE.escapePlainText(text);
  }
}
