package org.optika.core.privacy.noise;

import java.util.Arrays;
import java.util.List;

/** Streams of a fixed key, so that a statistical test draws the same in every run. */
final class TestStreams {

  private TestStreams() {}

  static BitSource named(String name) {
    return key().bits(context(name));
  }

  static ReleaseKey key() {
    byte[] secret = new byte[ReleaseKey.BYTES];
    Arrays.fill(secret, (byte) 42);
    return new ReleaseKey(secret);
  }

  static DrawContext context(String metric) {
    return new DrawContext(7, "query", metric, List.of());
  }
}
