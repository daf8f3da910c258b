package org.optika.sample;

/**
 * The days that a world covers, {@code [start, end)} in epoch microseconds.
 *
 * @param days whole days, the last of them 2026-09-30
 */
record Window(int days) {
  long start() {
    return Times.END - days * Times.DAY;
  }

  long end() {
    return Times.END;
  }

  boolean contains(long micros) {
    return start() <= micros && micros < end();
  }
}
