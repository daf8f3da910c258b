package org.optika.core.scores.leakage;

import static org.optika.core.Checks.require;

import java.util.Arrays;
import java.util.List;

/** What a finding is about. */
public enum FindingKind {
  /** A feature ranks people nearly as the outcome does. */
  SINGLE_FEATURE("single-feature"),
  /** A model is much better with a feature than without it. */
  MODEL_GAIN("model-gain"),
  /** A feature changes when rows after its time are taken away. */
  FUTURE_ROWS("future-rows"),
  /** A feature is distributed otherwise among those scored than among those trained on. */
  DRIFT("drift"),
  /** A feature has one value in one of the two sets and several in the other. */
  CONSTANT_IN_ONE_SET("constant-in-one-set"),
  /** A feature has no value in one of the two sets. */
  MISSING_IN_ONE_SET("missing-in-one-set");

  private final String id;

  FindingKind(String id) {
    this.id = id;
  }

  /** Name in config and in the model card; kebab-case, never reused. */
  public String id() {
    return id;
  }

  /**
   * @throws IllegalArgumentException when no kind has this name
   */
  public static FindingKind of(String id) {
    List<String> known = Arrays.stream(values()).map(FindingKind::id).toList();
    int place = known.indexOf(id);
    require(place >= 0, "Unknown kind of finding '%s'; known: %s", id, known);
    return values()[place];
  }
}
