package org.optika.core.scores.uplift;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.optika.core.scores.RawCells;

class UpliftModelBytesTest {
  private static final UpliftModel MODEL =
      UpliftModels.random(new SplittableRandom(7), new XLearner(), 2);

  static Stream<Arguments> everyLearner() {
    return UpliftLearners.all().stream()
        .flatMap(
            learner -> LongStream.range(0, 10).mapToObj(seed -> Arguments.of(learner.id(), seed)));
  }

  @ParameterizedTest(name = "{0} seed {1}")
  @MethodSource("everyLearner")
  void a_model_comes_back_to_the_last_bit(String learner, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    UpliftModel model =
        UpliftModels.random(random, UpliftLearners.find(learner), 1 + random.nextInt(3));

    UpliftModel copy = UpliftModelBytes.read(UpliftModelBytes.write(model));

    assertThat(UpliftModelBytes.write(copy)).isEqualTo(UpliftModelBytes.write(model));
    assertThat(copy.learner()).isEqualTo(model.learner());
    assertThat(copy.outcome()).isEqualTo(model.outcome());
    assertThat(copy.treatments()).isEqualTo(model.treatments());
    assertThat(copy.encoding()).isEqualTo(model.encoding());
    for (int i = 0; i < 20; i++) {
      RawCells cells =
          UpliftModels.person(
              random.nextInt(5) == 0 ? Double.NaN : random.nextDouble(18, 99),
              random.nextBoolean() ? "Gent" : null);
      assertThat(copy.uplifts(cells)).isEqualTo(model.uplifts(cells));
    }
  }

  @Test
  void one_changed_byte_is_found_wherever_it_is() {
    byte[] bytes = UpliftModelBytes.write(MODEL);

    for (int place = 0; place < bytes.length; place++) {
      byte[] changed = bytes.clone();
      changed[place] ^= 1;
      assertThatThrownBy(() -> UpliftModelBytes.read(changed))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void cut_bytes_are_refused_at_every_length() {
    byte[] bytes = UpliftModelBytes.write(MODEL);

    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> UpliftModelBytes.read(cut))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void messages_say_what_is_wrong() {
    byte[] bytes = UpliftModelBytes.write(MODEL);
    byte[] changed = bytes.clone();
    changed[30] ^= 1;
    byte[] newer = bytes.clone();
    newer[11] = 9;

    assertThatThrownBy(() -> UpliftModelBytes.read(new byte[100]))
        .hasMessage(
            "these bytes are no model of uplift: they do not begin with 'optikaUM', or were cut");
    assertThatThrownBy(() -> UpliftModelBytes.read(changed))
        .hasMessage(
            "a stored model of uplift was cut or changed: its bytes do not have the hash that is"
                + " stored with them");
    assertThatThrownBy(() -> UpliftModelBytes.read(newer))
        .hasMessage(
            "a stored model of uplift has version 9, this program reads version 1; train it anew"
                + " or use the program that wrote it");
  }

  /** The form is a promise to bytes that are stored: mark, version 1, and the id of the learner. */
  @Test
  void bytes_begin_with_mark_version_and_learner_and_end_with_their_hash()
      throws NoSuchAlgorithmException {
    byte[] bytes = UpliftModelBytes.write(MODEL);

    assertThat(Arrays.copyOf(bytes, 25))
        .isEqualTo("optikaUM\0\0\0\1\0\0\0\11x-learner".getBytes(US_ASCII));
    int hashed = bytes.length - 32;
    assertThat(Arrays.copyOfRange(bytes, hashed, bytes.length))
        .isEqualTo(MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(bytes, hashed)));
  }
}
