package org.optika.core.release;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Reference values of the authors of SipHash: key 00 01 .. 0f, message 00 01 02 .. */
class KeyedHashTest {
  private static final KeyedHash HASH = new KeyedHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
  private static final long[] MESSAGE = {0x0706050403020100L, 0x0f0e0d0c0b0a0908L};

  @Test
  void messages_of_whole_words_have_the_published_hashes() {
    assertThat(HASH.of(MESSAGE, 0)).isEqualTo(0x726fdb47dd0e0e31L);
    assertThat(HASH.of(MESSAGE, 1)).isEqualTo(0x93f5f5799a932462L);
    assertThat(HASH.of(MESSAGE, 2)).isEqualTo(0x3f2acc7f57c29bdbL);
  }

  @Test
  void two_and_three_words_hash_as_a_message_does() {
    assertThat(HASH.of(MESSAGE[0], MESSAGE[1])).isEqualTo(HASH.of(MESSAGE, 2));
    assertThat(HASH.of(5, 6, 7)).isEqualTo(HASH.of(new long[] {5, 6, 7}, 3));
  }
}
