package org.optika.core.scores;

import static org.optika.core.Checks.require;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.optika.core.scores.Encoding.Part;
import org.optika.core.scores.Encoding.PartKind;

/**
 * The bytes of an encoding within those of a model; what is read back is equal.
 *
 * <p>Form, all numbers big-endian: number of columns (4 bytes), for each its name and its kind (1;
 * 0 number, 1 text); number of parts (4), for each its raw column (4), its kind (1; 0 number, 1
 * stretch, 2 unknown, 3 text), its ends (8 each) and its text. Texts are their length in bytes (4)
 * and UTF-8.
 */
public final class EncodingBytes {
  private static final List<RawColumn.Kind> COLUMN_KINDS =
      List.of(RawColumn.Kind.NUMBER, RawColumn.Kind.TEXT);
  private static final List<PartKind> PART_KINDS =
      List.of(PartKind.NUMBER, PartKind.BETWEEN, PartKind.UNKNOWN, PartKind.IS_TEXT);
  private static final int FEWEST_COLUMN_BYTES = Integer.BYTES + Byte.BYTES;
  private static final int FEWEST_PART_BYTES = 2 * Integer.BYTES + Byte.BYTES + 2 * Double.BYTES;

  private EncodingBytes() {}

  public static byte[] write(Encoding encoding) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeInt(encoding.columns().size());
      for (RawColumn column : encoding.columns()) {
        writeText(column.name(), out);
        out.writeByte(COLUMN_KINDS.indexOf(column.kind()));
      }
      out.writeInt(encoding.parts().size());
      for (Part part : encoding.parts()) {
        out.writeInt(part.raw());
        out.writeByte(PART_KINDS.indexOf(part.kind()));
        out.writeDouble(part.low());
        out.writeDouble(part.high());
        writeText(part.text(), out);
      }
      return bytes.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException("an array in memory cannot fail", impossible);
    }
  }

  private static void writeText(String text, DataOutputStream out) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  /**
   * @throws IllegalArgumentException when these are not the bytes of an encoding
   */
  public static Encoding read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      List<RawColumn> columns = new ArrayList<>();
      for (int left = count("columns", FEWEST_COLUMN_BYTES, in); left > 0; left--) {
        columns.add(new RawColumn(readText(in), kind("column", COLUMN_KINDS, in)));
      }
      List<Part> parts = new ArrayList<>();
      for (int left = count("parts", FEWEST_PART_BYTES, in); left > 0; left--) {
        int raw = in.getInt();
        PartKind kind = kind("part", PART_KINDS, in);
        parts.add(new Part(raw, kind, in.getDouble(), in.getDouble(), readText(in)));
      }
      require(!in.hasRemaining(), "a stored encoding has %s bytes after its end", in.remaining());
      return new Encoding(columns, parts);
    } catch (BufferUnderflowException cut) {
      throw new IllegalArgumentException("a stored encoding ends too early", cut);
    }
  }

  private static <K> K kind(String thing, List<K> kinds, ByteBuffer in) {
    int kind = in.get();
    require(
        kind >= 0 && kind < kinds.size(),
        "a stored encoding has a %s of kind %s, known: 0 to %s",
        thing,
        kind,
        kinds.size() - 1);
    return kinds.get(kind);
  }

  private static String readText(ByteBuffer in) {
    byte[] utf8 = new byte[count("bytes of a text", 1, in)];
    in.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  /** A number of things that still fit, so that no number makes room for what is not there. */
  private static int count(String things, int fewestBytes, ByteBuffer in) {
    int count = in.getInt();
    require(
        count >= 0 && (long) count * fewestBytes <= in.remaining(),
        "a stored encoding has no room for %s %s in %s bytes",
        count,
        things,
        in.remaining());
    return count;
  }
}
