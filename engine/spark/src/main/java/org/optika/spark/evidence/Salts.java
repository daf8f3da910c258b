package org.optika.spark.evidence;

import java.io.Serializable;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.LongFunction;
import org.optika.core.evidence.log.RowDigest;

/**
 * Where the salts of new leaves come from. A task that is tried again draws other ones; that does
 * no harm, since a leaf is hashed from the row that was committed.
 */
interface Salts extends Serializable {
  /** Salts of leaves, for one task. */
  LongFunction<byte[]> open();

  /** From the system's random numbers, some hundred at a time. */
  static Salts random() {
    return () -> {
      SecureRandom random = new SecureRandom();
      byte[] drawn = new byte[256 * RowDigest.SALT_BYTES];
      int[] used = {drawn.length};
      return leaf -> {
        if (used[0] == drawn.length) {
          random.nextBytes(drawn);
          used[0] = 0;
        }
        used[0] += RowDigest.SALT_BYTES;
        return Arrays.copyOfRange(drawn, used[0] - RowDigest.SALT_BYTES, used[0]);
      };
    };
  }
}
