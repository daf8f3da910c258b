package org.optika.spark.table.columnar;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.parquet.column.Encoding;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Decodes the values of a page into an array: plain ones, and places in the dictionary of the row
 * group.
 *
 * @param <A> the array
 */
abstract class PageValues<A> {
  /** From so many values on a copy of all is worth its beginning. */
  private static final int MANY = 64;

  private final HybridInts places = new HybridInts();
  private boolean isPlain;
  private ByteBuffer plain;
  private ByteBuffer dictionaryBytes;
  private A dictionary;

  /** Turns to the page that {@code pages} has come to. */
  void begin(ColumnPages pages) {
    ByteBuffer values = pages.values();
    isPlain = pages.encoding() == Encoding.PLAIN;
    if (isPlain) {
      plain = values;
    } else if (pages.encoding().usesDictionary()) {
      // A row group with nothing but nulls may have none.
      if (pages.dictionary() != null && dictionaryBytes != pages.dictionary()) {
        dictionaryBytes = pages.dictionary();
        dictionary = array(pages.dictionarySize());
        readPlain(dictionaryBytes, dictionary, 0, pages.dictionarySize());
      }
      if (values.hasRemaining()) {
        int width = values.get();
        places.begin(values, width);
      }
    } else {
      throw new NotColumnarException("values encoded as " + pages.encoding());
    }
  }

  /** The next {@code count} values. */
  void read(A to, int from, int count) {
    if (isPlain) {
      readPlain(plain, to, from, count);
    } else {
      readPlaces(places, dictionary, to, from, count);
    }
  }

  /** Passes over the next {@code count} values. */
  void skip(int count) {
    if (isPlain) {
      skipPlain(plain, count);
    } else {
      places.skip(count);
    }
  }

  /** Whether the page holds plain values. */
  final boolean isPlain() {
    return isPlain;
  }

  abstract A array(int rows);

  abstract void readPlain(ByteBuffer bytes, A to, int from, int count);

  abstract void skipPlain(ByteBuffer bytes, int count);

  abstract void readPlaces(HybridInts places, A dictionary, A to, int from, int count);

  abstract void fillNull(A to, int from, int count);

  /** bigint and what is stored as such; null is 0. */
  static final class Longs extends PageValues<long[]> {
    private final boolean ofInts;
    private final SubjectGroups groups;

    /**
     * @param ofInts whether the file stores them in 32 bits
     * @param groups told of equal neighbours, which then need not stand in the array as well; or
     *     null
     */
    Longs(boolean ofInts, SubjectGroups groups) {
      this.ofInts = ofInts;
      this.groups = groups;
    }

    @Override
    long[] array(int rows) {
      return new long[rows];
    }

    @Override
    void read(long[] to, int from, int count) {
      super.read(to, from, count);
      if (groups != null && isPlain()) {
        groups.addAll(to, from, from + count);
      }
    }

    @Override
    void readPlain(ByteBuffer bytes, long[] to, int from, int count) {
      if (ofInts) {
        for (int row = from; row < from + count; row++) {
          to[row] = bytes.getInt();
        }
        return;
      }
      if (count < MANY) {
        int at = bytes.position();
        for (int i = 0; i < count; i++) {
          to[from + i] = bytes.getLong(at + i * Long.BYTES);
        }
      } else {
        bytes.asLongBuffer().get(to, from, count);
      }
      skipPlain(bytes, count);
    }

    @Override
    void skipPlain(ByteBuffer bytes, int count) {
      bytes.position(bytes.position() + count * (ofInts ? Integer.BYTES : Long.BYTES));
    }

    @Override
    void readPlaces(HybridInts places, long[] dictionary, long[] to, int from, int count) {
      if (groups == null) {
        places.read(to, from, count, dictionary);
        return;
      }
      int row = from;
      int end = from + count;
      while (row < end) {
        int next = row + places.run(end - row);
        groups.add(row, dictionary[places.value()]);
        row = next;
      }
    }

    @Override
    void fillNull(long[] to, int from, int count) {
      Arrays.fill(to, from, from + count, 0);
      if (groups != null) {
        groups.add(from, 0);
      }
    }
  }

  /** int; null is 0. */
  static final class Ints extends PageValues<int[]> {
    @Override
    int[] array(int rows) {
      return new int[rows];
    }

    @Override
    void readPlain(ByteBuffer bytes, int[] to, int from, int count) {
      bytes.asIntBuffer().get(to, from, count);
      skipPlain(bytes, count);
    }

    @Override
    void skipPlain(ByteBuffer bytes, int count) {
      bytes.position(bytes.position() + count * Integer.BYTES);
    }

    @Override
    void readPlaces(HybridInts places, int[] dictionary, int[] to, int from, int count) {
      places.read(to, from, count, dictionary);
    }

    @Override
    void fillNull(int[] to, int from, int count) {
      Arrays.fill(to, from, from + count, 0);
    }
  }

  /** boolean as 0 and 1; null is 0. */
  static final class Booleans extends PageValues<int[]> {
    private final Ints ints = new Ints();
    private final HybridInts packed = new HybridInts();
    private boolean isPacked;
    private int bit;

    /** The second page format packs them, with their length before them. */
    @Override
    void begin(ColumnPages pages) {
      bit = 0;
      isPacked = pages.encoding() == Encoding.RLE;
      if (isPacked) {
        pages.values().getInt();
        packed.begin(pages.values(), 1);
      } else {
        super.begin(pages);
      }
    }

    @Override
    int[] array(int rows) {
      return new int[rows];
    }

    @Override
    void read(int[] to, int from, int count) {
      if (isPacked) {
        packed.read(to, from, count);
      } else {
        super.read(to, from, count);
      }
    }

    @Override
    void skip(int count) {
      if (isPacked) {
        packed.skip(count);
      } else {
        super.skip(count);
      }
    }

    @Override
    void skipPlain(ByteBuffer bytes, int count) {
      bit += count;
    }

    @Override
    void readPlain(ByteBuffer bytes, int[] to, int from, int count) {
      for (int row = from; row < from + count; row++) {
        to[row] = bytes.get(bytes.position() + (bit >>> 3)) >>> (bit & 7) & 1;
        bit++;
      }
    }

    @Override
    void readPlaces(HybridInts places, int[] dictionary, int[] to, int from, int count) {
      ints.readPlaces(places, dictionary, to, from, count);
    }

    @Override
    void fillNull(int[] to, int from, int count) {
      ints.fillNull(to, from, count);
    }
  }

  /** string, as codes. */
  static final class Texts extends PageValues<int[]> {
    private final Ints ints = new Ints();
    private final TextCodes texts;

    Texts(TextCodes texts) {
      this.texts = texts;
    }

    @Override
    int[] array(int rows) {
      return new int[rows];
    }

    @Override
    void readPlain(ByteBuffer bytes, int[] to, int from, int count) {
      for (int row = from; row < from + count; row++) {
        int length = bytes.getInt();
        int at = bytes.arrayOffset() + bytes.position();
        to[row] = texts.code(UTF8String.fromBytes(bytes.array(), at, length));
        bytes.position(bytes.position() + length);
      }
    }

    @Override
    void skipPlain(ByteBuffer bytes, int count) {
      for (int i = 0; i < count; i++) {
        int length = bytes.getInt();
        bytes.position(bytes.position() + length);
      }
    }

    @Override
    void readPlaces(HybridInts places, int[] dictionary, int[] to, int from, int count) {
      ints.readPlaces(places, dictionary, to, from, count);
    }

    @Override
    void fillNull(int[] to, int from, int count) {
      Arrays.fill(to, from, from + count, TextCodes.NULL);
    }
  }
}
