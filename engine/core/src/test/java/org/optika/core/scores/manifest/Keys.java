package org.optika.core.scores.manifest;

import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Subject keys and salts for tests. */
final class Keys {
  private Keys() {}

  static String key(long number) {
    return "%064x".formatted(number);
  }

  static Hash salt(SplittableRandom random) {
    byte[] salt = new byte[Hash.BYTES];
    random.nextBytes(salt);
    return Hash.of(salt);
  }

  static Set<String> keys(SplittableRandom random, int count) {
    Set<String> keys = new TreeSet<>();
    while (keys.size() < count) {
      keys.add(salt(random).hex());
    }
    return keys;
  }
}
