package org.optika.sample;

import static org.optika.sample.RawSource.CONSENT_CALLCENTRE;

import java.io.IOException;

/**
 * What customers said on the telephone, told in {@code consent_callcentre/*.csv}: a Dutch system
 * with semicolons, decimal commas and the time on the wall in Amsterdam. Calls are made between 8
 * and 20 hours, so that no time is ambiguous.
 */
final class CallCentreConsent {
  private final Person person;
  private final Delivery delivery;
  private final RandomStream random;
  private int rows;

  /** The words of the system, with what they mean. */
  enum Word {
    JA(Action.GIVEN),
    NEE(Action.REFUSED),
    INTREKKING(Action.WITHDRAWN),
    BEZWAAR(Action.OBJECTED),
    VERLENGD(Action.RENEWED),
    GEEN_ANTWOORD(Action.DEFERRED),
    KLANT(Action.GIVEN);

    private final Action action;

    Word(Action action) {
      this.action = action;
    }
  }

  private enum Topic {
    TELEFOON(Purpose.PHONE_MARKETING),
    EMAIL(Purpose.EMAIL_MARKETING),
    PROFIEL(Purpose.PROFILING);

    private final Purpose purpose;

    Topic(Purpose purpose) {
      this.purpose = purpose;
    }
  }

  CallCentreConsent(Person person, Delivery delivery) {
    this.person = person;
    this.delivery = delivery;
    this.random = person.randomFor(Person.Part.CALL_CENTRE);
  }

  void tell(Window window) throws IOException {
    if (!person.hasAccount() || !random.chance(0.4)) {
      return;
    }
    long from = Math.max(person.sinceMicros(), window.start());
    int calls = 1 + random.below(3);
    for (int i = 0; i < calls; i++) {
      long at = officeHour(random.between(from, window.end()));
      Topic topic = Topic.values()[random.weighted(0.75, 0.1, 0.15)];
      boolean sale =
          i == 0
              && topic == Topic.TELEFOON
              && random.chance(person.shop().equals("NL") ? 0.6 : 0.1);
      Word word = sale ? Word.KLANT : answer();
      String dossier = write(topic, word, at, null);
      if (random.chance(0.02) && word != Word.KLANT) {
        write(
            topic,
            word == Word.JA ? Word.NEE : Word.JA,
            at,
            null); // both boxes ticked in one second
      } else if (random.chance(0.06)) {
        write(topic, answer(), at, dossier);
      }
    }
  }

  private Word answer() {
    double yes = RandomStream.probability(person.willingness() - 0.2);
    return random.chance(yes)
        ? (random.chance(0.1) ? Word.VERLENGD : Word.JA)
        : new Word[] {Word.NEE, Word.BEZWAAR, Word.INTREKKING, Word.GEEN_ANTWOORD}
            [random.weighted(0.5, 0.2, 0.2, 0.1)];
  }

  /** Between 8 and 20 hours in Amsterdam, summer or winter. */
  private long officeHour(long at) {
    return Times.startOfDay(at) + 7 * Times.HOUR + random.below(11 * 3600) * Times.SECOND;
  }

  private String write(Topic topic, Word word, long at, String correctionOf) throws IOException {
    long delay = random.below(20 * 60) * Times.SECOND;
    if (correctionOf != null || random.chance(0.1)) {
      delay += (1 + random.below(10)) * Times.DAY;
    }
    Statement statement =
        new Statement(
                CONSENT_CALLCENTRE.folder(),
                person.rowId("c", rows++),
                Subject.account(person.accountId()),
                Method.CALL,
                at,
                at + delay)
            .in(person.shop())
            .minor(random.chance(0.5) ? Boolean.valueOf(person.isMinorAt(at)) : null)
            .says(word.action, topic.purpose);
    if (word == Word.KLANT) {
      statement.softOptIn(Rules.NL_PHONE_CUSTOMER);
    }
    if (correctionOf != null) {
      statement.corrects(correctionOf);
    }
    if (random.chance(0.9)) {
      statement.under(Rules.PHONE_SCRIPT, 1);
    }
    String minutes = random.below(20) + "," + random.below(10);
    delivery.consent(
        CONSENT_CALLCENTRE, statement, received -> line(statement, topic, word, minutes, received));
    return statement.id;
  }

  private String line(
      Statement statement, Topic topic, Word word, String minutes, long receivedMicros) {
    return String.join(
        ";",
        statement.id,
        person.accountId(),
        topic.name(),
        word.name(),
        Times.amsterdam(statement.eventMicros),
        Times.amsterdam(receivedMicros),
        person.shop(),
        statement.noticeId == null ? "" : statement.noticeId,
        statement.noticeVersion == null ? "" : statement.noticeVersion.toString(),
        statement.minor == null ? "" : statement.minor ? "J" : "N",
        statement.softOptInRule == null ? "" : statement.softOptInRule,
        statement.correctionOf == null ? "" : statement.correctionOf,
        minutes);
  }
}
