package org.optika.core.privacy.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyedBitsTest {

  private static final DrawContext SPRING =
      new DrawContext(7, "9f86d081", "conversions", List.of("spring", "NL"));

  private static ReleaseKey key(int firstByte) {
    byte[] secret = new byte[ReleaseKey.BYTES];
    for (int i = 0; i < secret.length; i++) {
      secret[i] = (byte) (firstByte + i);
    }
    return new ReleaseKey(secret);
  }

  private static BigInteger read(BitSource bits, int total, int atOnce) {
    BigInteger read = BigInteger.ZERO;
    for (int left = total; left > 0; left -= atOnce) {
      int count = Math.min(left, atOnce);
      read = read.shiftLeft(count).or(BigInteger.valueOf(bits.nextBits(count)));
    }
    return read;
  }

  /** The first two blocks for the key 00 01 .. 1f, computed by another implementation of HMAC. */
  private static final BigInteger FIRST_BLOCKS =
      new BigInteger(
          "21831fdf746ebd62b3c3d3536f06c8aaa42fffaaacec7ae5d6698924b7cf20fb"
              + "37c63db4c67ff77d88fe6b57c139b0b91b6757c7a7c3717e6b4c1e9933430a74",
          16);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 31, 32, 33, 62, 63})
  void bits_are_hmac_in_counter_mode_however_many_are_taken_at_once(int atOnce) {
    assertThat(read(key(0).bits(SPRING), 512, atOnce)).isEqualTo(FIRST_BLOCKS);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void bits_are_the_same_in_pieces_of_mixed_sizes(long seed) {
    Random random = new Random(seed);
    BitSource bits = key(0).bits(SPRING);

    BigInteger read = BigInteger.ZERO;
    for (int left = 512; left > 0; ) {
      int count = Math.min(left, 1 + random.nextInt(63));
      read = read.shiftLeft(count).or(BigInteger.valueOf(bits.nextBits(count)));
      left -= count;
    }

    assertThat(read).isEqualTo(FIRST_BLOCKS);
  }

  @Test
  void another_key_or_context_gives_other_bits() {
    List<DrawContext> contexts =
        List.of(
            SPRING,
            new DrawContext(8, "9f86d081", "conversions", List.of("spring", "NL")),
            new DrawContext(7, "9f86d082", "conversions", List.of("spring", "NL")),
            new DrawContext(7, "9f86d08", "1conversions", List.of("spring", "NL")),
            new DrawContext(7, "9f86d081", "conversion", List.of("sspring", "NL")),
            new DrawContext(7, "9f86d081", "conversions", List.of("spring", "DE")),
            new DrawContext(7, "9f86d081", "conversions", List.of("springNL")),
            new DrawContext(7, "9f86d081", "conversions", List.of("spring", "NL", "")),
            new DrawContext(7, "9f86d081", "conversions", List.of("spring,NL")),
            new DrawContext(7, "9f86d081", "conversions", List.of()),
            // lone surrogates, which UTF-8 would write as the same question mark
            new DrawContext(7, "9f86d081", "conversions", List.of("\ud800", "NL")),
            new DrawContext(7, "9f86d081", "conversions", List.of("\udc00", "NL")),
            new DrawContext(7, "9f86d081", "conversions", List.of("?", "NL")));

    Set<BigInteger> streams = new HashSet<>();
    contexts.forEach(context -> streams.add(read(key(0).bits(context), 256, 32)));
    contexts.forEach(context -> streams.add(read(key(1).bits(context), 256, 32)));

    assertThat(streams).hasSize(2 * contexts.size());
  }

  @Test
  void streams_of_neighbouring_contexts_differ_in_half_of_their_bits() {
    int bitsEach = 63 * 100;

    int differing = 0;
    for (int version = 0; version < 20; version++) {
      BigInteger one =
          read(key(0).bits(new DrawContext(version, "q", "m", List.of())), bitsEach, 63);
      BigInteger next =
          read(key(0).bits(new DrawContext(version + 1, "q", "m", List.of())), bitsEach, 63);
      differing += one.xor(next).bitCount();
    }

    int compared = 20 * bitsEach;
    assertThat((double) differing / compared).isBetween(0.5 - 0.006, 0.5 + 0.006); // 4.3 errors
  }

  @Test
  void a_task_on_another_machine_reads_the_same_bits() throws Exception {
    ReleaseKey copy = copyOf(key(0));

    assertThat(read(copy.bits(SPRING), 512, 63)).isEqualTo(FIRST_BLOCKS);
  }

  @Test
  void a_destroyed_key_gives_no_more_bits_and_keeps_no_secret() throws Exception {
    ReleaseKey key = key('A');
    assertThat(bytesOf(key)).contains("ABCDEFGH");

    key.destroy();

    assertThat(key.isDestroyed()).isTrue();
    assertThat(bytesOf(key)).doesNotContain("ABCD").doesNotContain("WXYZ");
    assertThatThrownBy(() -> key.bits(SPRING))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the release key is destroyed: its release is over, and a new one needs a new key");
    assertThatThrownBy(() -> copyOf(key).bits(SPRING)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void the_key_does_not_print_its_secret_and_does_not_share_it() {
    byte[] secret = new byte[ReleaseKey.BYTES];
    ReleaseKey key = new ReleaseKey(secret);
    BigInteger before = read(key.bits(SPRING), 256, 32);

    secret[0] = 1;

    assertThat(read(key.bits(SPRING), 256, 32)).isEqualTo(before);
    assertThat(key).hasToString("ReleaseKey[secret]");
  }

  @Test
  void unusable_arguments_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReleaseKey(new byte[16]))
        .withMessage("a release key has 32 bytes, got 16");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DrawContext(-1, "q", "m", List.of()))
        .withMessage("snapshot version must be >= 0, got -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DrawContext(1, "", "m", List.of()))
        .withMessage("query hash must not be empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DrawContext(1, "q", "", List.of()))
        .withMessage("metric must not be empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> key(0).bits(SPRING).nextBits(64))
        .withMessage("bits at once must be in [1, 63], got 64");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> key(0).bits(SPRING).nextBits(0))
        .withMessage("bits at once must be in [1, 63], got 0");
  }

  private static byte[] serialized(ReleaseKey key) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(key);
    }
    return bytes.toByteArray();
  }

  private static ReleaseKey copyOf(ReleaseKey key) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(serialized(key)))) {
      return (ReleaseKey) in.readObject();
    }
  }

  private static String bytesOf(ReleaseKey key) throws IOException {
    return new String(serialized(key), StandardCharsets.ISO_8859_1);
  }
}
