package org.optika.core.scores;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Mean, missing cells and quantiles of one column in bounded memory. Quantiles come from every
 * 2^k-th known number in the order of the rows, at most {@link #MOST} of them, so they are exact up
 * to that many rows and the same for the same rows in the same parts.
 */
final class NumberSketch implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int MOST = 1 << 14;

  private double[] kept = new double[64];
  private int size;
  private long stride = 1;
  private long known;
  private long missing;
  private double sum;

  void add(double number) {
    if (Double.isNaN(number)) {
      missing++;
      return;
    }
    sum += number;
    if (known++ % stride == 0) {
      keep(number);
    }
  }

  /** Rows of the other sketch count as if they came after those of this one. */
  void add(NumberSketch other) {
    long common = Math.max(stride, other.stride);
    thinTo(common);
    int step = (int) (common / other.stride);
    kept = Arrays.copyOf(kept, Math.max(kept.length, size + other.size));
    for (int i = 0; i < other.size; i += step) {
      kept[size++] = other.kept[i];
    }
    while (size > MOST) {
      thinTo(2 * stride);
    }
    known += other.known;
    missing += other.missing;
    sum += other.sum;
  }

  /** The place of the number is a multiple of twice the stride when the sketch is full. */
  private void keep(double number) {
    if (size == MOST) {
      thinTo(2 * stride);
    }
    if (size == kept.length) {
      kept = Arrays.copyOf(kept, 2 * size);
    }
    kept[size++] = number;
  }

  private void thinTo(long wanted) {
    while (stride < wanted) {
      int half = 0;
      for (int i = 0; i < size; i += 2) {
        kept[half++] = kept[i];
      }
      size = half;
      stride *= 2;
    }
  }

  long missing() {
    return missing;
  }

  /**
   * Mean; 0 where fewer numbers are known.
   *
   * @param fewest at least 1
   */
  double meanOf(int fewest) {
    return known < fewest ? 0 : sum / known;
  }

  /** The numbers kept, ascending. */
  double[] sorted() {
    double[] sorted = Arrays.copyOf(kept, size);
    Arrays.sort(sorted);
    return sorted;
  }
}
