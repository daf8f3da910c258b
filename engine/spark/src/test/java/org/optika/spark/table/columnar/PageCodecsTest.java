package org.optika.spark.table.columnar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputDecompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopCodecs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PageCodecsTest {
  private final Configuration configuration = new Configuration(false);
  private byte[] page;

  @BeforeEach
  void make() {
    page = new byte[20_000];
    new Random(3).nextBytes(page);
    java.util.Arrays.fill(page, 5_000, 15_000, (byte) 7);
  }

  private BytesInputDecompressor decompressor(CompressionCodecName codec) {
    return new PageCodecs(configuration).getDecompressor(codec);
  }

  /** As Parquet writes a page. */
  private BytesInput compressed(CompressionCodecName codec, int from, int length)
      throws IOException {
    BytesInput written =
        HadoopCodecs.newFactory(configuration, page.length)
            .getCompressor(codec)
            .compress(BytesInput.from(page, from, length));
    return BytesInput.from(bytes(written));
  }

  private static byte[] bytes(BytesInput input) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    input.writeAllTo(bytes);
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @EnumSource(names = {"SNAPPY", "LZ4_RAW", "GZIP", "UNCOMPRESSED"})
  void pages_of_any_size_follow_each_other_and_the_first_stays(CompressionCodecName codec)
      throws IOException {
    BytesInputDecompressor decompressor = decompressor(codec);
    BytesInput first = decompressor.decompress(compressed(codec, 0, 9_000), 9_000);
    for (int length : new int[] {20_000, 1, 12_000, 0, 20_000}) {
      byte[] read = bytes(decompressor.decompress(compressed(codec, 0, length), length));
      assertThat(read).isEqualTo(java.util.Arrays.copyOf(page, length));
    }

    assertThat(bytes(first)).isEqualTo(java.util.Arrays.copyOf(page, 9_000));
  }

  /** A copy of each page once cost an eighth of a join. */
  @ParameterizedTest
  @EnumSource(names = {"SNAPPY", "LZ4_RAW"})
  void pages_are_handed_out_without_a_copy(CompressionCodecName codec) throws IOException {
    BytesInput read =
        decompressor(codec).decompress(compressed(codec, 0, page.length), page.length);

    ByteBuffer once = read.toByteBuffer(HeapByteBufferAllocator.getInstance(), none -> {});
    ByteBuffer again = read.toByteBuffer(HeapByteBufferAllocator.getInstance(), none -> {});
    assertThat(once).isEqualTo(ByteBuffer.wrap(page));
    assertThat(once.array()).isSameAs(again.array());
  }

  /** Nothing is written behind the room that there is. */
  @ParameterizedTest
  @EnumSource(names = {"SNAPPY", "LZ4_RAW"})
  void a_page_of_another_size_than_announced_is_refused(CompressionCodecName codec)
      throws IOException {
    for (int announced : new int[] {8_999, 9_001, 100}) {
      BytesInput written = compressed(codec, 0, 9_000);
      BytesInputDecompressor decompressor = decompressor(codec);
      assertThatThrownBy(() -> decompressor.decompress(written, announced))
          .isInstanceOfAny(IOException.class, RuntimeException.class);
    }
  }
}
