package org.optika.spark.table.columnar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputDecompressor;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ColumnPath;

/**
 * The pages of a local Parquet file, each read when its turn has come: it passes from the file to
 * its values through the processor's cache, and a file takes the memory of a page of each column.
 * Parquet's own reader reads row groups, which is what a store far away needs.
 */
final class LocalPages {
  private final LocalFile file;
  private final Iterator<BlockMetaData> groups;
  private final CompressionCodecFactory codecs;
  private final Map<ColumnPath, FileWindow> windows = new HashMap<>();

  /**
   * @param groups row groups of the file, not encrypted
   */
  LocalPages(LocalFile file, List<BlockMetaData> groups, CompressionCodecFactory codecs) {
    this.file = file;
    this.groups = groups.iterator();
    this.codecs = codecs;
  }

  /** The next row group, whose pages can be read until the one behind it is asked for; or null. */
  PageReadStore next() {
    return groups.hasNext() ? new Group(groups.next()) : null;
  }

  private final class Group implements PageReadStore {
    private final BlockMetaData group;

    private Group(BlockMetaData group) {
      this.group = group;
    }

    @Override
    public long getRowCount() {
      return group.getRowCount();
    }

    @Override
    public PageReader getPageReader(ColumnDescriptor column) {
      ColumnPath path = ColumnPath.get(column.getPath());
      for (ColumnChunkMetaData chunk : group.getColumns()) {
        if (chunk.getPath().equals(path)) {
          FileWindow window = windows.computeIfAbsent(path, first -> new FileWindow(file));
          window.begin(chunk.getStartingPos(), chunk.getTotalSize());
          return new Pages(chunk, window, codecs.getDecompressor(chunk.getCodec()));
        }
      }
      throw new IllegalArgumentException("a row group has no column " + column);
    }
  }

  /** The pages of one column. A page stands until the next one is read, a dictionary stays. */
  private static final class Pages implements PageReader {
    private final long values;
    private final FileWindow window;
    private final BytesInputDecompressor codec;
    private final CRC32 sum = new CRC32();

    /** Values of pages that were not read. */
    private long left;

    /** Of a page whose body was not read; or null. */
    private PageHeader header;

    private Pages(ColumnChunkMetaData chunk, FileWindow window, BytesInputDecompressor codec) {
      values = chunk.getValueCount();
      left = values;
      this.window = window;
      this.codec = codec;
    }

    @Override
    public long getTotalValueCount() {
      return values;
    }

    @Override
    public DictionaryPage readDictionaryPage() {
      try {
        header = Util.readPageHeader(window);
        if (!header.isSetDictionary_page_header()) {
          return null;
        }
        DictionaryPageHeader dictionary = header.getDictionary_page_header();
        // Some codecs give out the bytes that they were given.
        ByteBuffer body = body();
        ByteBuffer kept = ByteBuffer.allocate(body.remaining()).put(body).flip();
        BytesInput bytes = decompressed(kept, header);
        header = null;
        return new DictionaryPage(
            bytes, dictionary.getNum_values(), encoding(dictionary.getEncoding()));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    /** The next page with values; null when all values were read. */
    @Override
    public DataPage readPage() {
      try {
        while (left > 0) {
          if (header == null) {
            header = Util.readPageHeader(window);
          }
          PageHeader of = header;
          ByteBuffer body = body();
          header = null;
          if (of.isSetData_page_header()) {
            return first(body, of);
          }
          if (of.isSetData_page_header_v2()) {
            return second(body, of);
          }
          if (of.isSetDictionary_page_header()) {
            throw new IOException("a dictionary of a column stands behind its first page");
          }
          // Kinds of pages that others may have added can be passed over.
        }
        return null;
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    private DataPage first(ByteBuffer body, PageHeader of) throws IOException {
      DataPageHeader page = of.getData_page_header();
      left -= page.getNum_values();
      return new DataPageV1(
          decompressed(body, of),
          page.getNum_values(),
          of.getUncompressed_page_size(),
          null,
          encoding(page.getRepetition_level_encoding()),
          encoding(page.getDefinition_level_encoding()),
          encoding(page.getEncoding()));
    }

    /** Levels of the second page format stand before the values, never compressed. */
    private DataPage second(ByteBuffer body, PageHeader of) throws IOException {
      DataPageHeaderV2 page = of.getData_page_header_v2();
      left -= page.getNum_values();
      int repetitions = page.getRepetition_levels_byte_length();
      int definitions = page.getDefinition_levels_byte_length();
      int levels = repetitions + definitions;
      BytesInput data = BytesInput.from(body.slice(levels, body.remaining() - levels));
      return DataPageV2.uncompressed(
          page.getNum_rows(),
          page.getNum_nulls(),
          page.getNum_values(),
          BytesInput.from(body.slice(0, repetitions)),
          BytesInput.from(body.slice(repetitions, definitions)),
          encoding(page.getEncoding()),
          page.isIs_compressed()
              ? codec.decompress(data, of.getUncompressed_page_size() - levels)
              : data,
          null);
    }

    private BytesInput decompressed(ByteBuffer body, PageHeader of) throws IOException {
      return codec.decompress(BytesInput.from(body), of.getUncompressed_page_size());
    }

    private ByteBuffer body() throws IOException {
      ByteBuffer body = window.next(header.getCompressed_page_size());
      if (header.isSetCrc()) {
        sum.reset();
        sum.update(body.duplicate());
        if ((int) sum.getValue() != header.getCrc()) {
          throw new IOException("a page of a table is not what was written: its sum differs");
        }
      }
      return body;
    }

    private static Encoding encoding(org.apache.parquet.format.Encoding stored) {
      return Encoding.valueOf(stored.name());
    }
  }
}
