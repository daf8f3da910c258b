package org.optika.core.scores.model;

import static org.optika.core.Checks.require;

/** Reasons in words. */
public final class ReasonText {
  private ReasonText() {}

  /**
   * Such as "days since last order: 112 (raises)".
   *
   * @param label of the raw feature, for people who read scores
   * @param value of the raw feature in the row, with its unit where the label has none; empty when
   *     it must not be shown, then it is left out with the colon
   * @throws IllegalArgumentException when the label is blank
   */
  public static String of(String label, String value, Direction direction) {
    require(!label.isBlank(), "a reason needs a label, got none");
    String shown = value.isEmpty() ? label : label + ": " + value;
    return shown + " (" + direction.word() + ")";
  }
}
