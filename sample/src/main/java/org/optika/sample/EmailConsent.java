package org.optika.sample;

import static org.optika.sample.RawSource.CONSENT_EMAIL;

import java.io.IOException;

/**
 * The newsletter list and its double opt-in, told in {@code consent_email/*.csv}. The list {@code
 * newsletter} stands for e-mail marketing, the list {@code tracking} for measurement and
 * attribution of what is clicked in a letter.
 */
final class EmailConsent {
  private static final Purpose[] NEWSLETTER = {Purpose.EMAIL_MARKETING};
  private static final Purpose[] TRACKING = {Purpose.MEASUREMENT, Purpose.ATTRIBUTION};

  private final Person person;
  private final Delivery delivery;
  private final Subscription subscription;
  private final RandomStream random;
  private int rows;

  EmailConsent(Person person, Delivery delivery, Subscription subscription) {
    this.person = person;
    this.delivery = delivery;
    this.subscription = subscription;
    this.random = person.randomFor(Person.Part.EMAIL_CONSENT);
  }

  void tell(Window window) throws IOException {
    if (!person.hasEmail()) {
      return;
    }
    long at = window.start() + (long) (random.uniform() * 0.7 * window.days() * Times.DAY);
    if (random.chance(RandomStream.probability(person.willingness()))) {
      signUp(at);
    } else if (person.hasAccount() && random.chance(0.5)) {
      sell(at);
    }
  }

  private void signUp(long at) throws IOException {
    boolean tracked = random.chance(0.85);
    boolean doubleOptIn = person.shop().equals("DE");
    boolean form = random.chance(doubleOptIn ? 0.1 : 0.4);
    long confirmedAt = at + random.delay(20, Times.MINUTE) + Times.SECOND;
    if (form) {
      write("form", Action.GIVEN, Method.SAVE, at, tracked);
      if (doubleOptIn) {
        return; // a form alone is a request there
      }
      subscription.on(at);
    } else {
      write("request", Action.GIVEN, Method.DOI_REQUEST, at, tracked);
      if (!random.chance(0.8)) {
        return;
      }
      write("confirm", Action.GIVEN, Method.DOI_CONFIRM, confirmedAt, tracked);
      subscription.on(confirmedAt);
    }
    double lot = random.uniform();
    long later = confirmedAt + random.delay(60, Times.DAY);
    if (lot < 0.15) {
      write("unsubscribe", Action.WITHDRAWN, Method.SAVE, later, tracked);
      subscription.off(later);
      comeBack(later, tracked);
    } else if (lot < 0.17) {
      write("complaint", Action.OBJECTED, Method.SAVE, later, tracked);
      subscription.off(later);
    }
  }

  private void comeBack(long left, boolean tracked) throws IOException {
    long at = left + random.delay(25, Times.DAY);
    if (random.chance(0.25)) {
      write("request", Action.GIVEN, Method.DOI_REQUEST, at, tracked);
      write("confirm", Action.GIVEN, Method.DOI_CONFIRM, at + 4 * Times.MINUTE, tracked);
      subscription.on(at + 4 * Times.MINUTE);
    } else if (person.hasAccount() && random.chance(0.3)) {
      sell(at); // a sale never lifts an explicit no
    }
  }

  private void sell(long at) throws IOException {
    Statement sale =
        statement("s", Method.API, at)
            .says(Action.GIVEN, NEWSLETTER)
            .softOptIn(Rules.EU_EMAIL_CUSTOMER);
    if (random.chance(0.2)) {
      sale.expires(sale.eventMicros + 120 * Times.DAY);
    }
    write("sale", "newsletter", sale);
    subscription.on(at);
  }

  private void write(String event, Action action, Method method, long at, boolean tracked)
      throws IOException {
    write(event, "newsletter", statement("n", method, at).says(action, NEWSLETTER));
    if (tracked) {
      write(event, "tracking", statement("t", method, at).says(action, TRACKING));
    }
  }

  private Statement statement(String list, Method method, long at) {
    Boolean minor = random.chance(0.3) ? Boolean.valueOf(person.isMinorAt(at)) : null;
    Integer version =
        random.chance(0.05)
            ? null
            : Integer.valueOf(Rules.SAMPLE.currentVersion(Rules.EMAIL_LIST, at));
    return delivery
        .statement(
            CONSENT_EMAIL,
            person.rowId("m" + list, rows++),
            Subject.email(person.email()),
            method,
            at)
        .in(person.shop())
        .under(Rules.EMAIL_LIST, version)
        .minor(minor);
  }

  private void write(String event, String list, Statement statement) throws IOException {
    delivery.consent(
        CONSENT_EMAIL,
        statement,
        received ->
            String.join(
                ",",
                statement.id,
                person.email(),
                event,
                list,
                Long.toString(statement.eventMicros / Times.MILLI),
                Long.toString(received / Times.MILLI),
                person.shop(),
                statement.noticeVersion == null ? "" : statement.noticeVersion.toString(),
                statement.softOptInRule == null ? "" : statement.softOptInRule,
                statement.expiresMicros == null
                    ? ""
                    : Long.toString(statement.expiresMicros / Times.MILLI),
                statement.minor == null ? "" : statement.minor.toString()));
  }
}
