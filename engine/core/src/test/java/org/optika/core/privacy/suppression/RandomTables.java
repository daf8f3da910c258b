package org.optika.core.privacy.suppression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Tables with empty, small, middling and large cells. */
final class RandomTables {

  private RandomTables() {}

  /**
   * @param sizes number of values per dimension
   */
  static MarginTable table(Random random, int... sizes) {
    int smallness = 1 + random.nextInt(9);
    Map<List<String>, Long> subjects = new HashMap<>();
    List<String> dimensions = new ArrayList<>();
    List<List<String>> cells = List.of(List.of());
    for (int size : sizes) {
      dimensions.add("d" + dimensions.size());
      List<List<String>> longer = new ArrayList<>();
      for (List<String> cell : cells) {
        for (int value = 0; value < size; value++) {
          List<String> extended = new ArrayList<>(cell);
          extended.add("v%05d".formatted(value));
          longer.add(extended);
        }
      }
      cells = longer;
    }
    cells.forEach(cell -> subjects.put(cell, count(random, smallness)));
    return MarginTable.of(dimensions, subjects);
  }

  private static long count(Random random, int smallness) {
    if (random.nextInt(10) < smallness) {
      return random.nextInt(10);
    }
    return random.nextInt(4) == 0 ? random.nextInt(2_000) : random.nextInt(60);
  }
}
