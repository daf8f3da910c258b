package org.optika.spark.table.columnar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedNumbersTest {
  private static final int HEAD = 1 + Long.BYTES;

  @Test
  void numbers_take_the_bytes_that_their_span_needs() {
    assertThat(bytes(7, 7, 7)).isEqualTo(HEAD);
    assertThat(bytes(1_000_000, 1_000_255)).isEqualTo(HEAD + 2);
    assertThat(bytes(1_000_000, 1_000_256)).isEqualTo(HEAD + 2 * 2);
    assertThat(bytes(-128, 127)).isEqualTo(HEAD + 2);
    assertThat(bytes(0, (1L << 56) - 1)).isEqualTo(HEAD + 2 * 7);
    assertThat(bytes(0, 1L << 56)).isEqualTo(HEAD + 2 * 8);
    assertThat(bytes()).isEqualTo(HEAD);
  }

  @Test
  void numbers_come_back_in_front_of_others() {
    long[][] ofLongs = {
      {},
      {42},
      {Long.MIN_VALUE, Long.MAX_VALUE, 0},
      {Long.MIN_VALUE, -1},
      {-1, Long.MAX_VALUE},
      {1, 2, 3, 1 << 20},
      {Long.MAX_VALUE, Long.MAX_VALUE - 3}
    };
    for (long[] longs : ofLongs) {
      comesBack(longs, new int[] {Integer.MIN_VALUE, Integer.MAX_VALUE, -1, 0});
      comesBack(longs, new int[] {3, 3, 2});
      comesBack(longs, new int[0]);
    }
    Random random = new Random(11);
    for (int trial = 0; trial < 2_000; trial++) {
      int bits = random.nextInt(Long.SIZE + 1);
      long base = random.nextLong();
      long[] longs =
          random
              .longs(random.nextInt(50))
              .map(number -> base + (bits == 0 ? 0 : number >>> Long.SIZE - bits))
              .toArray();
      int shift = random.nextInt(Integer.SIZE);
      comesBack(longs, random.ints(random.nextInt(50)).map(number -> number >> shift).toArray());
    }
  }

  private static int bytes(long... numbers) {
    ByteBuffer block = block(numbers.length);
    PackedNumbers.put(block, numbers, numbers.length);
    return block.position();
  }

  /** Longs, ints and longs again behind each other, as columns of a block are. */
  private static void comesBack(long[] longs, int[] ints) {
    ByteBuffer block = block(2 * longs.length + ints.length);
    PackedNumbers.put(block, longs, longs.length);
    PackedNumbers.put(block, ints, ints.length);
    PackedNumbers.put(block, longs, longs.length);
    int end = block.position();

    ByteBuffer read =
        ByteBuffer.wrap(Arrays.copyOf(block.array(), end + PackedNumbers.SLACK))
            .order(ByteOrder.LITTLE_ENDIAN);
    assertThat(longs(read, longs.length)).containsExactly(longs);
    int[] readInts = new int[ints.length + 2];
    PackedNumbers.get(read, readInts, 1, ints.length);
    assertThat(Arrays.copyOfRange(readInts, 1, ints.length + 1)).containsExactly(ints);
    assertThat(longs(read, longs.length)).containsExactly(longs);
    assertThat(read.position()).isEqualTo(end);
  }

  private static long[] longs(ByteBuffer block, int count) {
    long[] numbers = new long[count + 2];
    PackedNumbers.get(block, numbers, 1, count);
    assertThat(numbers[0]).isZero();
    assertThat(numbers[count + 1]).isZero();
    return Arrays.copyOfRange(numbers, 1, count + 1);
  }

  private static ByteBuffer block(int numbers) {
    int most = 3 * PackedNumbers.mostBytes(numbers, Long.BYTES) + PackedNumbers.SLACK;
    return ByteBuffer.allocate(most).order(ByteOrder.LITTLE_ENDIAN);
  }
}
