package org.optika.core.scores.uplift;

import java.util.List;

/** All uplift learners, by id. A new learner is one file and one line here. */
public final class UpliftLearners {
  private static final List<UpliftLearner> ALL =
      List.of(
          new SLearner(), new TwoModelLearner(), new XLearner(), new TransformedOutcomeLearner());

  private UpliftLearners() {}

  /** In the order in which reports print them. */
  public static List<UpliftLearner> all() {
    return ALL;
  }

  public static List<String> ids() {
    return ALL.stream().map(UpliftLearner::id).toList();
  }

  /**
   * @throws IllegalArgumentException with the known ids when there is no such learner
   */
  public static UpliftLearner find(String id) {
    return ALL.stream()
        .filter(learner -> learner.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown uplift learner '%s'; known: %s".formatted(id, ids())));
  }
}
