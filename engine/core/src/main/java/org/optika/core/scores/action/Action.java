package org.optika.core.scores.action;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/**
 * One thing that can be done for a person.
 *
 * @param id name in configuration, tables and reports, kebab-case
 * @param channel by which the person is contacted
 * @param purposes all of them must be permitted, and they are asked in this order; {@link
 *     #PROFILING} is among them, since the choice rests on scores
 * @param cost of doing it once, in the currency; in [0, 10^6], at most four decimals
 * @param coolDownDays not again within so many days; in [0, {@link ContactRules#MOST_DAYS}]
 * @param countries ISO 3166 codes of where it may be done; empty: everywhere
 */
public record Action(
    String id,
    ActionKind kind,
    String channel,
    List<String> purposes,
    BigDecimal cost,
    ActionValue value,
    int coolDownDays,
    Set<String> countries,
    Effect effect,
    ContactPressure pressure)
    implements Serializable {

  /** Purpose that every action needs. */
  public static final String PROFILING = "profiling";

  private static final int COST_DECIMALS = 4;
  private static final BigDecimal LARGEST_COST = BigDecimal.valueOf(1_000_000);

  public Action {
    require(id.matches("[a-z][a-z0-9-]*"), "action id must be kebab-case, got '%s'", id);
    require(
        purposes.contains(PROFILING),
        "action '%s': purposes must contain '%s', got %s",
        id,
        PROFILING,
        purposes);
    require(
        cost.signum() >= 0
            && cost.compareTo(LARGEST_COST) <= 0
            && cost.stripTrailingZeros().scale() <= COST_DECIMALS,
        "action '%s': cost must be in [0, %s] with at most %s decimals, got %s",
        id,
        LARGEST_COST,
        COST_DECIMALS,
        cost);
    require(
        coolDownDays >= 0 && coolDownDays <= ContactRules.MOST_DAYS,
        "action '%s': cool-down must be in [0, %s] days, got %s",
        id,
        ContactRules.MOST_DAYS,
        coolDownDays);
    purposes = List.copyOf(purposes);
    countries = ContactRules.countries(countries);
  }
}
