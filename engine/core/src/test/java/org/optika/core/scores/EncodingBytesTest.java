package org.optika.core.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.optika.core.scores.Encoding.Part;
import org.optika.core.scores.Encoding.PartKind;

class EncodingBytesTest {
  private static final Encoding ENCODING =
      new Encoding(
          List.of(
              new RawColumn("âge", RawColumn.Kind.NUMBER),
              new RawColumn("town", RawColumn.Kind.TEXT)),
          List.of(
              new Part(0, PartKind.NUMBER, 40.25, 0, ""),
              new Part(0, PartKind.BETWEEN, -0.0, Double.POSITIVE_INFINITY, ""),
              new Part(0, PartKind.UNKNOWN, 0, 0, ""),
              new Part(1, PartKind.IS_TEXT, 0, 0, "’s-Hertogenbosch")));

  @Test
  void an_encoding_comes_back_equal() {
    Encoding copy = EncodingBytes.read(EncodingBytes.write(ENCODING));

    assertThat(copy).isEqualTo(ENCODING);
  }

  @Test
  void the_form_is_the_one_that_is_documented() {
    Encoding encoding =
        new Encoding(
            List.of(new RawColumn("a", RawColumn.Kind.TEXT)),
            List.of(new Part(0, PartKind.IS_TEXT, 1, 0, "bc")));

    assertThat(HexFormat.of().formatHex(EncodingBytes.write(encoding)))
        .isEqualTo(
            "00000001"
                + "00000001"
                + "61"
                + "01"
                + "00000001"
                + "00000000"
                + "03"
                + "3ff0000000000000"
                + "0000000000000000"
                + "00000002"
                + "6263");
  }

  @Test
  void cut_bytes_are_refused_at_every_length() {
    byte[] bytes = EncodingBytes.write(ENCODING);

    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> EncodingBytes.read(cut))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a stored encoding");
    }
  }

  @Test
  void bytes_after_the_end_are_refused() {
    byte[] bytes = EncodingBytes.write(ENCODING);

    assertThatThrownBy(() -> EncodingBytes.read(Arrays.copyOf(bytes, bytes.length + 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a stored encoding has 3 bytes after its end");
  }

  @Test
  void a_kind_and_a_length_that_cannot_be_are_refused() {
    assertThatThrownBy(() -> EncodingBytes.read(HexFormat.of().parseHex("00000001000000016102")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a stored encoding has a column of kind 2, known: 0 to 1");
    assertThatThrownBy(() -> EncodingBytes.read(HexFormat.of().parseHex("7fffffff")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a stored encoding has no room for 2147483647 columns in 0 bytes");
  }

  @Test
  void for_trees_nothing_but_stretches_is_missing() {
    Encoding trees = ENCODING.only(ENCODING.forTrees());

    assertThat(trees.parts())
        .extracting(Part::kind)
        .containsExactly(PartKind.NUMBER, PartKind.UNKNOWN, PartKind.IS_TEXT);
    assertThat(trees.columns()).isEqualTo(ENCODING.columns());
  }
}
