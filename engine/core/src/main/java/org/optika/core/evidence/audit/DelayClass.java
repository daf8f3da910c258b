package org.optika.core.evidence.audit;

import java.time.Duration;
import java.util.Arrays;

/** How long after the withdrawal a cookie was still read. */
public enum DelayClass {
  UP_TO_1_MINUTE("up-to-1-minute", Duration.ofMinutes(1)),
  UP_TO_1_HOUR("up-to-1-hour", Duration.ofHours(1)),
  UP_TO_1_DAY("up-to-1-day", Duration.ofDays(1)),
  UP_TO_30_DAYS("up-to-30-days", Duration.ofDays(30)),
  LONGER("longer", Duration.ofSeconds(Long.MAX_VALUE));

  private final String id;
  private final Duration most;

  DelayClass(String id, Duration most) {
    this.id = id;
    this.most = most;
  }

  /** Name in reports. */
  public String id() {
    return id;
  }

  /**
   * @param micros &gt;= 0
   */
  static DelayClass of(long micros) {
    Duration delay = Duration.ofSeconds(micros / 1_000_000, micros % 1_000_000 * 1_000);
    return Arrays.stream(values())
        .filter(bounded -> delay.compareTo(bounded.most) <= 0)
        .findFirst()
        .orElseThrow();
  }
}
