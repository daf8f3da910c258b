package org.optika.spark.scores;

import java.util.List;

/** What learners of uplift can be made of. A new one is one entry here. */
public final class UpliftBases {
  /** Taken when nothing else is asked for. */
  public static final String DEFAULT = "logistic";

  private static final List<UpliftBase> ALL =
      List.of(
          new LinearUplift(100),
          new ForestUplift(new ForestLearner(100, 6, 20, ColumnsASplit.THIRD)));

  private UpliftBases() {}

  public static List<String> ids() {
    return ALL.stream().map(UpliftBase::id).toList();
  }

  /**
   * One sentence on a base.
   *
   * @throws IllegalArgumentException when there is no such base; names those there are
   */
  public static String summary(String id) {
    return find(id).summary();
  }

  static UpliftBase find(String id) {
    return ALL.stream()
        .filter(base -> base.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException("Unknown base '%s'; known: %s".formatted(id, ids())));
  }
}
