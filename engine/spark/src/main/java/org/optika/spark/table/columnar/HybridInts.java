package org.optika.spark.table.columnar;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.parquet.column.values.bitpacking.BytePacker;
import org.apache.parquet.column.values.bitpacking.Packer;

/**
 * Small numbers in Parquet's mix of repeated and bit-packed stretches (encoding RLE of the format):
 * levels, and places in a dictionary.
 */
final class HybridInts {
  private static final int AT_ONCE = 512;

  private ByteBuffer bytes;
  private int at;
  private int width;
  private BytePacker packer;

  /** Of the stretch at hand: values that were not given out. */
  private int left;

  private boolean packed;
  private int value;

  /** Packed values of the stretch, unpacked some at a time. */
  private final int[] unpacked = new int[AT_ONCE];

  private int unpackedAt;
  private int unpackedEnd;

  /**
   * @param bytes from their position on
   * @param width bits of a value, 0 to 32
   */
  void begin(ByteBuffer bytes, int width) {
    this.bytes = bytes;
    at = bytes.position();
    left = 0;
    unpackedAt = 0;
    unpackedEnd = 0;
    if (packer == null || this.width != width) {
      this.width = width;
      packer = Packer.LITTLE_ENDIAN.newBytePacker(width);
    }
  }

  /**
   * Goes on by equal values, whose {@link #value} it is then.
   *
   * @param most at least 1; there must be as many left
   * @return how many, at least 1; the next may be equal, too
   */
  int run(int most) {
    ready();
    if (!packed) {
      int count = Math.min(most, left);
      left -= count;
      return count;
    }
    value = unpacked[unpackedAt];
    int stop = unpackedAt + Math.min(most, Math.min(left, unpackedEnd - unpackedAt));
    int next = unpackedAt + 1;
    while (next < stop && unpacked[next] == value) {
      next++;
    }
    int count = next - unpackedAt;
    unpackedAt = next;
    left -= count;
    return count;
  }

  /** The value of the last {@link #run}. */
  int value() {
    return value;
  }

  /** The next {@code count} values. */
  void read(int[] to, int from, int count) {
    int row = from;
    int stop = from + count;
    while (row < stop) {
      ready();
      int some = Math.min(stop - row, left);
      if (packed) {
        some = Math.min(some, unpackedEnd - unpackedAt);
        System.arraycopy(unpacked, unpackedAt, to, row, some);
        unpackedAt += some;
      } else {
        Arrays.fill(to, row, row + some, value);
      }
      left -= some;
      row += some;
    }
  }

  private void ready() {
    if (left == 0) {
      beginStretch();
    }
    if (packed && unpackedAt == unpackedEnd) {
      unpack();
    }
  }

  private void beginStretch() {
    int header = 0;
    int shift = 0;
    byte part;
    do {
      part = bytes.get(at++);
      header |= (part & 0x7F) << shift;
      shift += 7;
    } while (part < 0);
    packed = (header & 1) != 0;
    if (packed) {
      left = (header >>> 1) * Byte.SIZE;
      unpackedAt = 0;
      unpackedEnd = 0;
    } else {
      left = header >>> 1;
      value = 0;
      for (int bit = 0; bit < width; bit += Byte.SIZE) {
        value |= (bytes.get(at++) & 0xFF) << bit;
      }
    }
    if (left == 0) {
      throw new IllegalStateException("an empty stretch of values in a page");
    }
  }

  /** Eight values take {@code width} bytes; a writer may leave out those behind the last value. */
  private void unpack() {
    int count = Math.min(AT_ONCE, left);
    int needed = count / Byte.SIZE * width;
    ByteBuffer from = bytes;
    int first = at;
    if (at + needed > bytes.limit()) {
      byte[] padded = new byte[needed];
      bytes.get(at, padded, 0, bytes.limit() - at);
      from = ByteBuffer.wrap(padded);
      first = 0;
    }
    int row = 0;
    for (; row + Integer.SIZE <= count; row += Integer.SIZE) {
      packer.unpack32Values(from, first, unpacked, row);
      first += 4 * width;
    }
    for (; row < count; row += Byte.SIZE) {
      packer.unpack8Values(from, first, unpacked, row);
      first += width;
    }
    at += needed;
    unpackedAt = 0;
    unpackedEnd = count;
  }
}
