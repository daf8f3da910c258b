package org.optika.core.release;

import static org.optika.core.Checks.require;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The groups of a release at all of its levels, and which lies in which; public. Level 0 are the
 * groups of the keys. No two groups of the release have the same values, at whatever levels.
 */
public final class GroupTree {
  private static final int MOST_LEVELS = 5;

  private final List<KeySet> levels = new ArrayList<>();
  private final Forest forest;

  private GroupTree(KeySet keys, List<Level> upper) {
    require(
        upper.size() <= MOST_LEVELS,
        "levels: expected at most %s, got %s",
        MOST_LEVELS,
        upper.size());
    levels.add(keys);
    List<int[]> parents = new ArrayList<>();
    List<Set<String>> known = new ArrayList<>(); // by column, at all levels so far
    keys.values().forEach(values -> known.add(new HashSet<>(values)));
    for (Level level : upper) {
      KeySet below = levels.get(levels.size() - 1);
      int column = below.columns().indexOf(level.by().key());
      require(
          column >= 0,
          "levels: unknown key '%s'; the level below has %s",
          level.by().key(),
          below.columns());
      List<String> ofValues = level.by().coarser(below.values().get(column));
      List<String> coarser = ofValues.stream().distinct().toList();
      for (String value : coarser) {
        require(
            known.get(column).add(value),
            "levels: value '%s' of '%s' stands at a finer level already",
            value,
            level.by().into());
      }
      KeySet above = replaced(below, column, level.by().into(), coarser);
      Map<String, Integer> places = new HashMap<>();
      coarser.forEach(value -> places.put(value, places.size()));
      parents.add(
          parents(
              below, column, ofValues.stream().mapToInt(places::get).toArray(), coarser.size()));
      levels.add(above);
    }
    forest = new Forest(parents, levels.get(levels.size() - 1).size());
  }

  /**
   * @param upper levels above the keys, finest first
   * @throws IllegalArgumentException when a level cannot be made of the one below it
   */
  public static GroupTree of(KeySet keys, List<Level> upper) {
    return new GroupTree(keys, upper);
  }

  private static KeySet replaced(KeySet keys, int column, String name, List<String> values) {
    List<String> columns = new ArrayList<>(keys.columns());
    columns.set(column, name);
    List<List<String>> all = new ArrayList<>(keys.values());
    all.set(column, values);
    return new KeySet(columns, all);
  }

  /**
   * Numbers of groups count the last column fastest, see {@link KeySet#group}.
   *
   * @param places of each value of the column, the place of its coarser one
   * @param coarser number of coarser values
   */
  private static int[] parents(KeySet below, int column, int[] places, int coarser) {
    int stride =
        below.values().subList(column + 1, below.values().size()).stream()
            .mapToInt(List::size)
            .reduce(1, (a, b) -> a * b);
    int[] parents = new int[below.size()];
    for (int group = 0; group < parents.length; group++) {
      int before = group / stride / places.length;
      int place = places[group / stride % places.length];
      parents[group] = (before * coarser + place) * stride + group % stride;
    }
    return parents;
  }

  /** Number of levels, that of the keys included. */
  public int levels() {
    return levels.size();
  }

  /** The groups of a level; as many keys at each. */
  public KeySet keys(int level) {
    return levels.get(level);
  }

  /** What the groups of a level are told apart by, such as {@code purpose / all}. */
  public String name(int level) {
    KeySet keys = keys(level);
    List<String> names = new ArrayList<>();
    for (int column = 0; column < keys.columns().size(); column++) {
      boolean isLeftOut = keys.values().get(column).equals(List.of(LeftOut.ALL));
      names.add(isLeftOut ? LeftOut.ALL : keys.columns().get(column));
    }
    return String.join(" / ", names);
  }

  Forest forest() {
    return forest;
  }
}
