package org.optika.core.scores.quality;

import static org.optika.core.Checks.require;

/**
 * Of how many people a segment must be for its figures to be shown: fewer say little, and might
 * tell of single persons.
 *
 * @param people at least 1
 * @param ofEitherOutcome people with the outcome and people without it, at least 1 each
 */
public record SegmentMinimum(long people, long ofEitherOutcome) {
  public SegmentMinimum {
    require(people >= 1, "people must be at least 1, got %s", people);
    require(ofEitherOutcome >= 1, "ofEitherOutcome must be at least 1, got %s", ofEitherOutcome);
  }

  /** 100 people, 10 of either outcome. */
  public static SegmentMinimum defaults() {
    return new SegmentMinimum(100, 10);
  }

  boolean isMetBy(ScoredCounts counts) {
    return counts.people() >= people
        && counts.positives() >= ofEitherOutcome
        && counts.negatives() >= ofEitherOutcome;
  }
}
