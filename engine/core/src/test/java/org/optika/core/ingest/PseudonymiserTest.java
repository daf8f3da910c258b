package org.optika.core.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PseudonymiserTest {
  private static final PseudonymKey KEY =
      new PseudonymKey("0123456789abcdef0123456789abcdef".getBytes(UTF_8), 3);

  @Test
  void a_pseudonym_is_the_keyed_hash_of_type_and_identifier() {
    Pseudonym pseudonym = Pseudonymiser.keyed(KEY).of(IdentifierType.EMAIL, "ann@example.org");

    // printf 'email:ann@example.org' | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef
    assertThat(pseudonym.key())
        .isEqualTo("9d836451e22218a296a9d4f6d1e2806b92b2b902add7adf490def678acf18385");
    assertThat(pseudonym.subjectId())
        .isEqualTo(Long.parseUnsignedLong(pseudonym.key().substring(0, 16), 16) >>> 1);
    assertThat(pseudonym.check())
        .isEqualTo(Long.parseUnsignedLong(pseudonym.key().substring(16, 32), 16));
  }

  @Test
  void type_and_key_tell_pseudonyms_apart() {
    PseudonymKey other = new PseudonymKey("fedcba9876543210fedcba9876543210".getBytes(UTF_8), 4);

    Set<Long> ids = new HashSet<>();
    ids.add(Pseudonymiser.keyed(KEY).of(IdentifierType.DEVICE, "a").subjectId());
    ids.add(Pseudonymiser.keyed(KEY).of(IdentifierType.ACCOUNT, "a").subjectId());
    ids.add(Pseudonymiser.keyed(other).of(IdentifierType.DEVICE, "a").subjectId());

    assertThat(ids).hasSize(3).allMatch(id -> id >= 0);
  }

  @Test
  void a_key_is_long_and_never_printed() {
    assertThat(KEY).hasToString("PseudonymKey[epoch=3]");
    assertThatThrownBy(() -> new PseudonymKey("short".getBytes(UTF_8), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the pseudonymisation key must have at least 32 bytes, got 5");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "NONE",
      value = {
        "EMAIL, ' Ann.Lee@Example.ORG ', ann.lee@example.org",
        "PHONE, '0031 (6) 12-34.56/78', +31612345678",
        "PHONE, '+31612345678', +31612345678",
        "DEVICE, ' AbC ', AbC",
        "DEVICE, 00000000-0000-0000-0000-000000000000, ''",
        "DEVICE, undefined, ''",
        "ACCOUNT, NULL, ''",
        "ACCOUNT, '   ', ''",
        "ACCOUNT, 0, ''",
        "ACCOUNT, 10, 10"
      })
  void spellings_of_one_identifier_are_one(IdentifierType type, String raw, String normal) {
    assertThat(type.normalise(raw)).isEqualTo(normal);
    assertThat(type.normalise(normal)).isEqualTo(normal);
  }

  @ParameterizedTest
  @CsvSource({
    "EMAIL, ann@example.org, true",
    "EMAIL, annexample.org, false",
    "EMAIL, @example.org, false",
    "EMAIL, ann@, false",
    "EMAIL, a@b@c, false",
    "EMAIL, 'an n@b', false",
    "PHONE, +31612345678, true",
    "PHONE, 12345, false",
    "PHONE, 1234567x, false",
    "DEVICE, x, true"
  })
  void what_is_no_identifier_of_its_type_is_refused(
      IdentifierType type, String text, boolean accepted) {
    assertThat(type.accepts(text)).isEqualTo(accepted);
  }

  @Test
  void parts_of_an_id_do_not_run_together() {
    StableIds ids = new StableIds();

    assertThat(
            Set.of(
                ids.number("ab", "c"),
                ids.number("a", "bc"),
                ids.number("abc"),
                ids.number("abc", ""),
                ids.number("abc", null)))
        .hasSize(5);
    assertThat(ids.number("ab", "c")).isEqualTo(ids.number("ab", "c")).isNotNegative();
    assertThat(ids.text("ab", "c")).matches("[0-9a-f]{32}");
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "ann@example.org| xxx@xxxxxxx.xxx",
        "+31 6 1234| +99 9 9999",
        "J\u00fcrgen\u202e\u0663| xxxxxxxx"
      },
      delimiter = '|')
  void a_shape_tells_nothing_but_the_form(String value, String shape) {
    assertThat(Shape.of(value)).isEqualTo(shape);
  }

  @Test
  void a_long_shape_is_cut() {
    assertThat(Shape.of("9".repeat(50))).isEqualTo("9".repeat(40) + "... (50 characters)");
    assertThat(Shape.of("")).isEqualTo("nothing");
  }
}
