package org.optika.core.scores.quality;

import static org.optika.core.Checks.require;

/**
 * Newton's method with backtracking for {@link PlattCalibration#fit}, on margins brought to mean 0
 * and deviation 1. The loss is convex, so what it finds is the best. Source: H.-T. Lin, C.-J. Lin,
 * R. C. Weng, A note on Platt's probabilistic outputs for support vector machines, Machine Learning
 * 68, 2007, 267-276.
 */
final class PlattFit {
  private static final int MOST_STEPS = 100;
  private static final double LEAST_STEP = 1e-10;

  /** What a step would win, over the loss: from here on one more is exact but for rounding. */
  private static final double CONVERGED = 1e-12;

  /** Keeps the equations solvable where all probabilities are near 0 or 1. */
  private static final double RIDGE = 1e-12;

  private final ScoredCounts margins;
  private final double positiveTarget;
  private final double negativeTarget;
  private final double mean;
  private final double deviation;

  PlattFit(ScoredCounts margins) {
    require(margins.people() > 0, "a calibration needs at least one person");
    this.margins = margins;
    positiveTarget = (margins.positives() + 1.0) / (margins.positives() + 2.0);
    negativeTarget = 1 / (margins.negatives() + 2.0);
    mean = ProbabilityErrors.meanScore(margins);
    double squares = 0;
    for (int cell = 0; cell < margins.cells(); cell++) {
      squares += margins.people(cell) * square(margins.score(cell) - mean);
    }
    deviation = Math.sqrt(squares / margins.people());
  }

  PlattCalibration fitted() {
    double targets = margins.positives() * positiveTarget + margins.negatives() * negativeTarget;
    double flat = Math.log(targets / (margins.people() - targets));
    if (margins.cells() == 1 || deviation == 0) {
      return new PlattCalibration(0, flat);
    }
    Line line = new Line(0, flat);
    boolean converged = false;
    for (int steps = 0; steps < MOST_STEPS && !converged; steps++) {
      Step step = step(line);
      double loss = loss(line);
      converged = -step.fall <= CONVERGED * loss;
      line = converged ? line.plus(step, 1) : shorter(line, step, loss);
    }
    double slope = line.slope / deviation;
    return slope > 0
        ? new PlattCalibration(slope, line.intercept - slope * mean)
        : new PlattCalibration(0, flat);
  }

  private Step step(Line line) {
    double bySlope = 0;
    double byIntercept = 0;
    double slopeSlope = RIDGE;
    double slopeIntercept = 0;
    double interceptIntercept = RIDGE;
    for (int cell = 0; cell < margins.cells(); cell++) {
      double x = scaled(cell);
      double people = margins.people(cell);
      double p = Calibration.sigmoid(line.at(x));
      double excess = people * p - target(cell);
      double weight = people * p * (1 - p);
      bySlope += excess * x;
      byIntercept += excess;
      slopeSlope += weight * x * x;
      slopeIntercept += weight * x;
      interceptIntercept += weight;
    }
    double determinant = slopeSlope * interceptIntercept - slopeIntercept * slopeIntercept;
    double slopeStep = (slopeIntercept * byIntercept - interceptIntercept * bySlope) / determinant;
    double interceptStep = (slopeIntercept * bySlope - slopeSlope * byIntercept) / determinant;
    double fall = bySlope * slopeStep + byIntercept * interceptStep;
    return new Step(slopeStep, interceptStep, fall);
  }

  /** The whole step, or the largest half of a half of it after which the loss is smaller enough. */
  private Line shorter(Line line, Step step, double loss) {
    for (double part = 1; part >= LEAST_STEP; part /= 2) {
      Line next = line.plus(step, part);
      if (loss(next) <= loss + 1e-4 * part * step.fall) {
        return next;
      }
    }
    return line;
  }

  /** Cross entropy: Σ people × ln(1 + exp(z)) - target × z, without overflow. */
  private double loss(Line line) {
    double sum = 0;
    for (int cell = 0; cell < margins.cells(); cell++) {
      double z = line.at(scaled(cell));
      sum += margins.people(cell) * (Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))));
      sum -= target(cell) * z;
    }
    return sum;
  }

  private double target(int cell) {
    return margins.positives(cell) * positiveTarget + margins.negatives(cell) * negativeTarget;
  }

  private double scaled(int cell) {
    return (margins.score(cell) - mean) / deviation;
  }

  private static double square(double number) {
    return number * number;
  }

  private record Line(double slope, double intercept) {
    double at(double x) {
      return slope * x + intercept;
    }

    Line plus(Step step, double part) {
      return new Line(slope + part * step.slope, intercept + part * step.intercept);
    }
  }

  /**
   * @param fall of the loss by the whole step, were the loss linear; negative
   */
  private record Step(double slope, double intercept, double fall) {}
}
