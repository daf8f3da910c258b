package org.optika.spark.table.columnar;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopCodecs;
import org.xerial.snappy.Snappy;

/**
 * Parquet's codecs, and Snappy from one array to another: Hadoop's way leads through two buffers
 * outside of the heap.
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
    return codec == CompressionCodecName.SNAPPY ? new SnappyPages() : others.getDecompressor(codec);
  }

  @Override
  public void release() {
    others.release();
  }

  private static final class SnappyPages implements BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput page, int size) throws IOException {
      ByteBuffer to = ByteBuffer.allocate(size);
      decompress(page.toByteBuffer(), (int) page.size(), to, size);
      return BytesInput.from(to);
    }

    @Override
    public void decompress(ByteBuffer from, int fromSize, ByteBuffer to, int size)
        throws IOException {
      int got =
          Snappy.uncompress(
              from.array(),
              from.arrayOffset() + from.position(),
              fromSize,
              to.array(),
              to.arrayOffset() + to.position());
      if (got != size) {
        throw new IOException(
            "a page of a table has %d bytes, where %d were announced".formatted(got, size));
      }
      from.position(from.position() + fromSize);
    }

    @Override
    public void release() {
      // Nothing is held.
    }
  }
}
