package org.optika.sample;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.Util;

/**
 * Makes the footer of a Parquet file the same in every run. The library lists the encodings of a
 * column in the order of a hash set, which differs from run to run; here they are sorted. A Parquet
 * file ends with the footer, the length of the footer (4 bytes, little endian) and the letters
 * PAR1; nothing before the footer refers to a place in it.
 */
final class ParquetFooter {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  private ParquetFooter() {}

  static void sortEncodings(Path path) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      long lengthAt = file.length() - MAGIC.length - Integer.BYTES;
      file.seek(lengthAt);
      int length = Integer.reverseBytes(file.readInt());
      byte[] footer = new byte[length];
      file.seek(lengthAt - length);
      file.readFully(footer);

      FileMetaData metadata = Util.readFileMetaData(new ByteArrayInputStream(footer));
      metadata.getRow_groups().stream()
          .flatMap(group -> group.getColumns().stream())
          .forEach(column -> sort(column.getMeta_data()));
      ByteArrayOutputStream sorted = new ByteArrayOutputStream(length);
      Util.writeFileMetaData(metadata, sorted);

      file.seek(lengthAt - length);
      file.write(sorted.toByteArray());
      file.write(
          ByteBuffer.allocate(Integer.BYTES)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putInt(sorted.size())
              .array());
      file.write(MAGIC);
      file.setLength(file.getFilePointer());
    }
  }

  private static void sort(ColumnMetaData column) {
    column.getEncodings().sort(Comparator.naturalOrder());
    if (column.isSetEncoding_stats()) {
      column
          .getEncoding_stats()
          .sort(
              Comparator.comparing(PageEncodingStats::getPage_type)
                  .thenComparing(PageEncodingStats::getEncoding));
    }
  }
}
