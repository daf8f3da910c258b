package org.optika.core.journey;

import static org.optika.core.Checks.require;

import java.util.Arrays;

/**
 * The touches of one subject in columns, ascending in time. Reusable: {@link #clear} and fill
 * again.
 *
 * <p>A refused touch has a place in time and nothing else: no channel, no campaign, no id.
 */
public final class Touches {
  /** Channel code of a touch that may not be used for the purpose at hand. */
  public static final int REFUSED = -1;

  /** Campaign code of a touch that names no campaign, and of every refused touch. */
  public static final int NO_CAMPAIGN = -1;

  /** Id of a refused touch. */
  public static final long NO_ID = -1;

  private long[] timeMicros = new long[16];
  private int[] channel = new int[16];
  private int[] campaign = new int[16];
  private long[] id = new long[16];
  private int size;

  public void clear() {
    size = 0;
  }

  public int size() {
    return size;
  }

  /**
   * Appends a permitted touch.
   *
   * @param timeMicros epoch microseconds; not before the touch appended last
   * @param channel code of the marketing channel; >= 0
   * @param campaign code of the campaign, or {@link #NO_CAMPAIGN}
   * @param id what a touch-level credit names the touch by; breaks ties, so stable between runs
   */
  public void add(long timeMicros, int channel, int campaign, long id) {
    require(channel >= 0, "channel code of a permitted touch must be >= 0, got %s", channel);
    require(campaign >= NO_CAMPAIGN, "campaign code must be >= -1, got %s", campaign);
    append(timeMicros, channel, campaign, id);
  }

  /** Appends the place of a refused touch; {@code timeMicros} as in {@link #add}. */
  public void addRefused(long timeMicros) {
    append(timeMicros, REFUSED, NO_CAMPAIGN, NO_ID);
  }

  private void append(long time, int channelCode, int campaignCode, long touchId) {
    require(
        size == 0 || timeMicros[size - 1] <= time,
        "touches must ascend in time; touch %s lies before the one ahead of it",
        size);
    if (size == timeMicros.length) {
      grow();
    }
    timeMicros[size] = time;
    channel[size] = channelCode;
    campaign[size] = campaignCode;
    id[size] = touchId;
    size++;
  }

  private void grow() {
    int capacity = size + (size >> 1);
    timeMicros = Arrays.copyOf(timeMicros, capacity);
    channel = Arrays.copyOf(channel, capacity);
    campaign = Arrays.copyOf(campaign, capacity);
    id = Arrays.copyOf(id, capacity);
  }

  long timeMicros(int index) {
    return timeMicros[index];
  }

  int channel(int index) {
    return channel[index];
  }

  int campaign(int index) {
    return campaign[index];
  }

  long id(int index) {
    return id[index];
  }

  /**
   * Puts touches of one instant into the one order that does not depend on how they arrived:
   * channel code, campaign code, id. Refused places come first.
   */
  void orderTies() {
    for (int from = 0; from < size; ) {
      int to = from + 1;
      while (to < size && timeMicros[to] == timeMicros[from]) {
        to++;
      }
      if (to - from > 1 && !ascends(from, to)) {
        sort(from, to);
      }
      from = to;
    }
  }

  private boolean ascends(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      if (compare(i - 1, i) > 0) {
        return false;
      }
    }
    return true;
  }

  private int compare(int a, int b) {
    if (channel[a] != channel[b]) {
      return Integer.compare(channel[a], channel[b]);
    }
    if (campaign[a] != campaign[b]) {
      return Integer.compare(campaign[a], campaign[b]);
    }
    return Long.compare(id[a], id[b]);
  }

  /** Ties are few; a bulk load under one timestamp still sorts in n log n. */
  private void sort(int from, int to) {
    Integer[] order = new Integer[to - from];
    Arrays.setAll(order, i -> from + i);
    Arrays.sort(order, this::compare);
    int[] channels = new int[order.length];
    int[] campaigns = new int[order.length];
    long[] ids = new long[order.length];
    for (int i = 0; i < order.length; i++) {
      channels[i] = channel[order[i]];
      campaigns[i] = campaign[order[i]];
      ids[i] = id[order[i]];
    }
    System.arraycopy(channels, 0, channel, from, order.length);
    System.arraycopy(campaigns, 0, campaign, from, order.length);
    System.arraycopy(ids, 0, id, from, order.length);
  }
}
