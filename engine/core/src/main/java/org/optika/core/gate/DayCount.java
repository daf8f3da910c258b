package org.optika.core.gate;

/**
 * The rule by which a subject is a robot: it has more touchpoints than a person can have on some
 * UTC day. Reusable and not thread-safe.
 */
public final class DayCount {
  private static final long DAY_MICROS = 86_400_000_000L;

  private final int most;
  private long day;
  private int onDay;

  /**
   * @param most touchpoints on one day that are still a person's; {@link Integer#MAX_VALUE} when
   *     nobody is a robot
   */
  public DayCount(int most) {
    this.most = most;
  }

  /** Turns to another subject. */
  public void begin() {
    onDay = 0;
  }

  /**
   * Counts a touchpoint.
   *
   * @param atMicros not before the one counted last
   * @return whether these are too many on that day
   */
  public boolean isTooMany(long atMicros) {
    long of = Math.floorDiv(atMicros, DAY_MICROS);
    onDay = of == day ? onDay + 1 : 1;
    day = of;
    return onDay > most;
  }
}
