package org.optika.spark.table.columnar;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;

/** The pages of one column, with the levels that say which values are there. */
final class ColumnPages {
  private final ColumnDescriptor column;
  private final HybridInts repetitions = new HybridInts();
  private final HybridInts definitions = new HybridInts();
  private PageReader reader;
  private ByteBuffer dictionary;
  private int dictionarySize;
  private int count;
  private ByteBuffer values;
  private Encoding encoding;

  ColumnPages(ColumnDescriptor column) {
    this.column = column;
  }

  /**
   * Turns to the pages of a row group.
   *
   * @return how many values they have, those that are null among them
   */
  long begin(PageReadStore group) {
    reader = group.getPageReader(column);
    DictionaryPage page = reader.readDictionaryPage();
    if (page == null) {
      dictionary = null;
    } else {
      dictionary = bytes(page.getBytes());
      dictionarySize = page.getDictionarySize();
    }
    return reader.getTotalValueCount();
  }

  /** Turns to the next page of the row group. */
  void nextPage() {
    DataPage page = reader.readPage();
    if (page == null) {
      throw new IllegalStateException("too few pages of column " + column);
    }
    count = page.getValueCount();
    if (page instanceof DataPageV1 first) {
      values = bytes(first.getBytes());
      encoding = first.getValueEncoding();
      levels(repetitions, column.getMaxRepetitionLevel(), first.getRlEncoding());
      levels(definitions, column.getMaxDefinitionLevel(), first.getDlEncoding());
    } else {
      DataPageV2 second = (DataPageV2) page;
      levels(repetitions, column.getMaxRepetitionLevel(), second.getRepetitionLevels());
      levels(definitions, column.getMaxDefinitionLevel(), second.getDefinitionLevels());
      values = bytes(second.getData());
      encoding = second.getDataEncoding();
    }
  }

  /** Levels of the first page format stand before the values, with their length. */
  private void levels(HybridInts levels, int most, Encoding encoded) {
    if (most == 0) {
      return;
    }
    if (encoded != Encoding.RLE) {
      throw new NotColumnarException("levels of column %s in %s".formatted(column, encoded));
    }
    int length = values.getInt();
    levels.begin(values.slice(values.position(), length), bits(most));
    values.position(values.position() + length);
  }

  private static void levels(HybridInts levels, int most, BytesInput encoded) {
    if (most > 0) {
      levels.begin(bytes(encoded), bits(most));
    }
  }

  private static int bits(int most) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(most);
  }

  /** In the heap. */
  private static ByteBuffer bytes(BytesInput input) {
    ByteBuffer bytes = input.toByteBuffer(HeapByteBufferAllocator.getInstance(), none -> {});
    if (!bytes.hasArray()) {
      ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
      bytes = copy.put(bytes).flip();
    }
    return bytes.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Values of the page, those that are null among them. */
  int count() {
    return count;
  }

  /** 0 where a row begins; only of a list. */
  HybridInts repetitions() {
    return repetitions;
  }

  /** The {@link #defined level} of each value that is there, less for others. */
  HybridInts definitions() {
    return definitions;
  }

  /** The level of a value that is there; 0 when no value can be missing. */
  int defined() {
    return column.getMaxDefinitionLevel();
  }

  /** The values that are there, from the buffer's position on. */
  ByteBuffer values() {
    return values;
  }

  Encoding encoding() {
    return encoding;
  }

  /** The plain values of the dictionary; null when the row group has none for this column. */
  ByteBuffer dictionary() {
    return dictionary;
  }

  int dictionarySize() {
    return dictionarySize;
  }
}
