package org.optika.spark.table.columnar;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of a {@link ColumnBuffer} as bytes, to be sent to another task. */
final class ColumnBlock {
  private final TextCodes texts;
  private byte[] packed = {};

  /**
   * @param texts codes of this task; in a block are the texts themselves, since codes of another
   *     task are others
   */
  ColumnBlock(TextCodes texts) {
    this.texts = texts;
  }

  /** All rows of a buffer. */
  byte[] of(ColumnBuffer rows) {
    List<byte[]> ofTexts = new ArrayList<>();
    FileScan.Kind[] kinds = rows.kinds();
    int[][] places = new int[kinds.length][];
    for (int column = 0; column < kinds.length; column++) {
      if (kinds[column] == FileScan.Kind.TEXT) {
        places[column] = places(rows.ints(column), rows.rows(), ofTexts);
      }
    }
    ByteBuffer block = room(mostBytes(rows, ofTexts));
    block.putInt(rows.rows());
    block.putInt(ofTexts.size());
    ofTexts.forEach(text -> block.putInt(text.length).put(text));
    for (int column = 0; column < kinds.length; column++) {
      switch (kinds[column]) {
        case LONG -> PackedNumbers.put(block, rows.longs(column), rows.rows());
        case INT -> PackedNumbers.put(block, rows.ints(column), rows.rows());
        case TEXT -> PackedNumbers.put(block, places[column], rows.rows());
        case LONGS -> {
          PackedNumbers.put(block, rows.lengths(column), rows.rows());
          PackedNumbers.put(block, rows.longs(column), rows.elements(column));
        }
      }
    }
    return Arrays.copyOf(packed, block.position() + PackedNumbers.SLACK);
  }

  private ByteBuffer room(int most) {
    if (packed.length < most) {
      packed = new byte[most];
    }
    return littleEndian(packed);
  }

  private static int mostBytes(ColumnBuffer rows, List<byte[]> ofTexts) {
    int most = 2 * Integer.BYTES + PackedNumbers.SLACK;
    for (byte[] text : ofTexts) {
      most += Integer.BYTES + text.length;
    }
    for (int column = 0; column < rows.kinds().length; column++) {
      most +=
          switch (rows.kinds()[column]) {
            case LONG -> PackedNumbers.mostBytes(rows.rows(), Long.BYTES);
            case INT, TEXT -> PackedNumbers.mostBytes(rows.rows(), Integer.BYTES);
            case LONGS ->
                PackedNumbers.mostBytes(rows.rows(), Integer.BYTES)
                    + PackedNumbers.mostBytes(rows.elements(column), Long.BYTES);
          };
    }
    return most;
  }

  /** Places in {@code ofTexts} instead of codes; -1 for null. */
  private int[] places(int[] codes, int rows, List<byte[]> ofTexts) {
    Map<Integer, Integer> placeOf = new HashMap<>();
    int[] places = new int[rows];
    for (int row = 0; row < rows; row++) {
      places[row] =
          codes[row] == TextCodes.NULL
              ? TextCodes.NULL
              : placeOf.computeIfAbsent(
                  codes[row],
                  code -> {
                    ofTexts.add(texts.text(code).getBytes(StandardCharsets.UTF_8));
                    return ofTexts.size() - 1;
                  });
    }
    return places;
  }

  /** The number of rows of a block. */
  static int rowsOf(byte[] block) {
    return littleEndian(block).getInt();
  }

  /** Adds the rows of a block of a buffer with the same columns. */
  void addTo(ColumnBuffer rows, byte[] bytes) {
    ByteBuffer block = littleEndian(bytes);
    int count = block.getInt();
    int[] codeOfPlace = new int[block.getInt()];
    for (int place = 0; place < codeOfPlace.length; place++) {
      byte[] text = new byte[block.getInt()];
      block.get(text);
      codeOfPlace[place] = texts.code(new String(text, StandardCharsets.UTF_8));
    }
    rows.append(
        count,
        new ColumnSource() {
          @Override
          public void longs(long[] to, int from, int some) {
            PackedNumbers.get(block, to, from, some);
          }

          @Override
          public void ints(int[] to, int from, int some) {
            PackedNumbers.get(block, to, from, some);
          }

          @Override
          public void texts(int[] to, int from, int some) {
            PackedNumbers.get(block, to, from, some);
            for (int row = from; row < from + some; row++) {
              to[row] = to[row] == TextCodes.NULL ? TextCodes.NULL : codeOfPlace[to[row]];
            }
          }
        });
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
