package org.optika.core.scores.uplift;

import java.io.Serializable;
import java.util.List;

/**
 * A way to predict uplift with ordinary models: which to train, and how their predictions combine.
 * The caller trains fits stage by stage, each on the people of its arms, with its inputs and
 * target; then predicts for everybody, once an asked arm; then asks for uplift. Arms are 0 for
 * control and 1 to the number of treatments. Immutable.
 */
public sealed interface UpliftLearner extends Serializable
    permits SLearner, TwoModelLearner, XLearner, TransformedOutcomeLearner {
  /** Name in config and reports; kebab-case, never reused. */
  String id();

  /**
   * Models to train, in rising order of stage.
   *
   * @param treatments how many there are beside control; at least 1
   */
  List<Fit> fits(int treatments, OutcomeKind outcome);

  /**
   * Predicted effect of a treatment on a person against control, in units of the outcome.
   *
   * @param treatment from 1 on
   * @param predictions {@code [fit][asked arm]} of the person, in the order of {@link #fits} and of
   *     {@link Fit#askedArms}
   */
  double uplift(int treatment, double[][] predictions, Propensities propensities);
}
