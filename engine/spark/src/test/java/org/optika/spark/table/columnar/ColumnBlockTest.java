package org.optika.spark.table.columnar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.optika.spark.table.columnar.FileScan.Kind;

class ColumnBlockTest {
  private static final Kind[] KINDS = {Kind.LONG, Kind.TEXT, Kind.LONGS, Kind.INT};
  private static final String[] TEXTS = {"web", "app", "e-mail – ä"};

  /** Rows of several blocks lie behind each other, under the codes of the task that reads them. */
  @Test
  void rows_come_back_with_their_texts_and_lists() {
    Random random = new Random(3);
    TextCodes ofSender = new TextCodes();
    TextCodes ofReader = new TextCodes();
    ofReader.code("another");
    ofReader.code(TEXTS[2]);
    ColumnBlock sender = new ColumnBlock(ofSender);
    ColumnBlock reader = new ColumnBlock(ofReader);
    ColumnBuffer open = new ColumnBuffer(KINDS, KINDS.length);
    ColumnBuffer read = new ColumnBuffer(KINDS, KINDS.length);
    List<String> expected = new ArrayList<>();
    for (int block = 0; block < 40; block++) {
      int count = block == 7 ? 0 : random.nextInt(300);
      open.clear();
      open.append(count, new RandomColumns(random, ofSender));

      byte[] bytes = sender.of(open);
      reader.addTo(read, bytes);

      assertThat(ColumnBlock.rowsOf(bytes)).isEqualTo(count);
      expected.addAll(rows(open, ofSender));
    }
    assertThat(rows(read, ofReader)).isEqualTo(expected).hasSizeGreaterThan(3_000);
  }

  @Test
  void times_take_fewer_bytes_than_a_word_each() {
    ColumnBuffer rows = new ColumnBuffer(new Kind[] {Kind.LONG}, 1);
    rows.append(1_000, new RandomColumns(new Random(1), new TextCodes()));

    assertThat(new ColumnBlock(new TextCodes()).of(rows)).hasSizeLessThan(6_100);
  }

  private static List<String> rows(ColumnBuffer buffer, TextCodes texts) {
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < buffer.rows(); row++) {
      int code = buffer.ints(1)[row];
      int start = buffer.starts(2)[row];
      rows.add(
          "%d %s %s %d"
              .formatted(
                  buffer.longs(0)[row],
                  code == TextCodes.NULL ? null : texts.text(code),
                  Arrays.toString(
                      Arrays.copyOfRange(buffer.longs(2), start, start + buffer.lengths(2)[row])),
                  buffer.ints(3)[row]));
    }
    return rows;
  }

  /** Times of a year, codes, lists of up to five words, and small numbers. */
  private record RandomColumns(Random random, TextCodes texts) implements ColumnSource {
    @Override
    public void longs(long[] to, int from, int count) {
      for (int i = from; i < from + count; i++) {
        to[i] = 1_780_000_000_000_000L + (long) (random.nextDouble() * 31_536_000_000_000L);
      }
    }

    @Override
    public void ints(int[] to, int from, int count) {
      for (int i = from; i < from + count; i++) {
        to[i] = random.nextInt(6);
      }
    }

    @Override
    public void texts(int[] to, int from, int count) {
      for (int i = from; i < from + count; i++) {
        int text = random.nextInt(TEXTS.length + 1);
        to[i] = text == TEXTS.length ? TextCodes.NULL : texts.code(TEXTS[text]);
      }
    }
  }
}
