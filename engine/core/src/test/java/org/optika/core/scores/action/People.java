package org.optika.core.scores.action;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Catalogues and people for tests; noon of a Wednesday is {@code as_of}. */
final class People {
  static final long AS_OF = micros("2026-03-04T12:00:00Z");
  static final long DAY = 86_400_000_000L;
  static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
  static final List<String> PURPOSES =
      List.of("measurement", Action.PROFILING, "email_marketing", "phone_marketing");
  static final List<String> CHANNELS = List.of("email", "phone", "post");
  static final ContactRules NO_RULES = new ContactRules(List.of(), List.of(), List.of(), ZONE);

  /** Consent for the four purposes. */
  static final long ALL_PERMITTED = 0x1111;

  private People() {}

  static long micros(String instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
  }

  static Catalogue catalogue(ContactRules rules, ActionBuilder... actions) {
    return new Catalogue(
        PURPOSES, CHANNELS, List.of(actions).stream().map(ActionBuilder::build).toList(), rules);
  }

  static Catalogue catalogue(ActionBuilder... actions) {
    return catalogue(NO_RULES, actions);
  }

  /** One past contact. */
  record Contact(long at, int channel, int action) {}

  static Contacts contacts(Contact... contacts) {
    List<Contact> sorted = new ArrayList<>(List.of(contacts));
    sorted.sort(Comparator.comparingLong(Contact::at));
    return new Contacts(
        sorted.stream().mapToLong(Contact::at).toArray(),
        sorted.stream().mapToInt(Contact::channel).toArray(),
        sorted.stream().mapToInt(Contact::action).toArray());
  }

  /** Somebody in the Netherlands who permits everything. */
  static Person person(Contact... contacts) {
    return new Person(7, ALL_PERMITTED, "NL", 0, 0, contacts(contacts));
  }

  static Person inCountry(String country, Contact... contacts) {
    return new Person(7, ALL_PERMITTED, country, 0, 0, contacts(contacts));
  }

  static Person withStates(long states) {
    return new Person(7, states, "NL", 0, 0, Contacts.NONE);
  }
}
