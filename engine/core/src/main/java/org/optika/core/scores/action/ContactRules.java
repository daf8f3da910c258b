package org.optika.core.scores.action;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * How often, and when, a person may be contacted. All rules hold, whether for one country or for
 * all; for a person whose country is not known those of every country hold.
 *
 * <p>A window of d days is the span {@code (as_of - d x 24 h, as_of]}: a contact exactly d days ago
 * is out of it, so two contacts exactly a week apart keep a gap of seven days. A month is as many
 * days as the rule says. Contacts after {@code as_of} are not seen.
 *
 * @param zone in which {@code as_of} falls on a quiet day or not
 */
public record ContactRules(
    List<ChannelRule> channels, List<OverallCap> overall, List<QuietPeriod> quiet, ZoneId zone)
    implements Serializable {

  /** The longest window, cool-down or gap: ten years. */
  public static final int MOST_DAYS = 3_660;

  static final long DAY_MICROS = 86_400_000_000L;

  public ContactRules {
    channels = List.copyOf(channels);
    overall = List.copyOf(overall);
    quiet = List.copyOf(quiet);
  }

  static void requireDays(String what, int least, int days) {
    require(
        days >= least && days <= MOST_DAYS,
        "%s must be in [%s, %s], got %s",
        what,
        least,
        MOST_DAYS,
        days);
  }

  static Set<String> countries(Set<String> codes) {
    codes.forEach(
        code ->
            require(
                code.matches("[A-Z]{2}"), "country must be two capital letters, got '%s'", code));
    return Set.copyOf(codes);
  }
}
