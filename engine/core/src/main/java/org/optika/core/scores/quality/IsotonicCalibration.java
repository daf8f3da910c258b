package org.optika.core.scores.quality;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The rates that fit best among all that never fall with the margin, as a line through knots:
 * linear between them, level before the first and after the last. Sources: M. Ayer et al., An
 * empirical distribution function for sampling with incomplete information, Annals of Mathematical
 * Statistics 26(4), 1955 (pool adjacent violators); B. Zadrozny, C. Elkan, Transforming classifier
 * scores into accurate multiclass probability estimates, KDD 2002 (calibration).
 *
 * @param knots at least one; margins ascend, probabilities never fall
 */
public record IsotonicCalibration(List<Knot> knots) implements Calibration {
  static final String ID = "isotonic";

  public IsotonicCalibration {
    knots = List.copyOf(knots);
    require(!knots.isEmpty(), "an isotonic calibration needs at least one knot");
    for (int i = 1; i < knots.size(); i++) {
      Knot knot = knots.get(i);
      Knot before = knots.get(i - 1);
      require(
          before.margin < knot.margin && before.probability <= knot.probability,
          "knots must ascend, got %s after %s",
          knot,
          before);
    }
  }

  /**
   * @param margin finite
   * @param probability in [0, 1]
   */
  public record Knot(double margin, double probability) implements Serializable {
    public Knot {
      require(Double.isFinite(margin), "the margin of a knot must be finite, got %s", margin);
      require(
          probability >= 0 && probability <= 1,
          "the probability of a knot must be in [0, 1], got %s",
          probability);
    }
  }

  /**
   * Pools neighbouring margins until the observed rates of the blocks ascend strictly. A knot is
   * the mean margin of a block with its rate. The line between knots instead of steps keeps people
   * apart whom a step would make equal, and mostly has the lower error on people not seen.
   *
   * <p>Rates are kept within [1 / (N- + 2), (N+ + 1) / (N+ + 2)] for N- people without and N+ with
   * the outcome, the targets of {@link PlattCalibration#fit}: a block at an end whose people all
   * had one outcome proves no certainty.
   *
   * @param margins of at least one person
   */
  public static IsotonicCalibration fit(ScoredCounts margins) {
    require(margins.people() > 0, "a calibration needs at least one person");
    double least = 1 / (margins.negatives() + 2.0);
    double most = (margins.positives() + 1.0) / (margins.positives() + 2.0);
    List<Knot> knots = new ArrayList<>();
    for (Block block : blocks(margins)) {
      double probability = Math.max(least, Math.min(most, block.rate()));
      knots.add(new Knot(block.margin(), probability));
    }
    return new IsotonicCalibration(knots);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public double probability(double margin) {
    require(!Double.isNaN(margin), "a margin must be a number, got NaN");
    int above = firstAbove(margin);
    if (above == 0) {
      return knots.get(0).probability;
    }
    Knot left = knots.get(above - 1);
    if (above == knots.size()) {
      return left.probability;
    }
    Knot right = knots.get(above);
    double part = (margin - left.margin) / (right.margin - left.margin);
    // Rounding must not lift it above the next knot.
    return Math.min(
        right.probability, left.probability + part * (right.probability - left.probability));
  }

  /** Margin and probability of each knot in turn. */
  @Override
  public double[] parameters() {
    return knots.stream()
        .flatMapToDouble(knot -> DoubleStream.of(knot.margin, knot.probability))
        .toArray();
  }

  /** Number of knots at or below a margin. */
  private int firstAbove(double margin) {
    int low = 0;
    int high = knots.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (knots.get(middle).margin <= margin) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  static List<Block> blocks(ScoredCounts margins) {
    List<Block> blocks = new ArrayList<>();
    for (int cell = 0; cell < margins.cells(); cell++) {
      double people = margins.people(cell);
      double margin = margins.score(cell);
      Block block = new Block(people, margins.positives(cell), margin, margin, margin * people);
      while (!blocks.isEmpty() && blocks.get(blocks.size() - 1).rate() >= block.rate()) {
        block = blocks.remove(blocks.size() - 1).plus(block);
      }
      blocks.add(block);
    }
    return blocks;
  }

  /**
   * Neighbouring margins with one rate.
   *
   * @param sum of margins over people
   */
  record Block(double people, double positives, double least, double highest, double sum) {
    double rate() {
      return positives / people;
    }

    /** Mean margin; rounding must not move it into the next block. */
    double margin() {
      return Math.max(least, Math.min(highest, sum / people));
    }

    Block plus(Block next) {
      return new Block(
          people + next.people, positives + next.positives, least, next.highest, sum + next.sum);
    }
  }
}
