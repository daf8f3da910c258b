package org.optika.core.scores.quality;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * People with the outcome (positives) and without it (negatives) at each distinct score, ascending.
 * A score is any finite number: a probability, a margin, the value of one feature. One cell is one
 * score with at least one person; {@code 0.0} and {@code -0.0} are one score.
 *
 * <p>{@link #plus} is associative and commutative with identity {@link #NONE}; two counts of the
 * same people are equal, whatever the order in which they were counted.
 */
public final class ScoredCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Nobody. */
  public static final ScoredCounts NONE = new ScoredCells(0).counts();

  private final double[] scores;
  private final long[] negatives;
  private final long[] positives;
  private final long allNegatives;
  private final long allPositives;

  /** Takes the arrays as they are: scores ascend strictly, no cell is empty. */
  ScoredCounts(double[] scores, long[] negatives, long[] positives) {
    this.scores = scores;
    this.negatives = negatives;
    this.positives = positives;
    allNegatives = Arrays.stream(negatives).reduce(0, Math::addExact);
    allPositives = Arrays.stream(positives).reduce(0, Math::addExact);
    Math.addExact(allNegatives, allPositives);
  }

  /**
   * @param scores one a person, in any order; finite
   * @param outcomes of the same people in the same order
   */
  public static ScoredCounts of(double[] scores, boolean[] outcomes) {
    require(
        scores.length == outcomes.length,
        "expected one outcome for each of %s scores, got %s",
        scores.length,
        outcomes.length);
    double[] with =
        IntStream.range(0, scores.length)
            .filter(person -> outcomes[person])
            .mapToDouble(person -> scores[person])
            .toArray();
    double[] without =
        IntStream.range(0, scores.length)
            .filter(person -> !outcomes[person])
            .mapToDouble(person -> scores[person])
            .toArray();
    ScoredCounts positives = ofSorted(sorted(with), new long[with.length], ones(with.length));
    return ofSorted(sorted(without), ones(without.length), new long[without.length])
        .plus(positives);
  }

  /**
   * @param scores ascending, equal ones side by side or one; finite
   * @param negatives people without the outcome at each score, &gt;= 0
   * @param positives people with it
   */
  public static ScoredCounts ofSorted(double[] scores, long[] negatives, long[] positives) {
    require(
        scores.length == negatives.length && scores.length == positives.length,
        "expected as many counts as the %s scores, got %s negatives and %s positives",
        scores.length,
        negatives.length,
        positives.length);
    ScoredCells cells = new ScoredCells(scores.length);
    for (int i = 0; i < scores.length; i++) {
      cells.add(scores[i], negatives[i], positives[i]);
    }
    return cells.counts();
  }

  /**
   * A histogram of probabilities in bins of equal width over [0, 1]. All people of a bin get its
   * middle as their score, which is at most half a bin from their own.
   *
   * @param negatives people without the outcome, by bin
   * @param positives people with it, by bin
   */
  public static ScoredCounts ofBins(long[] negatives, long[] positives) {
    double[] middles = new double[negatives.length];
    Arrays.setAll(middles, bin -> (bin + 0.5) / middles.length);
    return ofSorted(middles, negatives, positives);
  }

  /** Number of distinct scores. */
  public int cells() {
    return scores.length;
  }

  /** Score of a cell; ascending in {@code cell}. */
  public double score(int cell) {
    return scores[cell];
  }

  /** People without the outcome in a cell. */
  public long negatives(int cell) {
    return negatives[cell];
  }

  /** People with the outcome in a cell. */
  public long positives(int cell) {
    return positives[cell];
  }

  /** People in a cell, at least one. */
  public long people(int cell) {
    return negatives[cell] + positives[cell];
  }

  /** All people without the outcome. */
  public long negatives() {
    return allNegatives;
  }

  /** All people with the outcome. */
  public long positives() {
    return allPositives;
  }

  /** All people. */
  public long people() {
    return allNegatives + allPositives;
  }

  /**
   * @return the people of both, who must be different people
   * @throws ArithmeticException when a count leaves the range of {@code long}
   */
  public ScoredCounts plus(ScoredCounts other) {
    ScoredCells cells = new ScoredCells(cells() + other.cells());
    int here = 0;
    int there = 0;
    while (here < cells() || there < other.cells()) {
      if (there == other.cells() || (here < cells() && scores[here] <= other.scores[there])) {
        cells.add(scores[here], negatives[here], positives[here]);
        here++;
      } else {
        cells.add(other.scores[there], other.negatives[there], other.positives[there]);
        there++;
      }
    }
    return cells.counts();
  }

  /**
   * One replica of the bootstrap: each person is drawn Poisson(1) times, which stands in for
   * drawing n of n people (Chamandy et al. 2012, Estimating Uncertainty for Massive Data Streams).
   * The draws of the n people of one cell and outcome add up to Poisson(n), which is drawn at once
   * and exactly, see {@link PoissonDraw}.
   *
   * @param random moves on; the same state gives the same replica
   */
  public ScoredCounts resampled(SplittableRandom random) {
    ScoredCells cells = new ScoredCells(cells());
    for (int cell = 0; cell < cells(); cell++) {
      long without = PoissonDraw.draw(negatives[cell], random);
      cells.add(scores[cell], without, PoissonDraw.draw(positives[cell], random));
    }
    return cells.counts();
  }

  /**
   * The same people with other scores.
   *
   * @param scale never decreases; scores that it makes equal become one cell
   * @throws IllegalArgumentException when it decreases or leaves the finite numbers
   */
  public ScoredCounts mapped(DoubleUnaryOperator scale) {
    return ofSorted(Arrays.stream(scores).map(scale).toArray(), negatives, positives);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ScoredCounts that
        && Arrays.equals(scores, that.scores)
        && Arrays.equals(negatives, that.negatives)
        && Arrays.equals(positives, that.positives);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(scores) + Arrays.hashCode(negatives))
        + Arrays.hashCode(positives);
  }

  /** Totals only: a score can be that of one person. */
  @Override
  public String toString() {
    return "%s negatives and %s positives at %s scores"
        .formatted(allNegatives, allPositives, scores.length);
  }

  private static double[] sorted(double[] scores) {
    Arrays.sort(scores);
    return scores;
  }

  private static long[] ones(int length) {
    long[] ones = new long[length];
    Arrays.fill(ones, 1);
    return ones;
  }
}
