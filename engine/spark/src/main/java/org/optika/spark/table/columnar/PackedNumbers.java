package org.optika.spark.table.columnar;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Numbers as bytes: the least of them, then of each by how much it exceeds that, in as many bytes
 * as the largest needs. Times of some years come to six or seven bytes and codes to one, without a
 * search for repetitions, of which a column of identifiers has none.
 *
 * <p>Eight bytes are written and read for each number, so {@link #SLACK} bytes have to follow.
 */
final class PackedNumbers {
  /** Bytes that have to be there behind the last number. */
  static final int SLACK = Long.BYTES;

  private static final VarHandle LONG_AT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private PackedNumbers() {}

  /** The bytes that {@link #put} takes at most for so many numbers of a width. */
  static int mostBytes(int count, int width) {
    return 1 + Long.BYTES + count * width;
  }

  /**
   * @param block little-endian, with an array of its own from its first byte on
   */
  static void put(ByteBuffer block, long[] numbers, int count) {
    long least = count == 0 ? 0 : numbers[0];
    long most = least;
    for (int i = 1; i < count; i++) {
      least = Math.min(least, numbers[i]);
      most = Math.max(most, numbers[i]);
    }
    int width = begin(block, least, most);
    if (width == Long.BYTES) {
      block.asLongBuffer().put(numbers, 0, count);
    } else {
      byte[] bytes = block.array();
      int at = block.position();
      for (int i = 0; i < count; i++) {
        LONG_AT.set(bytes, at, numbers[i] - least);
        at += width;
      }
    }
    block.position(block.position() + count * width);
  }

  static void put(ByteBuffer block, int[] numbers, int count) {
    int least = count == 0 ? 0 : numbers[0];
    int most = least;
    for (int i = 1; i < count; i++) {
      least = Math.min(least, numbers[i]);
      most = Math.max(most, numbers[i]);
    }
    int width = begin(block, least, most);
    byte[] bytes = block.array();
    int at = block.position();
    for (int i = 0; i < count; i++) {
      LONG_AT.set(bytes, at, (long) numbers[i] - least);
      at += width;
    }
    block.position(at);
  }

  /** Numbers that span more than half of all have all their bytes, and 0 as the least. */
  private static int begin(ByteBuffer block, long least, long most) {
    long span = most - least;
    int bits = Long.SIZE - Long.numberOfLeadingZeros(span);
    int width = (bits + Byte.SIZE - 1) / Byte.SIZE;
    block.put((byte) width);
    block.putLong(width == Long.BYTES ? 0 : least);
    return width;
  }

  /** Reads what {@link #put} has written to {@code numbers[from, from + count)}. */
  static void get(ByteBuffer block, long[] numbers, int from, int count) {
    int width = block.get();
    long least = block.getLong();
    if (width == Long.BYTES) {
      block.asLongBuffer().get(numbers, from, count);
    } else {
      byte[] bytes = block.array();
      long mask = (1L << width * Byte.SIZE) - 1;
      int at = block.position();
      for (int i = 0; i < count; i++) {
        numbers[from + i] = least + ((long) LONG_AT.get(bytes, at) & mask);
        at += width;
      }
    }
    block.position(block.position() + count * width);
  }

  static void get(ByteBuffer block, int[] numbers, int from, int count) {
    int width = block.get();
    long least = block.getLong();
    byte[] bytes = block.array();
    long mask = (1L << width * Byte.SIZE) - 1;
    int at = block.position();
    for (int i = 0; i < count; i++) {
      numbers[from + i] = (int) (least + ((long) LONG_AT.get(bytes, at) & mask));
      at += width;
    }
    block.position(at);
  }
}
