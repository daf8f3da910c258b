package org.optika.core.privacy.accounting;

/** Noise that is added to the numbers of a report. */
public enum NoiseKind {
  LAPLACE,
  GAUSSIAN;

  /** Of noise of this scale; the scale of Gaussian noise is its standard deviation. */
  public double standardDeviation(double scale) {
    return switch (this) {
      case LAPLACE -> Math.sqrt(2) * scale;
      case GAUSSIAN -> scale;
    };
  }
}
