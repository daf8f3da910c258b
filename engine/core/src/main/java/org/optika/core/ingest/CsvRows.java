package org.optika.core.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Rows of a CSV stream as RFC 4180 writes them: fields may be quoted, a quote inside is doubled, a
 * quoted field may hold line breaks. Lines end with LF or CRLF; blank lines are no rows. Each row
 * must have as many fields as the header.
 *
 * <p>A row whose quotes do not close ends at its first line break, so that a stray quote costs one
 * row and not the rest of the file. No more than {@link TextLimits#ROW_BYTES} are held at once.
 */
public final class CsvRows implements RowSource {
  private static final String QUOTES = "quotes that close, and nothing after them";

  private final ByteWindow window;
  private final int separator;
  private final List<String> wanted;
  private final RawRow row;
  private final List<String> names;

  /** Position in {@link RawRow} by position in the file; -1 where nobody asked for the column. */
  private int[] target = new int[0];

  private int[] from = new int[64];
  private int[] to = new int[64];
  private boolean[] escaped = new boolean[64];
  private int fields;
  private int brokenField;
  private boolean escapedInField;

  private Fault rowFault;
  private Fault fileFault;

  private enum Shaped {
    WELL,
    BADLY,
    TOO_LONG
  }

  /**
   * @param wanted columns that rows are asked for, in the order of {@link RawRow}
   */
  public CsvRows(InputStream in, CsvOptions options, List<String> wanted, RawRow row)
      throws IOException {
    this.window = new ByteWindow(in);
    this.separator = options.separator();
    this.wanted = List.copyOf(wanted);
    this.row = row;
    this.names = options.names().isEmpty() ? header() : options.names();
    if (fileFault == null) {
      locate();
    }
  }

  private List<String> header() throws IOException {
    if (!skipBlankLines()) {
      return List.of();
    }
    List<String> header = new ArrayList<>();
    int length = split();
    Shaped shaped = shaped(length);
    if (shaped != Shaped.WELL) {
      fileFault = new Fault(Fault.WHOLE_ROW, "a header line", "a line that is no row");
      window.skipLine();
      return List.of();
    }
    for (int i = 0; i < fields; i++) {
      String name = field(i);
      if (name == null) {
        fileFault = new Fault(Fault.WHOLE_ROW, "a header in UTF-8", Utf8.GOT_OTHER);
        name = "";
      }
      header.add(name.strip());
    }
    window.advance(length);
    return header;
  }

  /** Names of the file stay in here: a file without a header has a person's data in that place. */
  private void locate() {
    Set<String> seen = new HashSet<>();
    target = new int[names.size()];
    for (int i = 0; i < target.length; i++) {
      target[i] = wanted.indexOf(names.get(i));
      if (!seen.add(names.get(i)) && fileFault == null) {
        String column = target[i] < 0 ? Fault.WHOLE_ROW : names.get(i);
        fileFault = new Fault(column, "a header that names each column once", "a name twice");
      }
    }
    for (String column : wanted) {
      if (!seen.contains(column) && fileFault == null && !names.isEmpty()) {
        fileFault = new Fault(column, "a column of that name", "no such column");
      }
    }
  }

  @Override
  public boolean next() throws IOException {
    rowFault = null;
    if (!skipBlankLines()) {
      return false;
    }
    int length = split();
    switch (shaped(length)) {
      case WELL -> {
        if (fileFault == null) {
          fill();
        }
        window.advance(length);
      }
      case BADLY -> {
        rowFault = new Fault(nameAt(brokenField), QUOTES, "a stray quote");
        window.skipLine();
      }
      case TOO_LONG -> {
        rowFault = TextLimits.ROW_TOO_LONG;
        window.skipLine();
      }
    }
    return true;
  }

  private boolean skipBlankLines() throws IOException {
    for (; ; ) {
      int b = window.at(0);
      if (b == ByteWindow.END) {
        return false;
      }
      boolean crlf = b == '\r' && window.at(1) == '\n';
      if (b != '\n' && !crlf) {
        return true;
      }
      window.advance(crlf ? 2 : 1);
    }
  }

  private static Shaped shaped(int length) {
    if (length > TextLimits.ROW_BYTES || length == ByteWindow.LIMIT) {
      return Shaped.TOO_LONG;
    }
    return length >= 0 ? Shaped.WELL : Shaped.BADLY;
  }

  /** Finds the fields of the row. Its length with the line end; negative when it has no shape. */
  private int split() throws IOException {
    fields = 0;
    int at = 0;
    for (; ; ) {
      boolean quoted = window.at(at) == '"';
      int end = quoted ? closingQuote(at + 1) : plainEnd(at);
      if (end < 0) {
        brokenField = fields;
        return end;
      }
      add(quoted ? at + 1 : at, end, quoted);
      int after = quoted ? end + 1 : end;
      int b = window.at(after);
      if (b == separator) {
        at = after + 1;
        continue;
      }
      if (b == '\r' && window.at(after + 1) == '\n') {
        return after + 2;
      }
      if (b == '\n' || b == ByteWindow.END) {
        return b == '\n' ? after + 1 : after;
      }
      brokenField = fields - 1;
      return b == ByteWindow.LIMIT ? b : ByteWindow.END;
    }
  }

  private int plainEnd(int start) throws IOException {
    for (int at = start; ; at++) {
      int b = window.at(at);
      if (b == separator || b == '\n' || b == ByteWindow.END) {
        return at;
      }
      if (b == '\r' && window.at(at + 1) == '\n') {
        return at;
      }
      if (b == ByteWindow.LIMIT) {
        return b;
      }
    }
  }

  /** Offset of the quote that closes, or {@link ByteWindow#END} when none does. */
  private int closingQuote(int start) throws IOException {
    escapedInField = false;
    for (int at = start; ; at++) {
      int b = window.at(at);
      if (b == '"') {
        if (window.at(at + 1) != '"') {
          return at;
        }
        escapedInField = true;
        at++;
      } else if (b < 0) {
        return b;
      }
    }
  }

  private void add(int start, int end, boolean quoted) {
    if (fields == from.length) {
      from = Arrays.copyOf(from, 2 * fields);
      to = Arrays.copyOf(to, 2 * fields);
      escaped = Arrays.copyOf(escaped, 2 * fields);
    }
    from[fields] = start;
    to[fields] = end;
    escaped[fields] = quoted && escapedInField;
    fields++;
  }

  private void fill() {
    if (fields != target.length) {
      rowFault = new Fault(Fault.WHOLE_ROW, target.length + " fields", fields + " fields");
      return;
    }
    row.clear();
    for (int i = 0; i < fields; i++) {
      if (to[i] - from[i] > TextLimits.FIELD_BYTES) {
        rowFault = TextLimits.fieldTooLong(nameAt(i));
        return;
      }
      String text = field(i);
      if (text == null) {
        rowFault = new Fault(nameAt(i), Utf8.EXPECTED, Utf8.GOT_OTHER);
        return;
      }
      if (target[i] >= 0) {
        row.putText(target[i], text);
      }
    }
  }

  private String field(int i) {
    String text = window.text(from[i], to[i]);
    return escaped[i] && text != null ? text.replace("\"\"", "\"") : text;
  }

  /** Name of a column if it was asked for: other names may be anything. */
  private String nameAt(int field) {
    return field < target.length && target[field] >= 0
        ? wanted.get(target[field])
        : Fault.WHOLE_ROW;
  }

  @Override
  public Optional<Fault> rowFault() {
    return Optional.ofNullable(rowFault);
  }

  @Override
  public Optional<Fault> fileFault() {
    return Optional.ofNullable(fileFault);
  }

  @Override
  public void close() throws IOException {
    window.close();
  }
}
