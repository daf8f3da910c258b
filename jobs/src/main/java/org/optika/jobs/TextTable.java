package org.optika.jobs;

import java.util.ArrayList;
import java.util.List;

/** Lines up cells for a terminal: first column left, numbers right. */
final class TextTable {
  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... header) {
    this.header = List.of(header);
  }

  TextTable row(Object... cells) {
    List<String> texts = new ArrayList<>();
    for (Object cell : cells) {
      texts.add(cell == null ? "" : cell.toString());
    }
    rows.add(texts);
    return this;
  }

  @Override
  public String toString() {
    int[] widths = new int[header.size()];
    boolean[] right = new boolean[header.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = header.get(column).length();
      right[column] = column > 0 && !rows.isEmpty();
      for (List<String> row : rows) {
        String cell = row.get(column);
        widths[column] = Math.max(widths[column], cell.length());
        right[column] &= cell.isEmpty() || "-+0123456789([".indexOf(cell.charAt(0)) >= 0;
      }
    }
    StringBuilder text = new StringBuilder();
    line(text, header, widths, right);
    StringBuilder rule = new StringBuilder("  ");
    for (int width : widths) {
      rule.append("-".repeat(width)).append("  ");
    }
    text.append(rule.toString().stripTrailing()).append('\n');
    rows.forEach(row -> line(text, row, widths, right));
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells, int[] widths, boolean[] right) {
    StringBuilder line = new StringBuilder("  ");
    for (int column = 0; column < widths.length; column++) {
      String pattern = right[column] ? "%" + widths[column] + "s  " : "%-" + widths[column] + "s  ";
      line.append(pattern.formatted(cells.get(column)));
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }
}
