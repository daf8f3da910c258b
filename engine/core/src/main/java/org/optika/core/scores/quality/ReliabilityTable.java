package org.optika.core.scores.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Mean score against observed rate in at most ten bins of ascending score: where they agree, scores
 * are calibrated.
 *
 * @param bins ascending, none empty; together they hold everybody once
 */
public record ReliabilityTable(List<ReliabilityBin> bins) {
  private static final int BINS = 10;

  public ReliabilityTable {
    bins = List.copyOf(bins);
  }

  /**
   * Bins [0, 0.1), [0.1, 0.2) ... [0.9, 1]; {@code from} and {@code to} are these bounds. A bin
   * without people is left out.
   *
   * @param counts scores in [0, 1], of at least one person
   */
  public static ReliabilityTable equalWidth(ScoredCounts counts) {
    ProbabilityErrors.requireProbabilities(counts);
    List<ReliabilityBin> bins = new ArrayList<>();
    for (Bin bin : grouped(counts, cell -> widthBin(counts.score(cell)))) {
      double from = (double) bin.number / BINS;
      bins.add(bin.of(from, (bin.number + 1.0) / BINS));
    }
    return new ReliabilityTable(bins);
  }

  /**
   * Bins of about a tenth of the people each; {@code from} and {@code to} are scores of people.
   * People with one score stay together, in the bin that their middle one belongs to, so that many
   * equal scores make fewer and larger bins.
   *
   * @param counts scores in [0, 1], of at least one person
   */
  public static ReliabilityTable equalCount(ScoredCounts counts) {
    ProbabilityErrors.requireProbabilities(counts);
    int[] number = new int[counts.cells()];
    double below = 0;
    for (int cell = 0; cell < counts.cells(); cell++) {
      double middle = below + 0.5 * counts.people(cell);
      number[cell] = (int) Math.min(BINS - 1.0, middle / counts.people() * BINS);
      below += counts.people(cell);
    }
    List<ReliabilityBin> bins = new ArrayList<>();
    for (Bin bin : grouped(counts, cell -> number[cell])) {
      bins.add(bin.of(bin.least, bin.highest));
    }
    return new ReliabilityTable(bins);
  }

  private static int widthBin(double score) {
    return (int) Math.min(BINS - 1.0, score * BINS);
  }

  /** Neighbouring cells of one number together. */
  private static List<Bin> grouped(ScoredCounts counts, IntUnaryOperator number) {
    List<Bin> bins = new ArrayList<>();
    Bin bin = null;
    for (int cell = 0; cell < counts.cells(); cell++) {
      if (bin == null || bin.number != number.applyAsInt(cell)) {
        bin = new Bin(number.applyAsInt(cell), counts.score(cell));
        bins.add(bin);
      }
      bin.highest = counts.score(cell);
      bin.people += counts.people(cell);
      bin.positives += counts.positives(cell);
      bin.scores += counts.score(cell) * counts.people(cell);
    }
    return bins;
  }

  private static final class Bin {
    private final int number;
    private final double least;
    private double highest;
    private long people;
    private long positives;
    private double scores;

    Bin(int number, double least) {
      this.number = number;
      this.least = least;
    }

    ReliabilityBin of(double from, double to) {
      return new ReliabilityBin(from, to, people, positives, scores / people);
    }
  }
}
