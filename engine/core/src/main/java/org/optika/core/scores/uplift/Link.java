package org.optika.core.scores.uplift;

/** How the margin of a model becomes the number that it predicts. */
public enum Link {
  /** As it is: a model of a mean. */
  IDENTITY {
    @Override
    public double prediction(double margin) {
      return margin;
    }
  },
  /** {@code 1 / (1 + e^-margin)}: the margin is the log-odds of a probability. */
  LOGISTIC {
    @Override
    public double prediction(double margin) {
      return 1 / (1 + Math.exp(-margin));
    }
  };

  /** In units of what the model was trained on. */
  public abstract double prediction(double margin);
}
