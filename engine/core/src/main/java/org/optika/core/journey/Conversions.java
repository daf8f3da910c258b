package org.optika.core.journey;

import static org.optika.core.Checks.require;

import java.util.Arrays;

/**
 * The permitted conversions of one subject in columns, ascending in time, those of one instant by
 * id. Reusable: {@link #clear} and fill again.
 */
public final class Conversions {
  private long[] timeMicros = new long[4];
  private long[] id = new long[4];
  private int size;

  public void clear() {
    size = 0;
  }

  public int size() {
    return size;
  }

  /**
   * @param timeMicros epoch microseconds; not before the conversion appended last
   * @param id what the journey names its conversion by; at one instant not below the id appended
   *     last
   */
  public void add(long timeMicros, long id) {
    require(
        size == 0
            || this.timeMicros[size - 1] < timeMicros
            || (this.timeMicros[size - 1] == timeMicros && this.id[size - 1] <= id),
        "conversions must ascend in (time, id); conversion %s lies before the one ahead of it",
        size);
    if (size == this.timeMicros.length) {
      this.timeMicros = Arrays.copyOf(this.timeMicros, 2 * size);
      this.id = Arrays.copyOf(this.id, 2 * size);
    }
    this.timeMicros[size] = timeMicros;
    this.id[size] = id;
    size++;
  }

  long timeMicros(int index) {
    return timeMicros[index];
  }

  long id(int index) {
    return id[index];
  }
}
