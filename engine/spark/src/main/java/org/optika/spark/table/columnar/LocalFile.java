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
 */
final class LocalFile implements InputFile {
  /** So that what passes between the file and an array stays in the processor's cache. */
  private static final int AT_ONCE = 1 << 17;

  private final FileChannel file;
  private final long length;

  private LocalFile(FileChannel file, long length) {
    this.file = file;
    this.length = length;
  }

  /**
   * @param length in bytes, as whoever has listed the file knows it
   */
  static LocalFile open(Path path, long length) throws IOException {
    return new LocalFile(FileChannel.open(path, StandardOpenOption.READ), length);
  }

  @Override
  public long getLength() {
    return length;
  }

  /**
   * Reads some bytes, as many as there is room for unless those are many.
   *
   * @param at position in the file
   * @return how many, at least 1 where there is room
   * @throws EOFException when the file ends before
   */
  int read(ByteBuffer to, long at) throws IOException {
    int end = to.limit();
    to.limit(Math.min(end, to.position() + AT_ONCE));
    try {
      int some = file.read(to, at);
      if (some < 0) {
        throw new EOFException("a file of a table is shorter than it was");
      }
      return some;
    } finally {
      to.limit(end);
    }
  }

  /** Fills the room that there is from a position of the file on. */
  void readFully(ByteBuffer to, long at) throws IOException {
    long next = at;
    while (to.hasRemaining()) {
      next += read(to, next);
    }
  }

  /** The file is closed with it. */
  @Override
  public SeekableInputStream newStream() {
    return new Stream();
  }

  private final class Stream extends SeekableInputStream {
    private long at;

    @Override
    public long getPos() {
      return at;
    }

    @Override
    public void seek(long position) {
      at = position;
    }

    @Override
    public int read() throws IOException {
      if (at >= length) {
        return -1;
      }
      ByteBuffer one = ByteBuffer.allocate(1);
      readFully(one);
      return one.get(0) & 0xFF;
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
      return read(ByteBuffer.wrap(to, from, length));
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
      if (at >= length) {
        return -1;
      }
      int some = LocalFile.this.read(to, at);
      at += some;
      return some;
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
      int wanted = to.remaining();
      LocalFile.this.readFully(to, at);
      at += wanted;
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
