package org.optika.sample;

import static org.optika.sample.RawSource.CONSENT_APP;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * The privacy settings of the app, told in {@code consent_app/*.jsonl}: one row per purpose,
 * ordered by {@code seq}.
 */
final class AppConsent {
  private static final List<Purpose> ASKED =
      List.of(
          Purpose.MEASUREMENT,
          Purpose.ATTRIBUTION,
          Purpose.PROFILING,
          Purpose.ADS_PERSONALISATION,
          Purpose.LINKING);

  private final Person person;
  private final Delivery delivery;
  private final RandomStream random;
  private int sequence;

  AppConsent(Person person, Delivery delivery) {
    this.person = person;
    this.delivery = delivery;
    this.random = person.randomFor(Person.Part.APP_CONSENT);
  }

  void tell(Window window) throws IOException {
    if (!person.usesApp()) {
      return;
    }
    long from = Math.max(person.sinceMicros(), window.start());
    long installed = from + random.delay(15, Times.DAY);
    boolean explicit = random.chance(person.isMinorAt(installed) ? 0.5 : 0.05);
    for (Purpose purpose : ASKED) {
      write(purpose, Action.SHOWN, installed, explicit);
    }
    for (Purpose purpose : ASKED) {
      choose(purpose, installed + 6 * Times.SECOND, explicit);
    }
  }

  private void choose(Purpose purpose, long at, boolean explicit) throws IOException {
    if (random.chance(0.05)) {
      write(purpose, Action.DEFERRED, at, explicit);
      return;
    }
    boolean yes = random.chance(RandomStream.probability(person.willingness() + 0.5));
    if (random.chance(0.08)) {
      write(
          purpose,
          yes ? Action.REFUSED : Action.GIVEN,
          at,
          explicit); // a second thought inside one second
    }
    write(purpose, yes ? Action.GIVEN : Action.REFUSED, at, explicit);
    if (!yes) {
      return;
    }
    long later = at + random.delay(60, Times.DAY);
    double lot = random.uniform();
    if (lot < 0.12) {
      write(purpose, Action.WITHDRAWN, later, explicit);
      if (random.chance(0.3)) {
        write(purpose, Action.GIVEN, later + random.delay(15, Times.DAY), explicit);
      }
    } else if (lot < 0.20) {
      write(purpose, Action.RENEWED, later, explicit);
    } else if (lot < 0.22) {
      write(purpose, Action.OBJECTED, later, explicit);
    } else if (lot < 0.225) {
      write(purpose, Action.REVOKED, later, explicit);
    } else if (lot < 0.23) {
      write(purpose, Action.INVALIDATED, later, explicit);
    } else if (lot < 0.25) {
      write(purpose, Action.EXPIRED, later, explicit);
    }
  }

  private void write(Purpose purpose, Action action, long at, boolean explicit) throws IOException {
    Statement statement =
        delivery
            .statement(
                CONSENT_APP,
                person.rowId("a", ++sequence),
                Subject.account(person.accountId()),
                action == Action.SHOWN ? Method.API : Method.SAVE,
                at)
            .in(person.shop())
            .under(Rules.APP_PRIVACY, Rules.SAMPLE.currentVersion(Rules.APP_PRIVACY, at))
            .sequence(sequence)
            .minor(person.isMinorAt(at))
            .explicit(explicit)
            .says(action, purpose);
    delivery.consent(
        CONSENT_APP, statement, received -> json(statement, purpose, action, received));
  }

  private String json(Statement statement, Purpose purpose, Action action, long receivedMicros) {
    return new JsonLine()
        .text("event_id", statement.id)
        .text("account_id", person.accountId())
        .number("seq", statement.sequence)
        .text("purpose", purpose.id())
        .text("status", action.name().toLowerCase(Locale.ROOT))
        .text("at", Times.isoSeconds(statement.eventMicros))
        .text("received_at", Times.isoSeconds(receivedMicros))
        .number("notice_version", statement.noticeVersion)
        .flag("explicit", statement.explicit)
        .flag("minor", statement.minor)
        .text("shop", person.shop())
        .text("region", person.region())
        .toString();
  }
}
