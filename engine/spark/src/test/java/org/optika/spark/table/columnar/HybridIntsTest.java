package org.optika.spark.table.columnar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Parquet's own encoder has written is read back, in whatever portions. */
class HybridIntsTest {
  static IntStream widths() {
    return IntStream.rangeClosed(0, 32);
  }

  @ParameterizedTest(name = "{0} bits")
  @MethodSource("widths")
  void values_come_back_in_any_portions(int width) throws IOException {
    Random random = new Random(width);
    for (int round = 0; round < 20; round++) {
      int[] values = values(random, width, 1 + random.nextInt(3_000));
      byte[] bytes = encoded(values, width);
      // The values lie somewhere in a longer array, or end with it.
      int before = random.nextInt(20);
      byte[] page = new byte[before + bytes.length + (round % 2) * random.nextInt(20)];
      System.arraycopy(bytes, 0, page, before, bytes.length);
      HybridInts ints = new HybridInts();
      ints.begin(ByteBuffer.wrap(page).position(before), width);
      read(ints, values, width, random);
    }
  }

  private static void read(HybridInts ints, int[] values, int width, Random random) {
    int[] dictionary = new Random(1).ints(1 << Math.min(width, 10)).toArray();
    long[] longs = new Random(2).longs(dictionary.length).toArray();
    int at = 0;
    while (at < values.length) {
      int count = 1 + random.nextInt(Math.min(values.length - at, 700));
      boolean inDictionary =
          Arrays.stream(values, at, at + count).allMatch(i -> i >= 0 && i < dictionary.length);
      switch (random.nextInt(inDictionary ? 5 : 3)) {
        case 0 -> ints.skip(count);
        case 1 -> {
          count = ints.run(count);
          assertThat(Arrays.copyOfRange(values, at, at + count)).containsOnly(ints.value());
        }
        case 2 -> {
          int[] read = new int[count + 2];
          ints.read(read, 1, count);
          assertThat(Arrays.copyOfRange(read, 1, count + 1))
              .isEqualTo(Arrays.copyOfRange(values, at, at + count));
        }
        case 3 -> {
          int[] read = new int[count];
          ints.read(read, 0, count, dictionary);
          assertThat(read)
              .isEqualTo(Arrays.stream(values, at, at + count).map(i -> dictionary[i]).toArray());
        }
        default -> {
          long[] read = new long[count];
          ints.read(read, 0, count, longs);
          assertThat(read)
              .isEqualTo(Arrays.stream(values, at, at + count).mapToLong(i -> longs[i]).toArray());
        }
      }
      at += count;
    }
  }

  @Test
  void zeros_among_single_bits_are_told_by_their_places() throws IOException {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      int[] values = values(random, 1, 1 + random.nextInt(1_000));
      HybridInts ints = new HybridInts();
      ints.begin(ByteBuffer.wrap(encoded(values, 1)), 1);
      for (int at = 0; at < values.length; ) {
        int first = at;
        int count = 1 + random.nextInt(values.length - at);
        int[] places = new int[count];
        int zeros = ints.placesOfZeros(count, places);
        assertThat(Arrays.copyOf(places, zeros))
            .isEqualTo(IntStream.range(0, count).filter(i -> values[first + i] == 0).toArray());
        at += count;
      }
    }
  }

  @Test
  void a_page_of_one_value_is_known_by_its_only_stretch() throws IOException {
    int[] values = new int[1_000];
    Arrays.fill(values, 2);
    HybridInts ints = new HybridInts();
    ints.begin(ByteBuffer.wrap(encoded(values, 2)), 2);
    assertThat(ints.repeats(2, 1_000)).isTrue();
    assertThat(ints.repeats(1, 1_000)).isFalse();
    assertThat(ints.repeats(2, 1_001)).isFalse();

    values[999] = 1;
    ints.begin(ByteBuffer.wrap(encoded(values, 2)), 2);
    assertThat(ints.repeats(2, 1_000)).isFalse();
  }

  /** Stretches of equal ones and of different ones. */
  private static int[] values(Random random, int width, int count) {
    int mask = (int) ((1L << width) - 1);
    int[] values = new int[count];
    int at = 0;
    while (at < count) {
      int end = Math.min(count, at + 1 + random.nextInt(60));
      int value = random.nextInt() & mask;
      boolean equal = random.nextBoolean();
      for (; at < end; at++) {
        values[at] = equal ? value : random.nextInt() & mask;
      }
    }
    return values;
  }

  private static byte[] encoded(int[] values, int width) throws IOException {
    try (RunLengthBitPackingHybridEncoder encoder =
        new RunLengthBitPackingHybridEncoder(
            width, 16, 1 << 16, HeapByteBufferAllocator.getInstance())) {
      for (int value : values) {
        encoder.writeInt(value);
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      encoder.toBytes().writeAllTo(bytes);
      return bytes.toByteArray();
    }
  }
}
