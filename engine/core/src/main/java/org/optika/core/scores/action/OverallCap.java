package org.optika.core.scores.action;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.Set;

/**
 * How often a person may be contacted by all channels together.
 *
 * @param countries where it holds, ISO 3166 codes; empty: everywhere
 * @param most contacts in {@code days} days, the planned one included; 0 closes every channel
 * @param days length of the window, in [1, {@link ContactRules#MOST_DAYS}]
 */
public record OverallCap(Set<String> countries, int most, int days) implements Serializable {
  public OverallCap {
    require(most >= 0, "overall cap: most must be >= 0, got %s", most);
    ContactRules.requireDays("overall cap: days", 1, days);
    countries = ContactRules.countries(countries);
  }
}
