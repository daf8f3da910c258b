package org.optika.spark.table.columnar;

import io.airlift.compress.lz4.Lz4Decompressor;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopCodecs;
import org.xerial.snappy.Snappy;

/**
 * Parquet's codecs, and those from one array to another that are quicker so: Hadoop's way leads
 * through two buffers outside of the heap. LZ4 would fail there for pages of more than 8 KiB, since
 * it is asked for them piece by piece.
 */
final class PageCodecs implements CompressionCodecFactory {
  private static final int ANY_SIZE = 0;

  private final CompressionCodecFactory others;

  PageCodecs(Configuration configuration) {
    others = HadoopCodecs.newFactory(configuration, ANY_SIZE);
  }

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    return others.getCompressor(codec);
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    return switch (codec) {
      case SNAPPY -> new ArrayPages(PageCodecs::snappy);
      case LZ4_RAW -> new ArrayPages(PageCodecs::lz4);
      default -> others.getDecompressor(codec);
    };
  }

  @Override
  public void release() {
    others.release();
  }

  private static int snappy(ByteBuffer page, byte[] to, int size) throws IOException {
    int at = page.arrayOffset() + page.position();
    int announced = Snappy.uncompressedLength(page.array(), at, page.remaining());
    // It writes as much as it says, whatever there is room for.
    return announced != size
        ? announced
        : Snappy.uncompress(page.array(), at, page.remaining(), to, 0);
  }

  private static int lz4(ByteBuffer page, byte[] to, int size) {
    return new Lz4Decompressor()
        .decompress(
            page.array(), page.arrayOffset() + page.position(), page.remaining(), to, 0, size);
  }

  /** A codec that fills an array from its start and tells with how many bytes. */
  @FunctionalInterface
  private interface ArrayCodec {
    int decompress(ByteBuffer page, byte[] to, int size) throws IOException;
  }

  /**
   * The pages of one column of one row group. Each stands in the array of the one before, which
   * nobody reads any more; the first is kept, since it may be the dictionary of all others.
   */
  private static final class ArrayPages implements BytesInputDecompressor {
    private final ArrayCodec codec;
    private boolean isFirst = true;
    private byte[] reused = {};

    private ArrayPages(ArrayCodec codec) {
      this.codec = codec;
    }

    @Override
    public BytesInput decompress(BytesInput page, int size) throws IOException {
      ByteBuffer from = page.toByteBuffer(HeapByteBufferAllocator.getInstance(), none -> {});
      // Not as an array, which whoever asks for a buffer would get a copy of.
      return BytesInput.from(ByteBuffer.wrap(decompress(from, size), 0, size));
    }

    @Override
    public void decompress(ByteBuffer from, int fromSize, ByteBuffer to, int size)
        throws IOException {
      to.put(decompress(from.slice(from.position(), fromSize), size), 0, size);
      from.position(from.position() + fromSize);
    }

    private byte[] decompress(ByteBuffer page, int size) throws IOException {
      byte[] to = room(size);
      // Of a page of nothing but nulls a writer may leave nothing at all.
      int got = page.hasRemaining() ? codec.decompress(page, to, size) : 0;
      if (got != size) {
        throw new IOException(
            "a page of a table has %d bytes, where %d were announced".formatted(got, size));
      }
      return to;
    }

    private byte[] room(int size) {
      if (isFirst) {
        isFirst = false;
        return new byte[size];
      }
      if (reused.length < size) {
        reused = new byte[size];
      }
      return reused;
    }

    @Override
    public void release() {
      // Nothing is held.
    }
  }
}
