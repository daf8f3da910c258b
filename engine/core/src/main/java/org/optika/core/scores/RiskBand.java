package org.optika.core.scores;

import java.util.ArrayList;
import java.util.List;

/** Bands of the probability of churn in which people are counted. */
public final class RiskBand {
  /** First probability of each band but the first, in percent. */
  private static final List<Integer> PERCENT = List.of(5, 10, 20, 50);

  /** First probability of each band but the first. */
  public static final List<Double> STARTS =
      PERCENT.stream().map(percent -> percent / 100.0).toList();

  /** Names of the bands, lowest first. */
  public static final List<String> NAMES = names();

  private RiskBand() {}

  private static List<String> names() {
    List<String> names = new ArrayList<>(List.of("below %d %%".formatted(PERCENT.get(0))));
    for (int i = 1; i < PERCENT.size(); i++) {
      names.add("%d to %d %%".formatted(PERCENT.get(i - 1), PERCENT.get(i)));
    }
    names.add("%d %% and more".formatted(PERCENT.get(PERCENT.size() - 1)));
    return List.copyOf(names);
  }
}
