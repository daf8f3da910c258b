package org.optika.core.scores.action;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.TreeSet;
import org.optika.core.consent.ConsentState;

/**
 * The rules of {@link ContactRules}, {@link ActionRefusal} and {@link ContactPressure} once more,
 * for {@link DecisionAudit}: from ages of contacts where {@link Eligibility} compares instants, and
 * from names where it has codes.
 */
final class RefusalAudit {
  private final Catalogue catalogue;
  private final long asOfMicros;
  private final LocalDate today;

  RefusalAudit(Catalogue catalogue, long asOfMicros) {
    this.catalogue = catalogue;
    this.asOfMicros = asOfMicros;
    today =
        Instant.EPOCH
            .plus(asOfMicros, ChronoUnit.MICROS)
            .atZone(catalogue.rules().zone())
            .toLocalDate();
  }

  /** Ids of all rules that refuse the action. */
  Set<String> refusing(Action action, Person person) {
    Set<String> refusing = new TreeSet<>();
    for (String purpose : action.purposes()) {
      int position = catalogue.purposes().indexOf(purpose);
      ConsentState state = ConsentState.of((int) (person.states() >> 4 * position & 15));
      if (!state.permits()) {
        refusing.add(ofState(state.label()));
      }
    }
    if (!action.countries().isEmpty() && !action.countries().contains(person.country())) {
      refusing.add("country");
    }
    if (names(person.declinedChannels(), action.channel())) {
      refusing.add("declined-channel");
    }
    for (int i = 0; i < person.contacts().at().length; i++) {
      if (isWithin(action.coolDownDays(), person.contacts().at()[i])
          && idOf(person.contacts().action()[i]).equals(action.id())) {
        refusing.add("cool-down");
      }
    }
    if (action.pressure() == ContactPressure.COUNTED) {
      addPressure(action, person, refusing);
    }
    return refusing;
  }

  private static String ofState(String label) {
    if (label.equals("minor-or-special")) {
      return label;
    }
    if (label.equals("objected")) {
      return "objection";
    }
    boolean hasItsOwn = Set.of("withdrawn", "refused", "expired", "unknown").contains(label);
    return hasItsOwn ? "purpose-" + label : "purpose-not-permitted";
  }

  private void addPressure(Action action, Person person, Set<String> refusing) {
    if (person.preferredChannels() != 0 && !names(person.preferredChannels(), action.channel())) {
      refusing.add("other-channel-preferred");
    }
    for (QuietPeriod period : catalogue.rules().quiet()) {
      if (concerns(period.countries(), person) && isToday(period)) {
        refusing.add("quiet-period");
      }
    }
    for (ChannelRule rule : catalogue.rules().channels()) {
      if (rule.channel().equals(action.channel()) && concerns(rule.countries(), person)) {
        if (contacts(person, rule.days(), Set.of(rule.channel())) + 1 > rule.most()) {
          refusing.add("channel-cap");
        }
        if (contacts(person, rule.gapDays(), Set.of(rule.channel())) > 0) {
          refusing.add("channel-gap");
        }
      }
    }
    for (OverallCap cap : catalogue.rules().overall()) {
      if (concerns(cap.countries(), person)
          && contacts(person, cap.days(), Set.of()) + 1 > cap.most()) {
        refusing.add("overall-cap");
      }
    }
  }

  /** Contacts that count within so many days; {@code channels} empty: by whatever channel. */
  private int contacts(Person person, int days, Set<String> channels) {
    int count = 0;
    for (int i = 0; i < person.contacts().at().length; i++) {
      int channel = person.contacts().channel()[i];
      String channelId = channel < 0 ? "" : catalogue.channels().get(channel);
      int action = person.contacts().action()[i];
      boolean counts =
          action < 0 || catalogue.actions().get(action).pressure() == ContactPressure.COUNTED;
      if (counts
          && isWithin(days, person.contacts().at()[i])
          && (channels.isEmpty() || channels.contains(channelId))) {
        count++;
      }
    }
    return count;
  }

  /** Up to {@code as_of}, and less than so many times 24 hours before it. */
  private boolean isWithin(int days, long atMicros) {
    long age = Math.subtractExact(asOfMicros, atMicros);
    return age >= 0 && age < days * 24L * 60 * 60 * 1_000_000;
  }

  private boolean isToday(QuietPeriod period) {
    if (period instanceof QuietDates dates) {
      return dates.first().compareTo(today) <= 0 && today.compareTo(dates.last()) <= 0;
    }
    return period instanceof QuietWeekdays weekdays
        && weekdays.days().contains(today.getDayOfWeek());
  }

  private static boolean concerns(Set<String> countries, Person person) {
    return countries.isEmpty()
        || person.country().isEmpty()
        || countries.contains(person.country());
  }

  private boolean names(long channels, String channel) {
    return (channels & 1L << catalogue.channels().indexOf(channel)) != 0;
  }

  private String idOf(int action) {
    return action < 0 ? "" : catalogue.actions().get(action).id();
  }
}
