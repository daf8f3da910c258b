package org.optika.sample;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the shop sends to customers outside of experiments, on days of the calendar. */
final class Mailings {
  private static final int NEWSLETTER_DAY = 10;
  private static final int APP_OFFER_DAY = 15;
  private static final Set<Integer> APP_OFFER_MONTHS = Set.of(3, 6, 9, 12);
  private static final int SECONDS_OF_SENDING = 90 * 60;

  private Mailings() {}

  /**
   * @return the newsletter of each month while the person is subscribed, and each quarter an offer
   *     for users of the app
   */
  static List<Contact> draw(Person person, Subscription subscription, Window window) {
    RandomStream random = person.randomFor(Person.Part.MAILINGS);
    List<Contact> mailings = new ArrayList<>();
    for (long day = window.start(); day < window.end(); day += Times.DAY) {
      LocalDate date = LocalDate.ofEpochDay(day / Times.DAY);
      if (date.getDayOfMonth() == NEWSLETTER_DAY) {
        long at = day + 6 * Times.HOUR + random.below(SECONDS_OF_SENDING) * Times.SECOND;
        if (subscription.activeAt(at)) {
          mailings.add(Contact.outbound(at, "email", "newsletter"));
        }
      } else if (date.getDayOfMonth() == APP_OFFER_DAY
          && APP_OFFER_MONTHS.contains(date.getMonthValue())) {
        long at = day + 16 * Times.HOUR + random.below(SECONDS_OF_SENDING) * Times.SECOND;
        if (person.usesApp()) {
          mailings.add(Contact.outbound(at, "app", "app-offer"));
        }
      }
    }
    return mailings;
  }
}
