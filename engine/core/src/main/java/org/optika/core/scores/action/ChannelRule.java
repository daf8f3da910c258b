package org.optika.core.scores.action;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.Set;

/**
 * How often a person may be contacted by one channel, such as twice in 30 days and a week apart.
 *
 * @param countries where it holds, ISO 3166 codes; empty: everywhere
 * @param most contacts in {@code days} days, the planned one included; 0 closes the channel
 * @param days length of the window, in [1, {@link ContactRules#MOST_DAYS}]
 * @param gapDays least distance to the contact before; in [0, {@link ContactRules#MOST_DAYS}], 0:
 *     none
 */
public record ChannelRule(String channel, Set<String> countries, int most, int days, int gapDays)
    implements Serializable {
  public ChannelRule {
    require(most >= 0, "rule for channel '%s': most must be >= 0, got %s", channel, most);
    ContactRules.requireDays("rule for channel '" + channel + "': days", 1, days);
    ContactRules.requireDays("rule for channel '" + channel + "': gap", 0, gapDays);
    countries = ContactRules.countries(countries);
  }
}
