package org.optika.core.scores.manifest;

import static org.optika.core.Checks.require;

/** How leaves are spread: bucket i holds those whose first k bits are the number i. */
public final class Buckets {
  /** A million buckets, whose hashes still fit into one place with ease. */
  public static final int MOST_BITS = 20;

  /** With that many on average, two in ten million buckets have more than 64 (Poisson). */
  private static final int LEAVES_ON_AVERAGE = 32;

  private Buckets() {}

  /**
   * The number of bits k to choose: the smallest with which buckets hold at most 32 leaves on
   * average, and hence hardly ever more than 64. Above 33 million leaves k stays at {@link
   * #MOST_BITS} and buckets grow.
   *
   * @param leaves at least 0
   * @return in [0, {@link #MOST_BITS}]
   */
  public static int bits(long leaves) {
    require(leaves >= 0, "expected a number of leaves >= 0, got %d", leaves);
    int bits = 0;
    while (bits < MOST_BITS && leaves > (long) LEAVES_ON_AVERAGE << bits) {
      bits++;
    }
    return bits;
  }

  /** The bucket that a leaf belongs to, in [0, 2^bits). */
  public static int of(Hash leaf, int bits) {
    requireBits(bits);
    return leaf.prefix(bits);
  }

  static void requireBits(int bits) {
    require(0 <= bits && bits <= MOST_BITS, "bits must be in [0, %d], got %d", MOST_BITS, bits);
  }
}
