package org.optika.core.journey;

import static org.optika.core.Checks.require;

import java.util.Arrays;

/**
 * Distinct paths with what came of them. A path is its channel codes in order, held as 16 bits a
 * touch in one array, so that millions of paths take no object each. Mergeable: {@link #merge} is
 * associative and commutative. Not thread-safe.
 */
public final class PathCounts {
  /** Channel codes lie in [0, MOST_CHANNELS), or are {@link Touches#REFUSED}. */
  public static final int MOST_CHANNELS = 0xFFFF;

  /** Takes the paths one by one. */
  @FunctionalInterface
  public interface Sink {
    /**
     * @param channels codes, oldest first; a copy
     * @param conversions journeys with this path that ended with a conversion
     * @param value sum of the values given with them
     * @param nulls journeys with this path that ended without one
     */
    void accept(int[] channels, long conversions, long value, long nulls);
  }

  private char[] touches = new char[1024];
  private int used;
  private int[] slots = new int[256];
  private int[] hash = new int[128];
  private int[] start = new int[129];
  private long[] conversions = new long[128];
  private long[] value = new long[128];
  private long[] nulls = new long[128];
  private int size;

  /** Number of distinct paths. */
  public int size() {
    return size;
  }

  /**
   * Adds a journey that ended with a conversion.
   *
   * @param path what is seen of it; at least one touch
   * @param value of the conversion, in the unit of the caller
   */
  public void addConverted(VisiblePath path, long value) {
    int entry = entry(path);
    conversions[entry]++;
    this.value[entry] += value;
  }

  /** Takes back what {@link #addConverted} adds; counts may fall below 0. */
  public void subtractConverted(VisiblePath path, long value) {
    int entry = entry(path);
    conversions[entry]--;
    this.value[entry] -= value;
  }

  /** Adds a journey that ended without a conversion; at least one touch. */
  public void addNull(VisiblePath path) {
    int entry = entry(path);
    nulls[entry]++;
  }

  private int entry(VisiblePath path) {
    int length = path.length();
    reserve(length);
    for (int place = 0; place < length; place++) {
      int channel = path.channel(place);
      require(
          channel >= Touches.REFUSED && channel < MOST_CHANNELS,
          "channel code must be in [-1, %s), got %s",
          MOST_CHANNELS,
          channel);
      touches[used + place] = (char) channel;
    }
    return find(length);
  }

  private void reserve(int length) {
    require(length > 0, "a path needs at least one touch");
    if (used + length > touches.length) {
      touches = Arrays.copyOf(touches, Math.max(used + length, 2 * touches.length));
    }
  }

  /**
   * The entry of the path that stands at the end of {@link #touches}; kept there when it is new.
   */
  private int find(int length) {
    int code = length;
    for (int i = used; i < used + length; i++) {
      code = 31 * code + touches[i];
    }
    code *= 0x9E3779B9;
    code ^= code >>> 15;
    int slot = code & slots.length - 1;
    while (slots[slot] != 0) {
      int entry = slots[slot] - 1;
      if (hash[entry] == code && isAt(entry, length)) {
        return entry;
      }
      slot = slot + 1 & slots.length - 1;
    }
    if (size == hash.length) {
      grow();
      return find(length);
    }
    slots[slot] = size + 1;
    hash[size] = code;
    used += length;
    start[size + 1] = used;
    return size++;
  }

  private boolean isAt(int entry, int length) {
    return Arrays.equals(touches, start[entry], start[entry + 1], touches, used, used + length);
  }

  private void grow() {
    int capacity = 2 * size;
    hash = Arrays.copyOf(hash, capacity);
    start = Arrays.copyOf(start, capacity + 1);
    conversions = Arrays.copyOf(conversions, capacity);
    value = Arrays.copyOf(value, capacity);
    nulls = Arrays.copyOf(nulls, capacity);
    slots = new int[2 * capacity];
    for (int entry = 0; entry < size; entry++) {
      int slot = hash[entry] & slots.length - 1;
      while (slots[slot] != 0) {
        slot = slot + 1 & slots.length - 1;
      }
      slots[slot] = entry + 1;
    }
  }

  /** Adds the paths of another table. */
  public void merge(PathCounts other) {
    for (int theirs = 0; theirs < other.size; theirs++) {
      int length = other.start[theirs + 1] - other.start[theirs];
      reserve(length);
      System.arraycopy(other.touches, other.start[theirs], touches, used, length);
      int ours = find(length);
      conversions[ours] += other.conversions[theirs];
      value[ours] += other.value[theirs];
      nulls[ours] += other.nulls[theirs];
    }
  }

  /** Gives out all paths, in the order in which they were first met. */
  public void forEach(Sink sink) {
    for (int entry = 0; entry < size; entry++) {
      int[] channels = new int[start[entry + 1] - start[entry]];
      for (int place = 0; place < channels.length; place++) {
        char channel = touches[start[entry] + place];
        channels[place] = channel == MOST_CHANNELS ? Touches.REFUSED : channel;
      }
      sink.accept(channels, conversions[entry], value[entry], nulls[entry]);
    }
  }
}
