package org.optika.core.scores;

import java.util.List;
import java.util.stream.IntStream;

/** Bands of ages in which a fairness table looks at people. */
public final class AgeBand {
  /** First age of each band but the first. */
  public static final List<Integer> STARTS = List.of(25, 35, 45, 55, 65);

  /** Names of the bands, youngest first. */
  public static final List<String> NAMES =
      IntStream.rangeClosed(0, STARTS.size()).mapToObj(AgeBand::name).toList();

  private AgeBand() {}

  private static String name(int band) {
    if (band == 0) {
      return "under " + STARTS.get(0);
    }
    return band == STARTS.size()
        ? STARTS.get(band - 1) + " and over"
        : "%s to %s".formatted(STARTS.get(band - 1), STARTS.get(band) - 1);
  }
}
