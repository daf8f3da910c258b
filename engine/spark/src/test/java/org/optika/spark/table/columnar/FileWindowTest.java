package org.optika.spark.table.columnar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.parquet.io.SeekableInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FileWindowTest {
  private static final int SIZE = 700_000;

  @TempDir private Path dir;
  private byte[] content;
  private SeekableInputStream stream;
  private FileWindow window;

  @BeforeEach
  void open() throws IOException {
    content = new byte[SIZE];
    new Random(5).nextBytes(content);
    Path path = dir.resolve("file");
    Files.write(path, content);
    LocalFile file = LocalFile.open(path, SIZE + 10);
    stream = file.newStream();
    window = new FileWindow(file);
  }

  @AfterEach
  void close() throws IOException {
    stream.close();
  }

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  /** In single bytes, arrays and pieces of all sizes, and of one stretch after the other. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void a_stretch_is_read_from_its_start_to_its_end(long seed) throws IOException {
    Random random = new Random(seed);
    for (int stretch = 0; stretch < 3; stretch++) {
      int start = random.nextInt(SIZE);
      int length = random.nextInt(SIZE - start + 1);
      window.begin(start, length);
      int at = start;
      int end = start + length;
      while (at < end) {
        int most = random.nextBoolean() ? 20 : 300_000;
        int count = Math.min(end - at, 1 + random.nextInt(most));
        byte[] read = new byte[count];
        if (count == 1) {
          read[0] = (byte) window.read();
        } else if (random.nextBoolean()) {
          assertThat(window.read(read, 0, count)).isEqualTo(count);
        } else {
          ByteBuffer piece = window.next(count);
          assertThat(piece.remaining()).isEqualTo(count);
          piece.get(read);
        }
        assertThat(read).isEqualTo(Arrays.copyOfRange(content, at, at + count));
        at += count;
      }
      assertThatThrownBy(() -> window.read()).isInstanceOf(EOFException.class);
    }
  }

  /** As of a header that says more than there can be. */
  @Test
  void nothing_behind_a_stretch_is_given_out() throws IOException {
    window.begin(100, 5_000);
    window.next(4_000);

    for (int count : new int[] {1_001, Integer.MAX_VALUE, -1}) {
      assertThatThrownBy(() -> window.next(count))
          .isInstanceOf(EOFException.class)
          .hasMessage("%d bytes of a column are asked for, where it has 1000", count);
    }
    assertThat(window.next(1_000)).isEqualTo(ByteBuffer.wrap(content, 4_100, 1_000));
    assertThat(window.next(0).remaining()).isZero();
  }

  @Test
  void a_file_that_has_become_shorter_is_refused() {
    window.begin(SIZE - 1_000, 1_010);

    assertThatThrownBy(() -> window.next(1_010))
        .isInstanceOf(EOFException.class)
        .hasMessage("a file of a table is shorter than it was");
  }

  /** As of columns of many pages: what lies in memory is a page, and not the column. */
  @Test
  void pieces_stand_in_one_array() throws IOException {
    window.begin(0, SIZE);
    byte[] array = window.next(10_000).array();
    assertThat(array.length).isLessThan(15_000);

    for (int piece = 0; piece < 60; piece++) {
      assertThat(window.next(9_900 + piece).array()).isSameAs(array);
    }
  }
}
