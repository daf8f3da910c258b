package org.optika.core.scores.quality;

/** Takes margins as the log odds that they are meant to be, as those of a logistic regression. */
public record UncalibratedLogOdds() implements Calibration {
  static final String ID = "log-odds";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public double probability(double margin) {
    return Calibration.sigmoid(margin);
  }

  @Override
  public double[] parameters() {
    return new double[0];
  }
}
