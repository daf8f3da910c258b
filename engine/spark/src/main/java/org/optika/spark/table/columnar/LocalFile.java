package org.optika.spark.table.columnar;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/**
 * A file of a local disk. Hadoop's own stream copies what it reads three times over and compares
 * sums that lie in a file beside; the sums within Parquet's pages say the same.
 *
 * @param length in bytes, as whoever has listed the file knows it
 */
record LocalFile(Path path, long length) implements InputFile {
  @Override
  public long getLength() {
    return length;
  }

  @Override
  public SeekableInputStream newStream() throws IOException {
    return new Stream(FileChannel.open(path, StandardOpenOption.READ));
  }

  private static final class Stream extends SeekableInputStream {
    /** So that what passes between the file and an array stays in the processor's cache. */
    private static final int AT_ONCE = 1 << 17;

    private final FileChannel file;

    private Stream(FileChannel file) {
      this.file = file;
    }

    @Override
    public long getPos() throws IOException {
      return file.position();
    }

    @Override
    public void seek(long position) throws IOException {
      file.position(position);
    }

    @Override
    public int read() throws IOException {
      ByteBuffer one = ByteBuffer.allocate(1);
      return file.read(one) < 0 ? -1 : one.get(0) & 0xFF;
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
      return read(ByteBuffer.wrap(to, from, length));
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
      int end = to.limit();
      to.limit(Math.min(end, to.position() + AT_ONCE));
      try {
        return file.read(to);
      } finally {
        to.limit(end);
      }
    }

    @Override
    public void readFully(byte[] to) throws IOException {
      readFully(ByteBuffer.wrap(to));
    }

    @Override
    public void readFully(byte[] to, int from, int length) throws IOException {
      readFully(ByteBuffer.wrap(to, from, length));
    }

    @Override
    public void readFully(ByteBuffer to) throws IOException {
      while (to.hasRemaining()) {
        if (read(to) < 0) {
          throw new EOFException("a file of a table is shorter than it was");
        }
      }
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
