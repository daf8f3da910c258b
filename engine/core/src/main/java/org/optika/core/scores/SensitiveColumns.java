package org.optika.core.scores;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Columns of a flat table that must not slip into a model: special categories of personal data
 * (GDPR 9(1)) and characteristics that the law protects from unequal treatment. They are left out
 * unless a reason why they are needed is given, which then stands in the model card. Told by words
 * in their names, so it is a guard against oversight and not against intent.
 */
public final class SensitiveColumns {
  private static final Set<String> WORDS =
      Set.of(
          "gender",
          "sex",
          "geslacht",
          "geschlecht",
          "sexe",
          "race",
          "ethnicity",
          "ethnic",
          "nationality",
          "religion",
          "religious",
          "belief",
          "political",
          "party",
          "union",
          "health",
          "disability",
          "disease",
          "diagnosis",
          "medical",
          "pregnant",
          "genetic",
          "biometric",
          "orientation");

  private static final Pattern CAMEL = Pattern.compile("(?<=[a-z])(?=[A-Z])|[^A-Za-z]+");

  private SensitiveColumns() {}

  /**
   * @param reasons why a column is needed, by its name; not blank
   * @return the columns that have to be left out, in the order of the table
   * @throws IllegalArgumentException when a reason is blank, or for a column that is not there
   */
  public static List<String> toLeaveOut(List<String> columns, Map<String, String> reasons) {
    reasons.forEach(
        (column, reason) -> {
          if (!columns.contains(column)) {
            throw new IllegalArgumentException(
                "A reason is given for column '%s', which is not there; columns: %s"
                    .formatted(column, columns));
          }
          if (reason.isBlank()) {
            throw new IllegalArgumentException(
                "Column '%s' needs a reason that can stand in a model card".formatted(column));
          }
        });
    List<String> leftOut = new ArrayList<>();
    for (String column : columns) {
      if (isSensitive(column) && !reasons.containsKey(column)) {
        leftOut.add(column);
      }
    }
    return leftOut;
  }

  static boolean isSensitive(String column) {
    for (String word : CAMEL.split(column)) {
      if (WORDS.contains(word.toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }
}
