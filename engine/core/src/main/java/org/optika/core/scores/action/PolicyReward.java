package org.optika.core.scores.action;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.optika.core.scores.uplift.LoggedDecision;
import org.optika.core.scores.uplift.OffPolicySums;
import org.optika.core.scores.uplift.WeightCap;

/**
 * What following the predicted effects earns on people of an experiment, in the terms of the
 * catalogue. Each person gets the treatment of the highest predicted uplift x value - cost, or
 * control where none is above 0; compared with control for everybody.
 *
 * <p>The reward of an arm is stayed x worth - its cost. A person's worth is one number for all
 * arms, or else an arm would earn by being worth more and not by keeping somebody: the value of the
 * treatment that is best for the person. So what a person earns more than in control is what {@link
 * NextBestAction} expects, uplift x value - cost, by the uplift that the experiment shows.
 *
 * @param values of the treatments
 * @param costs of the treatments, in the currency; control costs nothing
 */
public record PolicyReward(List<ActionValue> values, List<BigDecimal> costs)
    implements Serializable {

  /**
   * A person of the experiment.
   *
   * @param arm what was drawn; 0: control
   * @param propensity with which it was drawn, in (0, 1]
   * @param stayed 1 or 0
   * @param customerValue in the currency
   * @param response predicted probability to stay in control
   * @param uplift predicted of each treatment, by a model that has not seen the person
   */
  public record Outcome(
      int arm,
      double propensity,
      double stayed,
      double customerValue,
      double response,
      double[] uplift) {}

  public PolicyReward {
    require(
        values.size() == costs.size(),
        "expected a cost for each of %s treatments, got %s",
        values.size(),
        costs.size());
    values = List.copyOf(values);
    costs = List.copyOf(costs);
  }

  /**
   * Terms of the actions that the treatments are; a treatment that is no action of the catalogue is
   * worth what the customer is, and costs nothing.
   */
  public static PolicyReward of(Catalogue catalogue, List<String> treatments) {
    List<ActionValue> values = new ArrayList<>();
    List<BigDecimal> costs = new ArrayList<>();
    for (String treatment : treatments) {
      Optional<Action> action =
          catalogue.actions().stream().filter(one -> one.id().equals(treatment)).findFirst();
      values.add(action.map(Action::value).orElse(ActionValue.customerValue()));
      costs.add(action.map(Action::cost).orElse(BigDecimal.ZERO));
    }
    return new PolicyReward(values, costs);
  }

  /** The arm that the policy gives to a person: 0 for control, else 1 + the treatment. */
  public int arm(Outcome person) {
    int best = best(person);
    return net(best, person) > 0 ? best + 1 : 0;
  }

  /** What one person says of the policy, and of control for everybody. */
  public OffPolicySums sums(Outcome person) {
    double worth = values.get(best(person)).of(person.customerValue());
    double[] expected = new double[values.size() + 1];
    expected[0] = person.response() * worth;
    for (int treatment = 0; treatment < values.size(); treatment++) {
      expected[treatment + 1] =
          (person.response() + person.uplift()[treatment]) * worth - cost(treatment);
    }
    double reward = person.stayed() * worth - (person.arm() == 0 ? 0 : cost(person.arm() - 1));
    return OffPolicySums.against(
        new LoggedDecision(person.arm(), person.propensity(), reward, expected),
        OffPolicySums.always(arm(person), expected.length),
        OffPolicySums.always(0, expected.length),
        WeightCap.none());
  }

  /** The first of the treatments of the highest net gain. */
  private int best(Outcome person) {
    int best = 0;
    for (int treatment = 1; treatment < values.size(); treatment++) {
      if (net(treatment, person) > net(best, person)) {
        best = treatment;
      }
    }
    return best;
  }

  private double net(int treatment, Outcome person) {
    return person.uplift()[treatment] * values.get(treatment).of(person.customerValue())
        - cost(treatment);
  }

  private double cost(int treatment) {
    return costs.get(treatment).doubleValue();
  }
}
