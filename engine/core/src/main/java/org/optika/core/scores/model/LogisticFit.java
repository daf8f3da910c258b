package org.optika.core.scores.model;

import static org.optika.core.Checks.require;

import java.util.Arrays;
import java.util.Optional;

/**
 * Logistic regression with a ridge, by Newton's method: minimises the mean over rows of {@code ln(1
 * + exp(m)) - y m} for margins {@code m = intercept + Σ coefficient · x}, plus {@code Σ ridge / 2 ·
 * (coefficient · deviation)²}. This is the objective of MLlib's logistic regression with its
 * standardisation, whose quasi-Newton steps need a pass over the rows each and many more of them:
 * here five to ten passes do (Hastie, Tibshirani, Friedman, The Elements of Statistical Learning,
 * 2nd ed., section 4.4.1). For up to some hundreds of columns, since a pass sums up their products.
 *
 * <p>Each pass fills {@link #sums} with all rows, and {@link #after} goes on with them. A step that
 * makes the objective worse is halved.
 */
public final class LogisticFit {
  private static final int MOST_PASSES = 60;

  /** The fit ends when another step would win less than this, a row. */
  private static final double TOLERANCE = 1e-12;

  /** Sums of many rows are off by so much of their size. */
  private static final double ROUNDING = 1e-12;

  private final double[] ridge;
  private final double[] means;
  private final double[] deviations;
  private final double[] at;
  private final double[] from; // the best point so far; empty before the first
  private final double[] step;
  private final double objective;
  private final int passes;
  private final boolean done;

  private LogisticFit(
      double[] ridge,
      double[] means,
      double[] deviations,
      double[] at,
      double[] from,
      double[] step,
      double objective,
      int passes,
      boolean done) {
    this.ridge = ridge;
    this.means = means;
    this.deviations = deviations;
    this.at = at;
    this.from = from;
    this.step = step;
    this.objective = objective;
    this.passes = passes;
    this.done = done;
  }

  /**
   * @param moments of the rows
   * @param ridge penalty of each column, a row; at least 0
   */
  public static LogisticFit of(ColumnMoments moments, double[] ridge) {
    double[] means = moments.means();
    require(ridge.length == means.length, "expected a ridge for each of %s columns", means.length);
    for (double one : ridge) {
      require(one >= 0, "a ridge must be at least 0, got %s", one);
    }
    double[] start = new double[means.length + 1];
    return new LogisticFit(
        ridge.clone(),
        means,
        moments.deviations(),
        start,
        new double[0],
        new double[0],
        Double.POSITIVE_INFINITY,
        0,
        false);
  }

  /** The empty state of the next pass. */
  public LogisticSums sums() {
    return new LogisticSums(new LogisticPoint(at, means, deviations));
  }

  /** Coefficients of the columns as they are, then the intercept; empty while passes are needed. */
  public Optional<double[]> coefficients() {
    if (!done) {
      return Optional.empty();
    }
    int columns = means.length;
    double[] unscaled = new double[columns + 1];
    unscaled[columns] = from[columns];
    for (int i = 0; i < columns; i++) {
      unscaled[i] = deviations[i] == 0 ? 0 : from[i] / deviations[i];
      unscaled[columns] -= unscaled[i] * means[i];
    }
    return Optional.of(unscaled);
  }

  /**
   * @param all rows in {@link #sums} of this fit
   * @throws IllegalArgumentException when there are no rows
   */
  public LogisticFit after(LogisticSums all) {
    require(all.weight > 0, "a logistic regression needs rows, got none");
    double reached = all.loss / all.weight + penalty();
    if (reached > objective + ROUNDING * Math.abs(objective)) {
      return halved();
    }
    double[] slope = new double[at.length];
    double[] bend = all.curvature.clone();
    int place = 0;
    for (int i = 0; i < at.length; i++) {
      boolean column = i < means.length;
      slope[i] = all.gradient[i] / all.weight + (column ? ridge[i] * at[i] : 0);
      for (int j = 0; j <= i; j++) {
        bend[place] /= all.weight;
        if (i == j && column) {
          // A column of one value gets no coefficient; the other term keeps the solution unique.
          bend[place] += deviations[i] == 0 ? 1 : ridge[i] + 1e-12;
        }
        place++;
      }
    }
    double[] next = Cholesky.solve(bend, slope);
    double win = 0;
    double[] moved = new double[at.length];
    for (int i = 0; i < at.length; i++) {
      next[i] = -next[i];
      win -= slope[i] * next[i];
      moved[i] = at[i] + next[i];
    }
    boolean ends = win / 2 < TOLERANCE || passes >= MOST_PASSES;
    // So close to the end the last step is right to twice as many digits as where it starts from.
    double[] best = ends ? moved : at;
    return new LogisticFit(ridge, means, deviations, moved, best, next, reached, passes + 1, ends);
  }

  private LogisticFit halved() {
    double[] half = Arrays.stream(step).map(move -> move / 2).toArray();
    double[] moved = new double[at.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = from[i] + half[i];
    }
    boolean ends = passes >= MOST_PASSES || Arrays.equals(moved, from);
    return new LogisticFit(
        ridge, means, deviations, moved, from, half, objective, passes + 1, ends);
  }

  private double penalty() {
    double squares = 0;
    for (int i = 0; i < means.length; i++) {
      squares += ridge[i] * at[i] * at[i];
    }
    return squares / 2;
  }
}
