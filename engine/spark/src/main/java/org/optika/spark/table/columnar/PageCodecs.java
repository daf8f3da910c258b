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

  private static int snappy(ByteBuffer page, byte[] to) throws IOException {
    return Snappy.uncompress(
        page.array(), page.arrayOffset() + page.position(), page.remaining(), to, 0);
  }

  private static int lz4(ByteBuffer page, byte[] to) {
    return new Lz4Decompressor()
        .decompress(
            page.array(), page.arrayOffset() + page.position(), page.remaining(), to, 0, to.length);
  }

  /** A codec that fills an array and tells with how many bytes. */
  @FunctionalInterface
  private interface ArrayCodec {
    int decompress(ByteBuffer page, byte[] to) throws IOException;
  }

  private record ArrayPages(ArrayCodec codec) implements BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput page, int size) throws IOException {
      byte[] to = new byte[size];
      decompress(page.toByteBuffer(HeapByteBufferAllocator.getInstance(), none -> {}), to);
      return BytesInput.from(to);
    }

    @Override
    public void decompress(ByteBuffer from, int fromSize, ByteBuffer to, int size)
        throws IOException {
      byte[] page = new byte[size];
      decompress(from.slice(from.position(), fromSize), page);
      from.position(from.position() + fromSize);
      to.put(page);
    }

    private void decompress(ByteBuffer page, byte[] to) throws IOException {
      int got = codec.decompress(page, to);
      if (got != to.length) {
        throw new IOException(
            "a page of a table has %d bytes, where %d were announced".formatted(got, to.length));
      }
    }

    @Override
    public void release() {
      // Nothing is held.
    }
  }
}
