package org.optika.core.evidence.report;

import java.time.Duration;
import java.util.Arrays;

/** How long a choice took to become known, as classes of the time in between. */
public enum Delay {
  WITHIN_A_MINUTE("within a minute", Duration.ofMinutes(1)),
  WITHIN_AN_HOUR("within an hour", Duration.ofHours(1)),
  WITHIN_A_DAY("within a day", Duration.ofDays(1)),
  WITHIN_A_WEEK("within a week", Duration.ofDays(7)),
  WITHIN_A_MONTH("within 30 days", Duration.ofDays(30)),
  LATER("later", null);

  private final String label;
  private final long limitMicros;

  Delay(String label, Duration limit) {
    this.label = label;
    this.limitMicros = limit == null ? Long.MAX_VALUE : limit.toMillis() * 1000;
  }

  public String label() {
    return label;
  }

  /**
   * @throws IllegalArgumentException for a text that is no label
   */
  public static Delay of(String label) {
    return Arrays.stream(values())
        .filter(delay -> delay.label.equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Unknown class of time: " + label));
  }

  /** Longest time of the class, in microseconds. */
  public long limitMicros() {
    return limitMicros;
  }
}
