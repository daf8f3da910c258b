package org.optika.spark.release;

import java.io.Serializable;
import org.optika.core.release.KeyedHash;

/** Secret of one release that picks the contributions of persons; never prints itself. */
record HashSeed(long first, long second) implements Serializable {
  KeyedHash hash() {
    return new KeyedHash(first, second);
  }

  @Override
  public String toString() {
    return "HashSeed";
  }
}
