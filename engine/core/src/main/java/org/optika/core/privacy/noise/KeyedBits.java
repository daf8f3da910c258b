package org.optika.core.privacy.noise;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Bits that are a pure function of a secret and a context, and uniform for whoever lacks the
 * secret.
 *
 * <pre>
 *   stream key = HMAC-SHA-256(secret, encoded context)
 *   block i    = HMAC-SHA-256(stream key, i as 8 bytes), i = 0, 1, ...
 * </pre>
 *
 * <p>HMAC (RFC 2104) is a pseudorandom function; the blocks are its counter mode (NIST SP 800-108).
 * HMAC expands the stream too because most streams are short: a draw takes 1 to 14 bytes on
 * average. Measured on JDK 17 with SHA instructions, a stream of 32 bytes takes about 1.3 µs with
 * HMAC, 1.8 with ChaCha20 and 6.5 with AES-CTR, whose key has to be set up first; from 300 bytes on
 * they overtake.
 */
final class KeyedBits implements BitSource {
  private static final String HMAC = "HmacSHA256";
  private static final int WORDS = 4;

  private final Mac mac;
  private final ByteBuffer counter = ByteBuffer.allocate(Long.BYTES);
  private final long[] words = new long[WORDS];
  private long block;
  private int nextWord = WORDS;
  private long buffer;
  private int buffered;

  private KeyedBits(Mac mac) {
    this.mac = mac;
  }

  static KeyedBits of(byte[] secret, DrawContext context) {
    byte[] streamKey = hmac(secret).doFinal(context.encoded());
    return new KeyedBits(hmac(streamKey));
  }

  private static Mac hmac(byte[] key) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
      throw new IllegalStateException("this JDK lacks " + HMAC, impossible);
    }
  }

  /** Bits are taken from the highest of each word on; none is used twice and none is left out. */
  @Override
  public long nextBits(int count) {
    if (count < 1 || count > 63) {
      throw new IllegalArgumentException("bits at once must be in [1, 63], got " + count);
    }
    if (count <= buffered) {
      buffered -= count;
      return buffer >>> buffered & mask(count);
    }
    int missing = count - buffered;
    long high = buffer & mask(buffered);
    buffer = nextWord();
    buffered = Long.SIZE - missing;
    return high << missing | buffer >>> buffered;
  }

  private static long mask(int count) {
    return (1L << count) - 1;
  }

  private long nextWord() {
    if (nextWord == WORDS) {
      counter.putLong(0, block++);
      ByteBuffer.wrap(mac.doFinal(counter.array())).asLongBuffer().get(words);
      nextWord = 0;
    }
    return words[nextWord++];
  }
}
