package org.optika.core.gate;

/** Read access to a list of longs that lives elsewhere, so that it need not be copied. */
public interface LongList {
  int size();

  /**
   * @param index in [0, size)
   */
  long get(int index);
}
