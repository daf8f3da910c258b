package org.optika.sample;

import static org.optika.sample.Contact.CANCEL;
import static org.optika.sample.Contact.COMPLAINT;
import static org.optika.sample.Contact.QUESTION;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When a customer turns to the shop by himself: questions, complaints (some of them about an
 * order), and now and then a question about ending the relation that leads to nothing.
 */
final class ServiceContacts {
  private static final double DAYS_BETWEEN_QUESTIONS = 400;
  private static final double DAYS_BETWEEN_COMPLAINTS = 650;
  private static final double DAYS_BETWEEN_IDLE_THREATS = 6_000;
  private static final double COMPLAINT_ABOUT_ORDER = 0.2;
  private static final double DAYS_UNTIL_COMPLAINT = 8;
  private static final double ASKED_BEFORE_NOTICE = 0.5;
  private static final double DAYS_FROM_ASKING_TO_NOTICE = 6;

  /** Streams of their own; those of orders are numbered from 0. */
  private static final long QUESTIONS = 1_000_000;

  private static final long COMPLAINTS = 1_000_001;
  private static final long IDLE_THREATS = 1_000_002;
  private static final long BEFORE_NOTICE = 1_000_003;

  private ServiceContacts() {}

  /**
   * @return contacts from the start of the relation to the end of the window, by time
   */
  static List<Contact> draw(Person person, List<Long> orderTimes, Window window) {
    RandomStream random = person.randomFor(Person.Part.SERVICE);
    List<Contact> contacts = new ArrayList<>();
    often(contacts, person, window, random.child(QUESTIONS), DAYS_BETWEEN_QUESTIONS, QUESTION);
    often(contacts, person, window, random.child(COMPLAINTS), DAYS_BETWEEN_COMPLAINTS, COMPLAINT);
    often(contacts, person, window, random.child(IDLE_THREATS), DAYS_BETWEEN_IDLE_THREATS, CANCEL);
    for (int order = 0; order < orderTimes.size(); order++) {
      RandomStream ofOrder = random.child(order);
      boolean complains = ofOrder.chance(COMPLAINT_ABOUT_ORDER);
      long at = orderTimes.get(order) + ofOrder.delay(DAYS_UNTIL_COMPLAINT, Times.DAY);
      if (complains && at >= person.sinceMicros() && at < window.end()) {
        contacts.add(Contact.inbound(at, channel(person, ofOrder), COMPLAINT));
      }
    }
    contacts.sort(Comparator.comparingLong(Contact::atMicros));
    return contacts;
  }

  private static void often(
      List<Contact> contacts,
      Person person,
      Window window,
      RandomStream random,
      double daysBetween,
      String topic) {
    for (long at = window.start() + random.delay(daysBetween, Times.DAY);
        at < window.end();
        at += random.delay(daysBetween, Times.DAY)) {
      String channel = channel(person, random);
      if (at >= person.sinceMicros()) {
        contacts.add(Contact.inbound(at, channel, topic));
      }
    }
  }

  /** Half of those who give notice have asked how to do so, mostly within the week before. */
  static Optional<Contact> beforeNotice(Person person, long notice) {
    RandomStream random = person.randomFor(Person.Part.SERVICE).child(BEFORE_NOTICE);
    long at = notice - random.delay(DAYS_FROM_ASKING_TO_NOTICE, Times.DAY);
    return random.chance(ASKED_BEFORE_NOTICE)
        ? Optional.of(Contact.inbound(at, channel(person, random), CANCEL))
        : Optional.empty();
  }

  private static String channel(Person person, RandomStream random) {
    double lot = random.uniform();
    if (person.usesApp() && lot < 0.3) {
      return "app";
    }
    return lot < 0.7 ? "phone" : "email";
  }
}
