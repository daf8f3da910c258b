package org.optika.core.journey;

import java.util.Arrays;

/**
 * What models see of a journey, oldest touch first. A reusable buffer, filled by a {@link
 * RefusedTouchPolicy} or, without times, from channel codes alone.
 */
public final class VisiblePath {
  private int[] channel = new int[32];
  private int[] campaign = new int[32];
  private long[] timeMicros = new long[32];
  private long[] touchId = new long[32];
  private int length;
  private boolean timed;
  private boolean converted;
  private long endMicros;
  private PathOutcome outcome = PathOutcome.DROPPED;

  void begin(boolean converted, long endMicros) {
    length = 0;
    timed = true;
    this.converted = converted;
    this.endMicros = endMicros;
  }

  void append(Journey journey, int place) {
    ensureCapacity(length + 1);
    channel[length] = journey.channel(place);
    campaign[length] = journey.campaign(place);
    timeMicros[length] = journey.timeMicros(place);
    touchId[length] = journey.touchId(place);
    length++;
  }

  void finish(boolean anyRefused) {
    if (length > 0) {
      outcome = PathOutcome.MODELLED;
    } else if (!converted) {
      outcome = PathOutcome.DROPPED;
    } else {
      outcome = anyRefused ? PathOutcome.TOUCHES_REFUSED : PathOutcome.NO_TOUCH_SEEN;
    }
  }

  /**
   * Fills the path from channel codes without times, campaigns and ids.
   *
   * @param codes channel codes, or {@link Touches#REFUSED}
   * @param from first code, inclusive
   * @param to last code, exclusive
   */
  public void ofCodes(int[] codes, int from, int to) {
    length = 0;
    ensureCapacity(to - from);
    length = to - from;
    System.arraycopy(codes, from, channel, 0, length);
    Arrays.fill(campaign, 0, length, Touches.NO_CAMPAIGN);
    Arrays.fill(touchId, 0, length, Touches.NO_ID);
    timed = false;
    converted = true;
    endMicros = 0;
    finish(false);
  }

  private void ensureCapacity(int needed) {
    if (needed > channel.length) {
      int capacity = Math.max(needed, 2 * channel.length);
      channel = Arrays.copyOf(channel, capacity);
      campaign = Arrays.copyOf(campaign, capacity);
      timeMicros = Arrays.copyOf(timeMicros, capacity);
      touchId = Arrays.copyOf(touchId, capacity);
    }
  }

  public PathOutcome outcome() {
    return outcome;
  }

  /** Touches to see; more than 0 iff the outcome is {@link PathOutcome#MODELLED}. */
  public int length() {
    return length;
  }

  /** Channel code, or {@link Touches#REFUSED} under {@link RefusedTouchPolicy#OPAQUE_STATE}. */
  public int channel(int place) {
    return channel[place];
  }

  /** Campaign code, or {@link Touches#NO_CAMPAIGN}. */
  public int campaign(int place) {
    return campaign[place];
  }

  /** Id of the touch, or {@link Touches#NO_ID} where it is refused or the path is not timed. */
  public long touchId(int place) {
    return touchId[place];
  }

  /** Whether touches have times; a path of an aggregated table has none. */
  public boolean timed() {
    return timed;
  }

  /** Whether a conversion ends the journey. */
  public boolean converted() {
    return converted;
  }

  /**
   * Microseconds from the touch to the end of the journey, >= 0.
   *
   * @throws IllegalStateException when the path is not {@link #timed}
   */
  public long ageMicros(int place) {
    if (!timed) {
      throw new IllegalStateException("A path of channel codes alone has no times");
    }
    return endMicros - timeMicros[place];
  }
}
