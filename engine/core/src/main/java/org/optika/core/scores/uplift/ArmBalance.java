package org.optika.core.scores.uplift;

import static org.optika.core.Checks.require;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether the people whose outcome is known stand in the arms as the design drew them. Where they
 * do not, people were lost for the treatment, as when a message makes them withdraw, and the effect
 * may be that of who is left. Each arm's count is compared with people x probability, in standard
 * deviations of a binomial count; the p-value is two-sided for the arm that is furthest off, times
 * the number of arms (Bonferroni), at most 1.
 *
 * @param people of each arm, control first
 * @param drawn probability of each arm by the design
 */
public record ArmBalance(List<Long> people, List<Double> drawn, double pValue) {
  /** Below it arms count as out of balance; usual for checks of experiments. */
  public static final double LIMIT = 0.001;

  public ArmBalance {
    people = List.copyOf(people);
    drawn = List.copyOf(drawn);
  }

  public static ArmBalance of(List<Long> people, Propensities design) {
    double[] drawn = design.ofArm();
    require(
        people.size() == drawn.length, "%s arms of %s probabilities", people.size(), drawn.length);
    long all = people.stream().mapToLong(Long::longValue).sum();
    double furthest =
        IntStream.range(0, drawn.length)
            .mapToDouble(
                arm ->
                    Math.abs(people.get(arm) - all * drawn[arm])
                        / Math.sqrt(all * drawn[arm] * (1 - drawn[arm])))
            .max()
            .orElse(0);
    double beyond = all == 0 ? 1 : NormalTail.beyond(furthest);
    return new ArmBalance(
        people,
        java.util.Arrays.stream(drawn).boxed().toList(),
        Math.min(1, drawn.length * beyond));
  }

  public boolean balanced() {
    return pValue >= LIMIT;
  }
}
