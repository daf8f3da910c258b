package org.optika.core.privacy.noise;

import java.util.Arrays;
import java.util.List;

/** Streams of a fixed key, so that a statistical test draws the same in every run. */
public final class TestStreams {

  private TestStreams() {}

  public static BitSource named(String name) {
    return key().bits(context(name));
  }

  static ReleaseKey key() {
    byte[] secret = new byte[ReleaseKey.BYTES];
    Arrays.fill(secret, (byte) 42);
    return new ReleaseKey(secret);
  }

  public static DrawContext context(String metric) {
    return new DrawContext(7, "query", metric, List.of());
  }

  /** A key of which every run of a test draws the same. */
  public static ReleaseKey randomKey(BitSource bits) {
    byte[] secret = new byte[ReleaseKey.BYTES];
    for (int i = 0; i < secret.length; i++) {
      secret[i] = (byte) bits.nextBits(8);
    }
    return new ReleaseKey(secret);
  }
}
