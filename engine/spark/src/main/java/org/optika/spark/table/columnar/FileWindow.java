package org.optika.spark.table.columnar;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * A stretch of a file, of which no more lies in memory than the piece at hand: read from its start
 * to its end, into one array.
 */
final class FileWindow extends InputStream {
  /** Read beyond what was asked for: the header of the page behind, mostly. */
  private static final int AHEAD = 1 << 10;

  private final LocalFile file;

  /** What was read and not given out. */
  private ByteBuffer bytes = ByteBuffer.allocate(0);

  /** Position in the file behind {@link #bytes}, and behind the stretch. */
  private long next;

  private long end;

  FileWindow(LocalFile file) {
    this.file = file;
  }

  /**
   * Turns to a stretch of the file.
   *
   * @param start position of its first byte
   * @param length in bytes
   */
  void begin(long start, long length) {
    next = start;
    end = start + length;
    bytes.limit(0);
  }

  /**
   * The next bytes of the stretch, which stay until more are asked for.
   *
   * @throws EOFException when the stretch has fewer left
   */
  ByteBuffer next(int count) throws IOException {
    need(count);
    ByteBuffer piece = bytes.slice(bytes.position(), count);
    bytes.position(bytes.position() + count);
    return piece;
  }

  @Override
  public int read() throws IOException {
    need(1);
    return bytes.get() & 0xFF;
  }

  /** All bytes that are asked for: a header of Parquet says how many it has. */
  @Override
  public int read(byte[] to, int from, int count) throws IOException {
    need(count);
    bytes.get(to, from, count);
    return count;
  }

  private void need(int count) throws IOException {
    if (bytes.remaining() >= count && count >= 0) {
      return;
    }
    long left = bytes.remaining() + end - next;
    if (count < 0 || count > left) {
      throw new EOFException(
          "%d bytes of a column are asked for, where it has %d".formatted(count, left));
    }
    int wanted = (int) Math.min((long) count + AHEAD, left);
    if (bytes.capacity() < wanted) {
      // Pages of a column differ a little.
      int room = (int) Math.min(wanted + wanted / 8L, Math.max(wanted, left));
      bytes = ByteBuffer.allocate(room).put(bytes);
    } else {
      bytes.compact();
    }
    bytes.limit(wanted);
    int before = bytes.position();
    file.readFully(bytes, next);
    next += wanted - before;
    bytes.flip();
  }
}
