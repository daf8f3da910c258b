package org.optika.core.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CsvRowsTest {
  private static final CsvOptions SEMICOLON = new CsvOptions(';', List.of());

  /**
   * Rows as lists of texts, absent ones as "-"; a row with a fault as its column and what it had.
   */
  private static List<String> read(InputStream in, CsvOptions options, String... wanted)
      throws IOException {
    RawRow row = new RawRow(wanted.length);
    List<String> read = new ArrayList<>();
    try (CsvRows rows = new CsvRows(in, options, List.of(wanted), row)) {
      while (rows.next()) {
        if (rows.fileFault().isPresent()) {
          read.add("file: " + rows.fileFault().get());
        } else if (rows.rowFault().isPresent()) {
          read.add(rows.rowFault().get().column() + ": " + rows.rowFault().get().got());
        } else {
          List<String> texts = new ArrayList<>();
          for (int i = 0; i < wanted.length; i++) {
            texts.add(row.kind(i) == RawRow.Kind.ABSENT ? "-" : row.text(i));
          }
          read.add(texts.toString());
        }
      }
    }
    return read;
  }

  private static List<String> read(String text, String... wanted) throws IOException {
    return read(new ByteArrayInputStream(text.getBytes(UTF_8)), CsvOptions.USUAL, wanted);
  }

  @Test
  void columns_are_found_by_name_and_empty_fields_are_absent() throws IOException {
    assertThat(read("a,b,c\n1,2,3\n4,,6\n", "c", "b")).containsExactly("[3, 2]", "[6, -]");
  }

  @Test
  void quoted_fields_hold_separators_quotes_and_line_breaks() throws IOException {
    assertThat(read("a,b\r\n\"x,y\",\"say \"\"hi\"\"\"\r\n\"two\nlines\",\"\"\r\n", "a", "b"))
        .containsExactly("[x,y, say \"hi\"]", "[two\nlines, -]");
  }

  @Test
  void blank_lines_are_no_rows_and_the_last_line_needs_no_end() throws IOException {
    assertThat(read("\n\na\n\n1\r\n\n2", "a")).containsExactly("[1]", "[2]");
  }

  @Test
  void a_stray_quote_costs_one_row() throws IOException {
    assertThat(read("a,b\n\"1,2\n3,4\n5,\"6\"7\n8,9\n\"10,11", "a", "b"))
        .containsExactly(
            "a: a stray quote", "[3, 4]", "b: a stray quote", "[8, 9]", "a: a stray quote");
  }

  @Test
  void a_row_with_other_fields_than_the_header_is_refused() throws IOException {
    assertThat(read("a,b\n1\n2,3,4\n5,6\n", "a", "b"))
        .containsExactly("*: 1 fields", "*: 3 fields", "[5, 6]");
  }

  @Test
  void names_of_a_file_are_never_told() throws IOException {
    assertThat(read("ann@example.org,ann@example.org\nx,y\n", "a"))
        .singleElement()
        .asString()
        .startsWith("file: ")
        .doesNotContain("ann");
  }

  @Test
  void a_file_without_header_is_read_by_given_names() throws IOException {
    InputStream in = new ByteArrayInputStream("1;2\n3;4\n".getBytes(UTF_8));

    assertThat(read(in, new CsvOptions(';', List.of("a", "b")), "b")).containsExactly("[2]", "[4]");
  }

  @Test
  void what_is_too_long_is_refused_and_not_held() throws IOException {
    InputStream endless =
        new InputStream() {
          private static final long END = 300L << 20;
          private long at;

          @Override
          public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            if (at >= END) {
              return -1;
            }
            String start = at == 0 ? "a\n1\n" : "x";
            for (int i = 0; i < length; i++, at++) {
              bytes[offset + i] =
                  (byte)
                      (at < start.length() ? start.charAt((int) at) : at == END - 10 ? '\n' : 'x');
            }
            return length;
          }
        };

    assertThat(read(endless, CsvOptions.USUAL, "a"))
        .startsWith("[1]", "*: more than 1 MiB")
        .hasSize(3);
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatever_is_written_by_the_rules_is_read_back(long seed) throws IOException {
    Random random = new Random(seed);
    int columns = 1 + random.nextInt(5);
    StringBuilder text = new StringBuilder();
    String[] names = new String[columns];
    for (int i = 0; i < columns; i++) {
      names[i] = "c" + i;
    }
    text.append(String.join(";", names)).append('\n');
    List<String> expected = new ArrayList<>();
    for (int i = random.nextInt(20); i > 0; i--) {
      List<String> row = new ArrayList<>();
      for (int column = 0; column < columns; column++) {
        row.add(field(random));
      }
      expected.add(row.stream().map(field -> field.isBlank() ? "-" : field).toList().toString());
      text.append(String.join(";", row.stream().map(field -> quoted(field)).toList()));
      text.append(random.nextBoolean() ? "\n" : "\r\n");
    }

    // Read in small bites, so that every border between them is met.
    InputStream bites =
        new FilterInputStream(new ByteArrayInputStream(text.toString().getBytes(UTF_8))) {
          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            return super.read(bytes, offset, Math.min(length, 1 + random.nextInt(3)));
          }
        };

    assertThat(read(bites, SEMICOLON, names)).isEqualTo(expected);
  }

  private static String field(Random random) {
    String letters = "a;\"\n\r ,é€\uD83D\uDE00";
    StringBuilder field = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      field.appendCodePoint(
          letters.codePoints()
              .toArray()[random.nextInt(letters.codePointCount(0, letters.length()))]);
    }
    return field.toString();
  }

  private static String quoted(String field) {
    return "\"" + field.replace("\"", "\"\"") + "\"";
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void no_bytes_make_it_fail_or_run_on(long seed) throws IOException {
    Random random = new Random(seed);
    byte[] bytes = new byte[random.nextInt(3_000)];
    String likely = "a,b\n\"\r;";
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] =
          random.nextInt(4) == 0
              ? (byte) random.nextInt(256)
              : (byte) likely.charAt(random.nextInt(likely.length()));
    }

    assertThat(read(new ByteArrayInputStream(bytes), CsvOptions.USUAL, "a"))
        .hasSizeLessThanOrEqualTo(bytes.length);
  }
}
