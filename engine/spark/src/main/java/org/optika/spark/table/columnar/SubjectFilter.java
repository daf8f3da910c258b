package org.optika.spark.table.columnar;

import java.io.Serializable;

/**
 * A small set of subjects that may say yes to a few more: one bit a subject, at a place that the
 * subject decides. A Bloom filter with a single hash, since it is asked for each row of a table.
 */
public final class SubjectFilter implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Bits for each subject: about one of twenty others is let through. */
  private static final int BITS_A_SUBJECT = 16;

  private final long[] words;

  /**
   * @param subjects the whole set
   */
  public SubjectFilter(long[] subjects) {
    long bits = Math.max(Long.SIZE, Long.highestOneBit((long) BITS_A_SUBJECT * subjects.length));
    words = new long[(int) Math.min(1 << 26, bits / Long.SIZE)];
    for (long subject : subjects) {
      int place = place(subject);
      words[place >>> 6 & words.length - 1] |= 1L << place;
    }
  }

  /** 1 for each subject of the set and for few others, else 0: a number, to be counted with. */
  public int mayHold(long subject) {
    int place = place(subject);
    return (int) (words[place >>> 6 & words.length - 1] >>> place) & 1;
  }

  private static int place(long subject) {
    return (int) (subject * 0xC2B2AE3D27D4EB4FL >>> 32);
  }
}
