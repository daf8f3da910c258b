package org.optika.sample;

/** What the arms of the experiment {@link Winback} do to the people who are drawn into them. */
public enum ExperimentEffect {
  /** Each segment answers in a way of its own. */
  NATURAL,
  /** Nothing: whoever finds an effect in such a world has found noise. */
  NONE
}
