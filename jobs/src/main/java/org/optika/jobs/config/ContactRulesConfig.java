package org.optika.jobs.config;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.optika.core.scores.action.ChannelRule;
import org.optika.core.scores.action.ContactRules;
import org.optika.core.scores.action.OverallCap;
import org.optika.core.scores.action.QuietDates;
import org.optika.core.scores.action.QuietPeriod;
import org.optika.core.scores.action.QuietWeekdays;

/** {@code contact_rules} of {@code conf/actions.yaml}; a mapping without entries is no rule. */
final class ContactRulesConfig {
  private static final int MOST_CONTACTS = 1000;

  private ContactRulesConfig() {}

  /**
   * @param channels that a rule may name
   */
  static ContactRules read(YamlMap section, ZoneId zone, List<String> channels) {
    try (section) {
      List<ChannelRule> rules = channelRules(section, channels);
      List<OverallCap> caps = overallCaps(section);
      List<QuietPeriod> quiet = new ArrayList<>(quietDates(section));
      quiet.addAll(quietWeekdays(section));
      return new ContactRules(rules, caps, quiet, zone);
    }
  }

  private static List<ChannelRule> channelRules(YamlMap section, List<String> channels) {
    List<ChannelRule> rules = new ArrayList<>();
    for (YamlMap entry : section.maps("channels")) {
      try (entry) {
        String channel = ActionsConfig.channel(entry, channels);
        int most = entry.integer("most", 0, MOST_CONTACTS);
        int days = entry.integer("days", 1, ContactRules.MOST_DAYS);
        int gapDays = entry.optionalInteger("gap_days", 0, ContactRules.MOST_DAYS).orElse(0);
        Set<String> countries = Countries.read(entry);
        rules.add(new ChannelRule(channel, countries, most, days, gapDays));
      }
    }
    return rules;
  }

  private static List<OverallCap> overallCaps(YamlMap section) {
    List<OverallCap> caps = new ArrayList<>();
    for (YamlMap entry : section.maps("overall")) {
      try (entry) {
        int most = entry.integer("most", 0, MOST_CONTACTS);
        int days = entry.integer("days", 1, ContactRules.MOST_DAYS);
        Set<String> countries = Countries.read(entry);
        caps.add(new OverallCap(countries, most, days));
      }
    }
    return caps;
  }

  private static List<QuietDates> quietDates(YamlMap section) {
    List<QuietDates> periods = new ArrayList<>();
    for (YamlMap entry : section.maps("quiet_dates")) {
      try (entry) {
        Optional<LocalDate> first = entry.date("from");
        Optional<LocalDate> last = entry.date("to");
        Set<String> countries = Countries.read(entry);
        if (first.isPresent() && last.isPresent()) {
          entry
              .checked("to", () -> new QuietDates(countries, first.get(), last.get()))
              .ifPresent(periods::add);
        }
      }
    }
    return periods;
  }

  private static List<QuietWeekdays> quietWeekdays(YamlMap section) {
    List<QuietWeekdays> periods = new ArrayList<>();
    for (YamlMap entry : section.maps("quiet_weekdays")) {
      try (entry) {
        Set<DayOfWeek> days = weekdays(entry);
        Set<String> countries = Countries.read(entry);
        if (!days.isEmpty()) {
          periods.add(new QuietWeekdays(countries, days));
        }
      }
    }
    return periods;
  }

  private static Set<DayOfWeek> weekdays(YamlMap entry) {
    List<String> names = entry.texts("days");
    if (names.isEmpty()) {
      entry.fault("days", "name at least one day of the week");
    }
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String name : names) {
      try {
        days.add(DayOfWeek.valueOf(name.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException unknown) {
        entry.fault("days", "expected days of the week such as sunday, got '%s'", name);
      }
    }
    return days;
  }
}
