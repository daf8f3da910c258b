package org.optika.spark.table.columnar;

import java.io.Serializable;

/**
 * A small set of subjects that may say yes to a few more: a Bloom filter whose bits of a subject
 * lie in one word, since it is asked for each row of a table and a word is one look at memory.
 */
public final class SubjectFilter implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Of the whole filter, of which each subject sets three: one to four of a hundred others have
   * theirs.
   */
  private static final int BITS_A_SUBJECT = 16;

  /** Where the filter lies: a power of two of words from {@link #first} on. */
  private final long[] words;

  private final int first;

  /** The last of the words, counted from the first. */
  private final int most;

  /**
   * @param subjects the whole set
   */
  public SubjectFilter(long[] subjects) {
    long bits = Math.max(Long.SIZE, Long.highestOneBit((long) BITS_A_SUBJECT * subjects.length));
    words = new long[(int) Math.min(1 << 26, bits / Long.SIZE)];
    first = 0;
    most = words.length - 1;
    for (long subject : subjects) {
      long mixed = mixed(subject);
      words[word(mixed, most)] |= bits(mixed);
    }
  }

  /** One that lies among others. */
  SubjectFilter(long[] words, int first, int most) {
    this.words = words;
    this.first = first;
    this.most = most;
  }

  /** 1 for each subject of the set and for few others, else 0: a number, to be counted with. */
  public int mayHold(long subject) {
    long mixed = mixed(subject);
    return holds(words[first + word(mixed, most)], mixed);
  }

  /** Number of words, a power of two. */
  int size() {
    return most + 1;
  }

  void copyTo(long[] all, int from) {
    System.arraycopy(words, first, all, from, size());
  }

  static int holds(long word, long mixed) {
    long missing = ~word & bits(mixed);
    return (int) ((missing | -missing) >>> 63) ^ 1;
  }

  static long mixed(long subject) {
    return (subject ^ subject >>> 32) * 0xC2B2AE3D27D4EB4FL;
  }

  /**
   * @param most the last of the words
   */
  static int word(long mixed, int most) {
    return (int) (mixed >>> 32) & most;
  }

  /** A shift counts by the last six bits of its distance. */
  private static long bits(long mixed) {
    return 1L << (mixed >>> 8) | 1L << (mixed >>> 16) | 1L << (mixed >>> 24);
  }
}
