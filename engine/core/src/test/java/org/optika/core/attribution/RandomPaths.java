package org.optika.core.attribution;

import java.util.Random;

/** Seeded tables of aggregated paths. */
final class RandomPaths {
  private RandomPaths() {}

  /** Whole numbers of conversions and nulls, some of them 0; every path has at least one touch. */
  static PathTable table(Random random, int channels, int rows, int longest) {
    PathTable table = new PathTable(channels);
    for (int row = 0; row < rows; row++) {
      int[] path = random.ints(1 + random.nextInt(longest), 0, channels).toArray();
      int conversions = random.nextInt(4);
      double value = conversions == 0 ? 0 : conversions * 100 * random.nextDouble();
      table.add(path, conversions, value, random.nextInt(6));
    }
    return table;
  }
}
