package org.optika.core.scores.action;

import static org.optika.core.scores.action.ContactRules.DAY_MICROS;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What of a catalogue holds in one country at {@code as_of}, with the days turned into instants.
 *
 * @param actions bit of each action that may be done there
 * @param isQuiet nobody is contacted today
 */
record CountryRules(
    long actions, boolean isQuiet, List<ChannelWindow> channels, List<OverallWindow> overall) {

  /**
   * A {@link ChannelRule} at {@code as_of}: contacts after {@code afterMicros} count, and one after
   * {@code gapAfterMicros} is too close.
   */
  record ChannelWindow(int channel, long afterMicros, int most, long gapAfterMicros) {}

  /** An {@link OverallCap} at {@code as_of}. */
  record OverallWindow(long afterMicros, int most) {}

  /**
   * @param country code; empty: not known, and then all rules hold and no action that is limited to
   *     some countries may be done
   */
  static CountryRules of(Catalogue catalogue, String country, long asOfMicros) {
    long actions = 0;
    for (int action = 0; action < catalogue.actions().size(); action++) {
      Set<String> countries = catalogue.actions().get(action).countries();
      if (countries.isEmpty() || countries.contains(country)) {
        actions |= 1L << action;
      }
    }
    ContactRules rules = catalogue.rules();
    LocalDate today =
        Instant.EPOCH.plus(asOfMicros, ChronoUnit.MICROS).atZone(rules.zone()).toLocalDate();
    return new CountryRules(
        actions,
        rules.quiet().stream()
            .anyMatch(period -> holds(period.countries(), country) && period.contains(today)),
        rules.channels().stream()
            .filter(rule -> holds(rule.countries(), country))
            .map(
                rule ->
                    new ChannelWindow(
                        catalogue.channels().indexOf(rule.channel()),
                        asOfMicros - rule.days() * DAY_MICROS,
                        rule.most(),
                        asOfMicros - rule.gapDays() * DAY_MICROS))
            .toList(),
        rules.overall().stream()
            .filter(cap -> holds(cap.countries(), country))
            .map(cap -> new OverallWindow(asOfMicros - cap.days() * DAY_MICROS, cap.most()))
            .toList());
  }

  private static boolean holds(Set<String> countries, String country) {
    return countries.isEmpty() || country.isEmpty() || countries.contains(country);
  }

  /** The countries that a catalogue names anywhere. */
  static Stream<String> named(Catalogue catalogue) {
    ContactRules rules = catalogue.rules();
    return Stream.of(
            catalogue.actions().stream().map(Action::countries),
            rules.quiet().stream().map(QuietPeriod::countries),
            rules.channels().stream().map(ChannelRule::countries),
            rules.overall().stream().map(OverallCap::countries))
        .flatMap(countries -> countries)
        .flatMap(Set::stream)
        .distinct();
  }
}
