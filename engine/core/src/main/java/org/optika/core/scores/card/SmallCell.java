package org.optika.core.scores.card;

import static org.optika.core.Checks.require;

/**
 * How few people are too few to be told of. Two rules:
 *
 * <ul>
 *   <li>Where the outcomes of a group are told, as in a bin, a step of a curve or a segment, it has
 *       at least so many people with the outcome and as many without it. None of either will not
 *       do: it would tell the outcome of everybody in the group.
 *   <li>A count that tells no outcome, as of people who have withdrawn or were selected, is 0 or at
 *       least so many. 0 may be told, for that a segment is never selected must not stay hidden.
 * </ul>
 *
 * @param people at least 2
 */
public record SmallCell(long people) {
  /** Counts that come out of rates are off by rounding, never by so much. */
  private static final double ROUNDING = 1e-6;

  public SmallCell {
    require(people >= 2, "a small cell must be of at least 2 people, got %s", people);
  }

  /** 10 people. */
  public static SmallCell defaults() {
    return new SmallCell(10);
  }

  /** Whether a group is large enough for its outcomes to be told. */
  boolean allows(double positives, double negatives) {
    return Math.min(positives, negatives) >= people - ROUNDING;
  }

  /** Whether a count that tells no outcome must not be told. */
  boolean hides(double count) {
    return count > ROUNDING && count < people - ROUNDING;
  }

  /**
   * @param what the group, for the message, which tells no count
   */
  void requireAllowed(double positives, double negatives, String what) {
    require(
        allows(positives, negatives),
        "%s: a model card needs at least %s people with and %s without the outcome, got fewer",
        what,
        people,
        people);
  }

  /**
   * @param what was counted, for the message, which tells no count
   */
  void requireNotHidden(double count, String what) {
    require(
        !hides(count), "%s: a model card tells of nobody or of at least %s people", what, people);
  }
}
