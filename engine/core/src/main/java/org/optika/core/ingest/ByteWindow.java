package org.optika.core.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a stream from the start of the current row on, at most one row's worth. */
final class ByteWindow implements Closeable {
  /** The stream has ended. */
  static final int END = -1;

  /** The row is longer than a row may be. */
  static final int LIMIT = -2;

  private static final int CHUNK = 64 << 10;

  private final InputStream in;
  private byte[] bytes = new byte[2 * CHUNK];
  private int start;
  private int end;
  private boolean ended;

  ByteWindow(InputStream in) throws IOException {
    this.in = in;
    if (at(0) == 0xEF && at(1) == 0xBB && at(2) == 0xBF) {
      advance(3);
    }
  }

  /**
   * The byte at a distance from the start of the row, 0 to 255, or {@link #END}, {@link #LIMIT}.
   */
  int at(int offset) throws IOException {
    return start + offset < end ? bytes[start + offset] & 0xFF : load(offset);
  }

  private int load(int offset) throws IOException {
    while (start + offset >= end) {
      if (ended) {
        return END;
      }
      if (offset >= TextLimits.ROW_BYTES) {
        return LIMIT;
      }
      makeRoom();
      int read = in.read(bytes, end, bytes.length - end);
      if (read < 0) {
        ended = true;
      } else {
        end += read;
      }
    }
    return bytes[start + offset] & 0xFF;
  }

  private void makeRoom() {
    if (bytes.length - end >= CHUNK / 2) {
      return;
    }
    int held = end - start;
    byte[] target = held + CHUNK > bytes.length ? new byte[2 * bytes.length] : bytes;
    System.arraycopy(bytes, start, target, 0, held);
    bytes = target;
    start = 0;
    end = held;
  }

  /** The next row starts {@code count} bytes further on. */
  void advance(int count) {
    start += count;
  }

  /** Throws away everything up to and with the next line feed, however far it is. */
  void skipLine() throws IOException {
    for (int i = 0; ; i++) {
      int b = at(i);
      if (b == END || b == '\n') {
        advance(b == END ? i : i + 1);
        return;
      }
      if (b == LIMIT) {
        advance(i);
        i = -1;
      }
    }
  }

  /** The text between two offsets; null when it is not UTF-8. */
  String text(int from, int to) {
    return Utf8.text(bytes, start + from, to - from);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
