package org.optika.sample;

import static org.optika.sample.RawSource.CONSENT_IMPORT;

import java.io.IOException;
import java.util.List;

/**
 * The export of the system before, told in {@code consent_import/*.csv}: choices by the day, Y or
 * N, without a notice, about customers, e-mail addresses and cookies. All of it was handed over in
 * one night.
 */
final class LegacyImport {
  private static final long FIRST_CHOICE = Times.micros("2024-07-01T00:00:00Z");
  private static final long LAST_CHOICE = Times.micros("2026-03-10T00:00:00Z");
  private static final long EXPORTED = Times.micros("2026-03-15T03:00:00Z");

  private final Person person;
  private final Delivery delivery;
  private final Subscription subscription;
  private final RandomStream random;
  private int rows;

  private enum Code {
    MAIL(Purpose.EMAIL_MARKETING),
    TEL(Purpose.PHONE_MARKETING),
    STAT(Purpose.MEASUREMENT),
    ATTR(Purpose.ATTRIBUTION),
    ADS(Purpose.ADS_PERSONALISATION);

    private final Purpose purpose;

    Code(Purpose purpose) {
      this.purpose = purpose;
    }
  }

  LegacyImport(Person person, Delivery delivery, Subscription subscription) {
    this.person = person;
    this.delivery = delivery;
    this.subscription = subscription;
    this.random = person.randomFor(Person.Part.LEGACY_IMPORT);
  }

  void tell(Window window) throws IOException {
    if (person.isBot() || person.sinceMicros() >= LAST_CHOICE) {
      return;
    }
    if (person.hasEmail() && random.chance(0.35)) {
      boolean yes = write(Code.MAIL, Subject.email(person.email()), 0.8);
      if (yes) {
        subscription.on(window.start());
      }
    }
    if (person.hasAccount() && random.chance(0.2)) {
      write(Code.TEL, Subject.account(person.accountId()), 0.6);
    }
    if (random.chance(0.12)) {
      for (Code code : List.of(Code.STAT, Code.ATTR, Code.ADS)) {
        write(code, Subject.device(person.devices().get(0).id()), 0.6);
      }
    }
  }

  private boolean write(Code code, Subject subject, double yesShare) throws IOException {
    boolean yes = random.chance(yesShare);
    long day =
        Times.startOfDay(random.between(Math.max(FIRST_CHOICE, person.sinceMicros()), LAST_CHOICE));
    Statement statement =
        new Statement(
                CONSENT_IMPORT.folder(),
                person.rowId("i", rows++),
                subject,
                Method.PAPER,
                day,
                EXPORTED)
            .in(person.shop())
            .dayPrecision()
            .says(yes ? Action.IMPORTED : Action.REFUSED, code.purpose);
    delivery.consent(
        CONSENT_IMPORT,
        statement,
        received ->
            String.join(
                ",",
                statement.id,
                subject.type().equals("account") ? subject.value() : "",
                subject.type().equals("email") ? subject.value() : "",
                subject.type().equals("device") ? subject.value() : "",
                code.name(),
                yes ? "Y" : "N",
                Times.date(day),
                Times.isoSeconds(received),
                person.shop()));
    return yes;
  }
}
