package org.optika.sample;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text file of rows in UTF-8, one a line, that counts what it is given. */
final class TextFile implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final OutputStream out;
  final RowCounts counts;

  TextFile(Path root, RawSource source, String name) throws IOException {
    String file = source.folder() + "/" + name + "." + source.extension();
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    this.out = new BufferedOutputStream(Files.newOutputStream(path), BUFFER_BYTES);
    this.counts = new RowCounts(file);
    if (source.header() != null) {
      write(source.header().getBytes(StandardCharsets.UTF_8));
    }
  }

  void good(String line) throws IOException {
    counts.good++;
    write(line.getBytes(StandardCharsets.UTF_8));
  }

  void duplicate(String line) throws IOException {
    counts.duplicates++;
    write(line.getBytes(StandardCharsets.UTF_8));
  }

  BadRow bad(byte[] line, String column, BadRow.Kind kind) throws IOException {
    counts.bad++;
    write(line);
    return new BadRow(counts.file, counts.rows(), column, kind);
  }

  private void write(byte[] line) throws IOException {
    out.write(line);
    out.write('\n');
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
