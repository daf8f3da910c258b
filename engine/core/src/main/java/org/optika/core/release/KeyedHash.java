package org.optika.core.release;

/**
 * SipHash-2-4 of words of 64 bits: a pseudorandom function under a secret key of 128 bits, cheap
 * enough for every row. Whoever does not know the key cannot tell which contributions of a person
 * it keeps. Source: Aumasson, Bernstein 2012, "SipHash: a fast short-input PRF"; the words stand
 * for the bytes of the message in little-endian order.
 */
public final class KeyedHash {
  private static final long V0 = 0x736f6d6570736575L;
  private static final long V1 = 0x646f72616e646f6dL;
  private static final long V2 = 0x6c7967656e657261L;
  private static final long V3 = 0x7465646279746573L;
  private static final int ROUNDS_AT_END = 4;

  private final long k0;
  private final long k1;
  private long v0;
  private long v1;
  private long v2;
  private long v3;

  /**
   * @param k0 first half of the key, bytes 0 to 7 in little-endian order
   * @param k1 second half
   */
  public KeyedHash(long k0, long k1) {
    this.k0 = k0;
    this.k1 = k1;
  }

  /** Hash of a message of two words. */
  public long of(long first, long second) {
    begin();
    word(first);
    word(second);
    return end(2);
  }

  /** Hash of a message of three words. */
  public long of(long first, long second, long third) {
    begin();
    word(first);
    word(second);
    word(third);
    return end(3);
  }

  /**
   * Hash of a message of any number of words.
   *
   * @param words read from position 0 up to {@code count}
   */
  public long of(long[] words, int count) {
    begin();
    for (int i = 0; i < count; i++) {
      word(words[i]);
    }
    return end(count);
  }

  private void begin() {
    v0 = V0 ^ k0;
    v1 = V1 ^ k1;
    v2 = V2 ^ k0;
    v3 = V3 ^ k1;
  }

  private void word(long word) {
    v3 ^= word;
    round();
    round();
    v0 ^= word;
  }

  /** The last block holds the length in bytes, modulo 256, in its highest byte. */
  private long end(int words) {
    word((long) (words * Long.BYTES) << 56);
    v2 ^= 0xff;
    for (int i = 0; i < ROUNDS_AT_END; i++) {
      round();
    }
    return v0 ^ v1 ^ v2 ^ v3;
  }

  private void round() {
    v0 += v1;
    v1 = Long.rotateLeft(v1, 13);
    v1 ^= v0;
    v0 = Long.rotateLeft(v0, 32);
    v2 += v3;
    v3 = Long.rotateLeft(v3, 16);
    v3 ^= v2;
    v0 += v3;
    v3 = Long.rotateLeft(v3, 21);
    v3 ^= v0;
    v2 += v1;
    v1 = Long.rotateLeft(v1, 17);
    v1 ^= v2;
    v2 = Long.rotateLeft(v2, 32);
  }
}
