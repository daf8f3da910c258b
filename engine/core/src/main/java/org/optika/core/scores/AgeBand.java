package org.optika.core.scores;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Bands of ages in which a fairness table looks at people. */
public final class AgeBand {
  /** First age of each band but the first. */
  public static final List<Integer> STARTS = List.of(25, 35, 45, 55, 65);

  /** Names of the bands, youngest first. */
  public static final List<String> NAMES =
      IntStream.rangeClosed(0, STARTS.size()).mapToObj(AgeBand::name).toList();

  /** Age bands youngest first, then all other names by the alphabet. */
  public static final Comparator<String> YOUNGEST_FIRST =
      Comparator.comparingInt(AgeBand::place).thenComparing(Comparator.naturalOrder());

  private AgeBand() {}

  private static int place(String name) {
    int place = NAMES.indexOf(name);
    return place < 0 ? NAMES.size() : place;
  }

  private static String name(int band) {
    if (band == 0) {
      return "under " + STARTS.get(0);
    }
    return band == STARTS.size()
        ? STARTS.get(band - 1) + " and over"
        : "%s to %s".formatted(STARTS.get(band - 1), STARTS.get(band) - 1);
  }
}
