package org.optika.core.release;

/**
 * How far one person reaches at one level. Contributions are bounded at the groups of the keys, the
 * leaves: a person changes at most L0 of them, each by at most the sensitivity D of a statistic.
 *
 * <p>A group of the level is the sum of its leaves, of which there are F at most. If k of the
 * person's leaves lie in it, it changes by at most k D. All k are at most F and add up to at most
 * L0. So the level as a whole changes by at most L0 D in L1; and, as a sum of squares is convex and
 * therefore largest where as many k as possible are F, by at most D sqrt(q F^2 + r^2) in L2, with
 * L0 = q F + r and r &lt; F.
 *
 * @param groups L0, leaves that a person counts in
 * @param leaves F, most leaves in one group of the level; 1 at the level of the keys
 */
record LevelSensitivity(int groups, int leaves) {

  /** Most leaves of a person that lie in one group. */
  int inOneGroup() {
    return Math.min(groups, leaves);
  }

  /**
   * Largest change of the level in L1, in sensitivities of a leaf; also the most groups changed.
   */
  int l1() {
    return groups;
  }

  /** Largest change of the level in L2, in sensitivities of a leaf. */
  double l2() {
    long whole = groups / leaves;
    long rest = groups % leaves;
    return Math.sqrt(whole * leaves * leaves + rest * rest);
  }
}
