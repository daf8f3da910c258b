package org.optika.core.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * The lines of a stream that are not blank, each strict UTF-8 and at most {@link
 * TextLimits#ROW_BYTES} long; a byte order mark at the start is dropped.
 */
public final class Lines implements Closeable {
  private final ByteWindow window;
  private String line;
  private Fault fault;

  public Lines(InputStream in) throws IOException {
    this.window = new ByteWindow(in);
  }

  /** Moves to the next line; false at the end. */
  public boolean next() throws IOException {
    for (; ; ) {
      line = null;
      fault = null;
      int length = 0;
      boolean blank = true;
      int b = window.at(0);
      while (b >= 0 && b != '\n') {
        blank &= b <= ' ';
        b = window.at(++length);
      }
      if (b == ByteWindow.LIMIT || length > TextLimits.ROW_BYTES) {
        window.skipLine();
        fault = TextLimits.ROW_TOO_LONG;
        return true;
      }
      if (blank && b == ByteWindow.END) {
        return false;
      }
      if (!blank) {
        line = window.text(0, length);
        if (line == null) {
          fault = new Fault(Fault.WHOLE_ROW, Utf8.EXPECTED, Utf8.GOT_OTHER);
        }
      }
      window.advance(b == ByteWindow.END ? length : length + 1);
      if (!blank) {
        return true;
      }
    }
  }

  /** Why the line cannot be read; empty when it can. */
  public java.util.Optional<Fault> fault() {
    return java.util.Optional.ofNullable(fault);
  }

  /** The line without its end; only when there is no fault. */
  public String line() {
    return line;
  }

  @Override
  public void close() throws IOException {
    window.close();
  }
}
