package org.optika.core.release;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which group lies in which: trees whose leaves all lie at the same depth. Groups are numbered from
 * 0 at each level; level 0 are the leaves, and the groups of the last level lie in none.
 */
final class Forest {
  private final int[] sizes;
  private final List<int[]> parents;
  private final List<int[][]> children = new ArrayList<>();

  /**
   * @param parents for each level but the last, of each group the number of the one that it lies in
   * @param roots number of groups of the last level, each of which has a group below it unless the
   *     level is the only one
   */
  Forest(List<int[]> parents, int roots) {
    this.parents = parents;
    sizes =
        IntStream.concat(parents.stream().mapToInt(level -> level.length), IntStream.of(roots))
            .toArray();
    for (int level = 0; level < parents.size(); level++) {
      children.add(children(parents.get(level), sizes[level + 1]));
    }
  }

  /** Groups that lie in none. */
  static Forest alone(int groups) {
    return new Forest(List.of(), groups);
  }

  private static int[][] children(int[] parents, int upper) {
    int[] counts = new int[upper];
    for (int parent : parents) {
      counts[parent]++;
    }
    int[][] children = new int[upper][];
    Arrays.setAll(children, parent -> new int[counts[parent]]);
    for (int child = parents.length - 1; child >= 0; child--) {
      children[parents[child]][--counts[parents[child]]] = child;
    }
    return children;
  }

  int levels() {
    return sizes.length;
  }

  /** Number of groups of a level. */
  int size(int level) {
    return sizes[level];
  }

  /** The group of the next level that a group lies in. */
  int parent(int level, int group) {
    return parents.get(level)[group];
  }

  /** The groups of the level below that lie in a group, ascending. */
  int[] children(int level, int group) {
    return children.get(level - 1)[group];
  }

  /** Most leaves that lie in one group of a level. */
  int mostLeaves(int level) {
    int[] leaves = new int[sizes[0]];
    Arrays.fill(leaves, 1);
    for (int below = 0; below < level; below++) {
      int[] upper = new int[sizes[below + 1]];
      for (int group = 0; group < sizes[below]; group++) {
        upper[parents.get(below)[group]] += leaves[group];
      }
      leaves = upper;
    }
    return Arrays.stream(leaves).max().orElse(0);
  }
}
