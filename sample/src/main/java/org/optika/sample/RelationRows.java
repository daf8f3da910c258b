package org.optika.sample;

import static org.optika.sample.RawSource.CONTACTS;
import static org.optika.sample.RawSource.CUSTOMERS;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Writes what the shop knows of one customer: states of the account, and contacts. */
final class RelationRows {
  private static final double MOVED = 0.15;
  private static final long NOT_MOVED_AGAIN = 30 * Times.DAY;

  private static final double EMAIL_ONLY = 0.05;
  private static final double NO_PHONE = 0.10;

  private final Person person;
  private final Delivery delivery;
  private final String preferredChannels;
  private final String declinedChannels;

  RelationRows(Person person, Delivery delivery) {
    this.person = person;
    this.delivery = delivery;
    RandomStream random = person.randomFor(Person.Part.CHANNELS);
    this.preferredChannels = random.chance(EMAIL_ONLY) ? "email" : "";
    this.declinedChannels = random.chance(NO_PHONE) ? "phone" : "";
  }

  /**
   * A state when the relation begins, one when the person moves, one when notice is given. Who has
   * moved did so before the window, so that the region of all activity is that of the last state.
   */
  void writeStates(Relation relation, Window window) throws IOException {
    RandomStream random = person.randomFor(Person.Part.MOVE);
    long firstMove = relation.sinceMicros() + NOT_MOVED_AGAIN;
    String region = person.region();
    if (firstMove < window.start() && random.chance(MOVED)) {
      writeState(person.otherRegion(random), "", relation.sinceMicros());
      writeState(region, "", random.between(firstMove, window.start()));
    } else {
      writeState(region, "", relation.sinceMicros());
    }
    if (relation.notice().isPresent()) {
      String until = Times.date(relation.until().getAsLong());
      writeState(region, until, relation.notice().getAsLong());
    }
  }

  private void writeState(String region, String until, long at) throws IOException {
    long recorded = CUSTOMERS.resolve(at);
    delivery.row(
        CUSTOMERS,
        delivery.receivedAt(CUSTOMERS, recorded),
        received ->
            String.join(
                ",",
                person.accountId(),
                person.shop(),
                region,
                Integer.toString(person.birthYear()),
                Times.date(person.sinceMicros()),
                until,
                Times.isoSeconds(recorded),
                Times.isoSeconds(received),
                preferredChannels,
                declinedChannels));
  }

  /**
   * @param contacts whatever becomes of the relation: those before and after it do not happen
   */
  void writeContacts(Relation relation, List<Contact> contacts) throws IOException {
    List<Contact> all = new ArrayList<>(contacts);
    relation.arm().map(Contact::drawn).ifPresent(all::add);
    if (relation.notice().isPresent()) {
      ServiceContacts.beforeNotice(person, relation.notice().getAsLong()).ifPresent(all::add);
    }
    all.sort(Comparator.comparingLong(Contact::atMicros).thenComparing(Contact::topic));
    int number = 0;
    for (Contact contact : all) {
      if (relation.lastsAt(contact.atMicros())) {
        write(contact, person.rowId("x", number++));
      }
    }
  }

  private void write(Contact contact, String id) throws IOException {
    long at = CONTACTS.resolve(contact.atMicros());
    delivery.row(
        CONTACTS,
        delivery.receivedAt(CONTACTS, at),
        received -> contact.line(id, person, received));
  }
}
