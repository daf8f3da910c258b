package org.optika.sample;

/** What the arms of the experiment {@link Winback} do to the people who are drawn into them. */
public enum ExperimentEffect {
  /** Each segment answers in a way of its own. */
  NATURAL(1),
  /**
   * The same at a time when many leave: the rate is eightfold for everybody while the experiment
   * lasts, so that some thousands of customers are enough to see who answers to what.
   */
  STRONG(8),
  /** Nothing: whoever finds an effect in such a world has found noise. */
  NONE(1);

  private final double unrest;

  ExperimentEffect(double unrest) {
    this.unrest = unrest;
  }

  /** What the rate of ending is multiplied by in all arms, control included. */
  double unrest() {
    return unrest;
  }
}
