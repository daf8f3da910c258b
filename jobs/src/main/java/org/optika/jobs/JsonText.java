package org.optika.jobs;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Writes maps, lists, texts, numbers and truth values as JSON (RFC 8259), indented by two spaces.
 * Numbers that JSON does not know, NaN and infinite ones, become null.
 */
final class JsonText {
  private final StringBuilder json = new StringBuilder();

  private JsonText() {}

  /** One line a member, with a line break at the end. */
  static String of(Object value) {
    JsonText text = new JsonText();
    text.write(value, "\n");
    return text.json.append('\n').toString();
  }

  private void write(Object value, String lineBreak) {
    if (value instanceof Map<?, ?> members) {
      writeAll('{', members.entrySet().iterator(), '}', lineBreak);
    } else if (value instanceof Map.Entry<?, ?> member) {
      writeText(member.getKey().toString());
      json.append(": ");
      write(member.getValue(), lineBreak);
    } else if (value instanceof List<?> elements) {
      writeAll('[', elements.iterator(), ']', lineBreak);
    } else if (value instanceof Double number) {
      json.append(Double.isFinite(number) ? number : null);
    } else if (value == null || value instanceof Number || value instanceof Boolean) {
      json.append(value);
    } else {
      writeText(value.toString());
    }
  }

  private void writeAll(char open, Iterator<?> values, char close, String lineBreak) {
    json.append(open);
    String inner = lineBreak + "  ";
    for (boolean first = true; values.hasNext(); first = false) {
      json.append(first ? "" : ",").append(inner);
      write(values.next(), inner);
    }
    boolean empty = json.charAt(json.length() - 1) == open;
    json.append(empty ? "" : lineBreak).append(close);
  }

  private void writeText(String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '"' || letter == '\\') {
        json.append('\\').append(letter);
      } else if (letter < ' ') {
        json.append("\\u%04x".formatted((int) letter));
      } else {
        json.append(letter);
      }
    }
    json.append('"');
  }
}
