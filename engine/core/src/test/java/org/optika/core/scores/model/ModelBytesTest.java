package org.optika.core.scores.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelBytesTest {
  /** Intercept 0.5, coefficient -2, mean 3. */
  private static final LinearModel LINEAR =
      new LinearModel(new double[] {-2}, 0.5, new double[] {3});

  private static final String MARK_AND_VERSION = "6f7074696b61534d" + "00000001";
  private static final String LINEAR_BODY =
      "01" + "3fe0000000000000" + "00000001" + "c000000000000000" + "4008000000000000";

  @ParameterizedTest(name = "{0} seed {1}")
  @MethodSource("org.optika.core.scores.model.ScoreModelTest#models")
  void models_come_back_to_the_last_bit(String kind, long seed, ScoreModel model) {
    SplittableRandom random = new SplittableRandom(seed);

    ScoreModel copy = ModelBytes.read(ModelBytes.write(model));

    assertThat(copy).hasSameClassAs(model);
    assertThat(ModelBytes.write(copy)).isEqualTo(ModelBytes.write(model));
    assertThat(copy.baseMargin()).isEqualTo(model.baseMargin());
    double[] ofModel = new double[model.features()];
    double[] ofCopy = new double[model.features()];
    for (int i = 0; i < 20; i++) {
      double[] row = RandomModels.row(random, model.features());
      model.explainer().contributions(row, ofModel);
      copy.explainer().contributions(row, ofCopy);
      assertThat(copy.margin(row)).isEqualTo(model.margin(row));
      assertThat(ofCopy).isEqualTo(ofModel);
    }
  }

  @Test
  void numbers_at_the_edge_come_back_to_the_last_bit() {
    double[] edges = {-0.0, Double.MIN_VALUE, -Double.MAX_VALUE, Math.nextUp(1.0), 0.1};

    LinearModel copy =
        (LinearModel) ModelBytes.read(ModelBytes.write(new LinearModel(edges, -0.0, edges)));

    assertThat(bits(copy.coefficients())).isEqualTo(bits(edges));
    assertThat(bits(copy.means())).isEqualTo(bits(edges));
    assertThat(Double.doubleToRawLongBits(copy.intercept())).isEqualTo(Long.MIN_VALUE);
  }

  private static long[] bits(double[] numbers) {
    return Arrays.stream(numbers).mapToLong(Double::doubleToRawLongBits).toArray();
  }

  /** Written down from the description of the form, with the hash from another SHA-256. */
  @Test
  void the_form_is_the_described_one() {
    assertThat(HexFormat.of().formatHex(ModelBytes.write(LINEAR)))
        .isEqualTo(
            MARK_AND_VERSION
                + "0000001d"
                + LINEAR_BODY
                + "f924c14e9544cfb3e676e7859ca92e98cf177df05bbff1ab9c1b91866f6aab1e");
  }

  @Test
  void the_form_of_a_forest_is_the_described_one() {
    Tree stump = new TreeBuilder().split(1, 2, 4).leaf(-2, 3).leaf(0.5, 1).build();

    byte[] written = ModelBytes.write(new ForestModel(2, List.of(stump), new double[] {1}, 0));

    String body =
        "02"
            + "0000000000000000"
            + "00000002"
            + "00000001"
            + "3ff0000000000000"
            + "00000003"
            + "00000001"
            + "4000000000000000"
            + "4010000000000000"
            + "ffffffff"
            + "c000000000000000"
            + "4008000000000000"
            + "ffffffff"
            + "3fe0000000000000"
            + "3ff0000000000000";
    assertThat(written).isEqualTo(sealed(body));
  }

  @Test
  void any_bit_that_flips_is_refused() {
    byte[] bytes = ModelBytes.write(RandomModels.stacked(new SplittableRandom(1), 3));

    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] changed = bytes.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> ModelBytes.read(changed))
          .as("bit %d", bit)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void any_cut_is_refused() {
    byte[] bytes = ModelBytes.write(LINEAR);

    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> ModelBytes.read(cut)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void refusals_say_what_is_wrong() {
    byte[] bytes = ModelBytes.write(LINEAR);

    assertRefused(
        new byte[100], "these bytes are no score model: they do not begin with 'optikaSM'");
    assertRefused(
        Arrays.copyOf(bytes, 10), "a stored model was cut: expected at least 16 bytes, got 10");
    assertRefused(
        Arrays.copyOf(bytes, bytes.length - 1),
        "a stored model was cut or lengthened: expected 77 bytes, got 76");
    assertRefused(
        Arrays.copyOf(bytes, bytes.length + 1),
        "a stored model was cut or lengthened: expected 77 bytes, got 78");
    byte[] changed = bytes.clone();
    changed[20]++;
    assertRefused(
        changed,
        "a stored model was changed: its bytes do not have the hash that is stored with them");
    byte[] newer = bytes.clone();
    newer[11] = 2;
    assertRefused(
        newer,
        "a stored model has version 2, this program reads version 1; train it anew or use the"
            + " program that wrote it");
  }

  @Test
  void bodies_that_are_no_model_are_refused() {
    String intercept = "3fe0000000000000";
    String leaf = "ffffffff" + intercept + "3ff0000000000000";
    String oneTree = "02" + intercept + "00000001" + "00000001" + intercept;

    assertRefused(
        sealed("04" + intercept),
        "unknown kind of model 4; known: 1 (linear), 2 (forest), 3 (stacked)");
    assertRefused(
        sealed("01"),
        "a stored model ends too early: a kind and an intercept need 9 bytes, 1 are left");
    assertRefused(sealed(LINEAR_BODY + "00"), "a stored model has 1 bytes after its end");
    assertRefused(
        sealed("01" + intercept + "7fffffff"),
        "a stored model ends too early: features need 34359738352 bytes, 0 are left");
    assertRefused(
        sealed("01" + intercept + "ffffffff"), "expected a number of features >= 0, got -1");
    assertRefused(
        sealed(oneTree + "00000002" + leaf + leaf),
        "a stored tree is complete before its 2 nodes are");
    assertRefused(
        sealed(oneTree + "00000001" + "00000000" + intercept + intercept),
        "a stored tree lacks nodes after its 1");
    assertRefused(
        sealed(oneTree + "00000001" + "fffffffe" + intercept + intercept),
        "node 0: a split needs a feature >= 0, got -2");
  }

  @Test
  void models_are_nested_to_a_limit() {
    ScoreModel nested = LINEAR;
    for (int level = 0; level < 8; level++) {
      nested = new StackedModel(List.of(nested), new double[] {1}, 0);
    }
    ScoreModel tooDeep = new StackedModel(List.of(nested), new double[] {1}, 0);
    String level = "03" + "0000000000000000" + "00000001" + "3ff0000000000000";

    assertThat(ModelBytes.write(ModelBytes.read(ModelBytes.write(nested))))
        .isEqualTo(ModelBytes.write(nested));
    assertThatThrownBy(() -> ModelBytes.write(tooDeep))
        .hasMessage("stacked models may be nested 8 times");
    assertRefused(sealed(level.repeat(9) + LINEAR_BODY), "stacked models may be nested 8 times");
  }

  private static void assertRefused(byte[] bytes, String message) {
    assertThatThrownBy(() -> ModelBytes.read(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  /** A body in its envelope, with the right length and hash. */
  private static byte[] sealed(String body) {
    byte[] before = HexFormat.of().parseHex(MARK_AND_VERSION);
    byte[] inside = HexFormat.of().parseHex(body);
    ByteBuffer all = ByteBuffer.allocate(before.length + 4 + inside.length + 32);
    all.put(before).putInt(inside.length).put(inside);
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(all.array(), 0, all.position());
      return all.put(sha256.digest()).array();
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
