package org.optika.bench;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a suite has to tell, in rows.
 *
 * @param data what was worked on
 * @param words places of the columns that hold words: they begin at the left
 * @param rows the header first; all of the same length
 */
record SuiteTable(String suite, String data, Set<Integer> words, List<List<String>> rows) {

  /** For people: columns under each other. */
  String text() {
    StringBuilder text = new StringBuilder("%s: %s%n%n".formatted(suite, data));
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    rows.forEach(
        row -> {
          for (int i = 0; i < columns; i++) {
            widths[i] = Math.max(widths[i], row.get(i).length());
          }
        });
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String cell = "%" + (words.contains(i) ? "-" : "") + widths[i] + "s  ";
        line.append(cell.formatted(row.get(i)));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.append('\n').toString();
  }

  /** For a page that {@link #intoPage} can put a newer one into. */
  String markdown() {
    StringBuilder text = new StringBuilder("`%s`: %s%n%n".formatted(suite, data));
    for (int i = 0; i < rows.size(); i++) {
      text.append("| ").append(String.join(" | ", rows.get(i))).append(" |\n");
      if (i == 0) {
        text.append("|---".repeat(rows.get(0).size())).append("|\n");
      }
    }
    return text.append('\n').toString();
  }

  /**
   * A page with this table in place of the one that it has of the same suite.
   *
   * @throws IllegalArgumentException when the page has no table of that suite
   */
  String intoPage(String page) {
    String begin = "`%s`: ".formatted(suite);
    Pattern old =
        Pattern.compile("^" + Pattern.quote(begin) + ".*\\R\\R(\\|.*\\R?)+", Pattern.MULTILINE);
    Matcher found = old.matcher(page);
    if (!found.find()) {
      throw new IllegalArgumentException(
          "no table of suite '%s': expected a line that begins with %s, an empty line and a table"
              .formatted(suite, begin.strip()));
    }
    String table = markdown().stripTrailing() + "\n";
    return page.substring(0, found.start()) + table + page.substring(found.end());
  }
}
