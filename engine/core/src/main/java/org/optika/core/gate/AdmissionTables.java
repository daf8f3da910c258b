package org.optika.core.gate;

import java.util.List;

/**
 * Which of several rules admit, looked up by what purposes permit. A rule is the and of what it
 * asks of each purpose, so its answer is the and of a table for the lower eight purposes and of
 * another for the upper eight.
 */
final class AdmissionTables {
  private static final int HALF = 8;
  private static final int ENTRIES = 1 << HALF;
  private static final int LOWER = ENTRIES - 1;

  /** Bit r of an entry: rule r asks for none of the purposes that are 0 in the entry's place. */
  private final long[] lower;

  private final long[] upper;

  /**
   * @param asked for each rule a bit at the place of each purpose, see {@link
   *     PermissionSteps#permitting}
   */
  AdmissionTables(List<Long> asked) {
    lower = new long[ENTRIES];
    upper = new long[ENTRIES];
    for (int rule = 0; rule < asked.size(); rule++) {
      int purposes = packed(asked.get(rule));
      for (int permitted = 0; permitted < ENTRIES; permitted++) {
        lower[permitted] |= (purposes & LOWER & ~permitted) == 0 ? 1L << rule : 0;
        upper[permitted] |= (purposes >>> HALF & ~permitted) == 0 ? 1L << rule : 0;
      }
    }
  }

  /**
   * The rules that ask for none but permitted purposes.
   *
   * @param permitting a result of {@link PermissionSteps#permitting}
   */
  long admitting(long permitting) {
    int purposes = packed(permitting);
    return lower[purposes & LOWER] & upper[purposes >>> HALF];
  }

  /** Every fourth bit, from the lowest on, moved together. */
  private static int packed(long bits) {
    long pairs = (bits | bits >>> 3) & 0x0303_0303_0303_0303L;
    long fours = (pairs | pairs >>> 6) & 0x000F_000F_000F_000FL;
    long eights = (fours | fours >>> 12) & 0x0000_00FF_0000_00FFL;
    return (int) ((eights | eights >>> 24) & 0xFFFF);
  }
}
