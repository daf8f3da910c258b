package org.optika.spark.table.columnar;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Small numbers in Parquet's mix of repeated and bit-packed stretches (encoding RLE of the format):
 * levels, and places in a dictionary. Packed ones are taken from the word that they lie in, so that
 * passing over values costs nothing.
 */
final class HybridInts {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Of a word that may begin in the midst of a byte as many are there in any case. */
  private static final int BITS_AT_ONCE = Long.SIZE - Byte.SIZE;

  private byte[] bytes = {};
  private int at;
  private int width;
  private int mask;

  /** Of the stretch at hand: values that were not given out. */
  private int left;

  private boolean packed;

  /** Of a repeated stretch, and of the last run. */
  private int value;

  /** Of a packed stretch: where the next value begins in {@link #bytes}. */
  private long bit;

  /**
   * @param from in the heap; read from its position on
   * @param width bits of a value, 0 to 32
   */
  void begin(ByteBuffer from, int width) {
    bytes = from.array();
    at = from.arrayOffset() + from.position();
    this.width = width;
    mask = (int) ((1L << width) - 1);
    left = 0;
  }

  /**
   * Goes on by equal values, whose {@link #value} it is then.
   *
   * @param most at least 1; there must be as many left
   * @return how many, at least 1; the next may be equal, too
   */
  int run(int most) {
    if (left == 0) {
      beginStretch();
    }
    int count = Math.min(most, left);
    if (packed) {
      value = packedAt(bit);
      int equal = 1;
      bit += width;
      while (equal < count && packedAt(bit) == value) {
        equal++;
        bit += width;
      }
      count = equal;
    }
    left -= count;
    return count;
  }

  /** The value of the last {@link #run}. */
  int value() {
    return value;
  }

  /**
   * Whether the next {@code count} values are all the given one, and stand as one repeated stretch.
   */
  boolean repeats(int wanted, int count) {
    if (left == 0) {
      beginStretch();
    }
    return !packed && value == wanted && left >= count;
  }

  /**
   * Goes on by {@code count} values of one bit each, and tells which of them are 0.
   *
   * @param to gets their places, counted from the first of the values
   * @return how many they are
   */
  int placesOfZeros(int count, int[] to) {
    int zeros = 0;
    int place = 0;
    while (place < count) {
      int end = place + stretch(count - place);
      if (packed) {
        for (long next = bit - (end - place); place < end; ) {
          int some = Math.min(BITS_AT_ONCE, end - place);
          long left = ~wordAt(next) & (1L << some) - 1;
          while (left != 0) {
            to[zeros++] = place + Long.numberOfTrailingZeros(left);
            left &= left - 1;
          }
          place += some;
          next += some;
        }
      } else {
        for (; value == 0 && place < end; place++) {
          to[zeros++] = place;
        }
        place = end;
      }
    }
    return zeros;
  }

  /** Passes over values. */
  void skip(int count) {
    int more = count;
    while (more > 0) {
      more -= stretch(more);
    }
  }

  /** The next {@code count} values. */
  void read(int[] to, int from, int count) {
    int row = from;
    int stop = from + count;
    while (row < stop) {
      int end = row + stretch(stop - row);
      if (packed) {
        for (long next = bit - (long) width * (end - row); row < end; row++) {
          to[row] = packedAt(next);
          next += width;
        }
      } else {
        Arrays.fill(to, row, end, value);
        row = end;
      }
    }
  }

  /** The values of a dictionary at the next {@code count} places. */
  void read(int[] to, int from, int count, int[] dictionary) {
    int row = from;
    int stop = from + count;
    while (row < stop) {
      int end = row + stretch(stop - row);
      if (packed) {
        for (long next = bit - (long) width * (end - row); row < end; row++) {
          to[row] = dictionary[packedAt(next)];
          next += width;
        }
      } else {
        Arrays.fill(to, row, end, dictionary[value]);
        row = end;
      }
    }
  }

  /** The values of a dictionary at the next {@code count} places. */
  void read(long[] to, int from, int count, long[] dictionary) {
    int row = from;
    int stop = from + count;
    while (row < stop) {
      int end = row + stretch(stop - row);
      if (packed) {
        for (long next = bit - (long) width * (end - row); row < end; row++) {
          to[row] = dictionary[packedAt(next)];
          next += width;
        }
      } else {
        Arrays.fill(to, row, end, dictionary[value]);
        row = end;
      }
    }
  }

  /** Goes on in one stretch, and tells by how many values. */
  private int stretch(int most) {
    if (left == 0) {
      beginStretch();
    }
    int count = Math.min(most, left);
    left -= count;
    bit += packed ? (long) width * count : 0;
    return count;
  }

  private void beginStretch() {
    int header = 0;
    int shift = 0;
    byte part;
    do {
      part = bytes[at++];
      header |= (part & 0x7F) << shift;
      shift += 7;
    } while (part < 0);
    packed = (header & 1) != 0;
    if (packed) {
      left = (header >>> 1) * Byte.SIZE;
      bit = (long) at * Byte.SIZE;
      at += (header >>> 1) * width;
    } else {
      left = header >>> 1;
      value = 0;
      for (int shifted = 0; shifted < width; shifted += Byte.SIZE) {
        value |= (bytes[at++] & 0xFF) << shifted;
      }
    }
    if (left == 0) {
      throw new IllegalStateException("an empty stretch of values in a page");
    }
  }

  private int packedAt(long bit) {
    return (int) wordAt(bit) & mask;
  }

  /** The bits from the given one on, at least {@link #BITS_AT_ONCE}. */
  private long wordAt(long bit) {
    int first = (int) (bit >>> 3);
    long word = first <= bytes.length - Long.BYTES ? (long) WORD.get(bytes, first) : last(first);
    return word >>> (bit & 7);
  }

  /** Bytes that a writer has left out behind the last value are 0. */
  private long last(int first) {
    long word = 0;
    for (int i = first; i < bytes.length; i++) {
      word |= (bytes[i] & 0xFFL) << (i - first) * Byte.SIZE;
    }
    return word;
  }
}
