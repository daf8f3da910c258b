package org.optika.core.scores.quality;

import static org.optika.core.Checks.require;

import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Of how many people with an outcome, and of how many without it, a set must be to learn from it or
 * to be tried on.
 *
 * @param people of either, at least 1; a smaller number stands in no message
 */
public record OutcomeMinimum(long people) {
  public OutcomeMinimum {
    require(people >= 1, "people must be at least 1, got %s", people);
  }

  /** 10 of either. */
  public static OutcomeMinimum defaults() {
    return new OutcomeMinimum(10);
  }

  /**
   * @param set what it is, for the message
   * @param remedy what to do, for the message
   * @throws IllegalArgumentException when the set has too few of either
   */
  public void requireMet(String set, long positives, long negatives, String remedy) {
    require(
        isMet(positives, negatives),
        "%s has %s people with the outcome and %s without it; at least %s of either are needed: %s",
        set,
        told(positives),
        told(negatives),
        people,
        remedy);
  }

  /**
   * For a cross-validation: somebody falls in each fold, and the others are enough to learn from.
   *
   * @param positives people with the outcome, one a fold
   * @param negatives those without it, in the same order
   * @throws IllegalArgumentException when they are too few
   */
  public void requireMetByFolds(long[] positives, long[] negatives) {
    int folds = positives.length;
    require(folds == negatives.length, "%s folds of %s", folds, negatives.length);
    long with = LongStream.of(positives).sum();
    long without = LongStream.of(negatives).sum();
    boolean isEnough =
        IntStream.range(0, folds)
            .allMatch(fold -> isMet(with - positives[fold], without - negatives[fold]));
    require(
        isEnough,
        "%s people with the outcome and %s without it are too few for %s folds: without the people"
            + " of any one fold, at least %s of either are needed to learn from: take more people%s",
        told(with),
        told(without),
        folds,
        people,
        isMet(with - 1, without - 1) ? ", or more folds" : "");
    long empty =
        IntStream.range(0, folds).filter(fold -> positives[fold] + negatives[fold] == 0).count();
    require(
        empty == 0,
        "%s people are too few for %s folds: nobody falls in %s of them: take fewer folds, or more"
            + " people",
        with + without,
        folds,
        empty);
  }

  private boolean isMet(long positives, long negatives) {
    return Math.min(positives, negatives) >= people;
  }

  private String told(long count) {
    return count < people ? "fewer than " + people : Long.toString(count);
  }
}
