package org.optika.core.attribution;

import static org.optika.core.Checks.require;

import org.optika.core.journey.VisiblePath;

/**
 * Credit in proportion to 2^(-age / half-life), continuous in age. The age of a touch is the time
 * from it to the conversion; on a path without times it is the number of touches after it, and the
 * half-life is in such steps.
 *
 * @param halfLifeMicros microseconds after which a touch counts half; > 0
 * @param halfLifeSteps steps after which a touch of a path without times counts half; > 0
 */
public record TimeDecayModel(long halfLifeMicros, double halfLifeSteps) implements PerJourneyModel {
  public TimeDecayModel {
    require(halfLifeMicros > 0, "half-life must be longer than zero, got %s µs", halfLifeMicros);
    require(
        halfLifeSteps > 0 && Double.isFinite(halfLifeSteps),
        "half-life in steps must be finite and > 0, got %s",
        halfLifeSteps);
  }

  @Override
  public String id() {
    return "time-decay";
  }

  /**
   * Ages count from the newest touch: a common factor cancels, and the weights cannot all vanish.
   */
  @Override
  public void shares(VisiblePath path, double[] shares) {
    int newest = path.length() - 1;
    double sum = 0;
    for (int i = newest; i >= 0; i--) {
      double halfLives =
          path.timed()
              ? (double) (path.ageMicros(i) - path.ageMicros(newest)) / halfLifeMicros
              : (newest - i) / halfLifeSteps;
      shares[i] = Math.pow(2, -halfLives);
      sum += shares[i];
    }
    for (int i = 0; i <= newest; i++) {
      shares[i] /= sum;
    }
  }
}
