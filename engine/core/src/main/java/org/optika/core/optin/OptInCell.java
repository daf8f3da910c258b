package org.optika.core.optin;

import java.util.Map;

/**
 * What one cell of an opt-in table holds.
 *
 * @param subjects different subjects behind each answer that occurs, by {@link OptInAnswer#name},
 *     and behind any of them under {@link OptInTally#ALL}
 */
public record OptInCell(OptInCounts counts, Map<String, Long> subjects) {
  public OptInCell {
    subjects = Map.copyOf(subjects);
  }
}
