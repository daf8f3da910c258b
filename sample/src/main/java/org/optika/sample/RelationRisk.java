package org.optika.sample;

import java.util.List;

/**
 * How fast the relation of a customer comes to its end, as a rate a day at each instant:
 *
 * <pre>{@code
 * 0.00045 * exp( 2.5 * 2^(-days since the last complaint / 45)
 *             + 2.5 * exp(-years since the relation began)
 *             - 0.035 * (age in 2026 - 45)
 *             + 0.4 in the French shop, - 0.3 in the German one
 *             - 0.8 for an order in the last 60 days
 *             - 0.8 for a use of the app in the last 30 days
 *             - 0.8 while subscribed to the newsletter)
 * }</pre>
 *
 * <p>Nothing in it follows from an end, so that ends can be drawn by thinning.
 */
final class RelationRisk {
  private static final double BASE_PER_DAY = 0.00045;
  private static final double COMPLAINT = 2.5;
  private static final double COMPLAINT_HALF_LIFE_DAYS = 45;
  private static final double NEWNESS = 2.5;
  private static final double PER_YEAR_OF_AGE = -0.035;
  private static final int MIDDLE_AGE = 45;
  private static final double ORDERED = -0.8;
  private static final long ORDER_REMEMBERED = 60 * Times.DAY;
  private static final double USED_APP = -0.8;
  private static final long APP_USE_REMEMBERED = 30 * Times.DAY;
  private static final double SUBSCRIBED = -0.8;
  private static final double DAYS_A_YEAR = 365.25;

  private final Person person;
  private final List<Contact> service;
  private final List<Long> orderTimes;
  private final List<Touch> touches;
  private final Subscription subscription;
  private final double multiple;

  /**
   * @param service by time
   * @param orderTimes ascending
   * @param touches by time
   */
  RelationRisk(
      Person person,
      List<Contact> service,
      List<Long> orderTimes,
      List<Touch> touches,
      Subscription subscription) {
    this(person, service, orderTimes, touches, subscription, 1);
  }

  private RelationRisk(
      Person person,
      List<Contact> service,
      List<Long> orderTimes,
      List<Touch> touches,
      Subscription subscription,
      double multiple) {
    this.person = person;
    this.service = service;
    this.orderTimes = orderTimes;
    this.touches = touches;
    this.subscription = subscription;
    this.multiple = multiple;
  }

  /** The same person at a time when all rates are so many times as high. */
  RelationRisk times(double factor) {
    return new RelationRisk(person, service, orderTimes, touches, subscription, multiple * factor);
  }

  /** The rate as if the relation began now and a complaint, if there is any, came now. */
  double highestPerDay() {
    boolean complains = service.stream().anyMatch(Contact::isComplaint);
    return multiple
        * BASE_PER_DAY
        * StrictMath.exp(ofAge() + ofShop() + NEWNESS + (complains ? COMPLAINT : 0));
  }

  double perDay(long at) {
    double logRate = ofAge() + ofShop();
    logRate += NEWNESS * StrictMath.exp(-days(person.sinceMicros(), at) / DAYS_A_YEAR);
    long complaint = lastComplaint(at);
    if (complaint != Long.MIN_VALUE) {
      logRate += COMPLAINT * StrictMath.pow(2, -days(complaint, at) / COMPLAINT_HALF_LIFE_DAYS);
    }
    if (orderTimes.stream().anyMatch(order -> isRecent(order, at, ORDER_REMEMBERED))) {
      logRate += ORDERED;
    }
    if (usedAppBefore(at)) {
      logRate += USED_APP;
    }
    if (subscription.activeAt(at)) {
      logRate += SUBSCRIBED;
    }
    return multiple * BASE_PER_DAY * StrictMath.exp(logRate);
  }

  private double ofAge() {
    return PER_YEAR_OF_AGE * (person.ageIn2026() - MIDDLE_AGE);
  }

  private double ofShop() {
    return switch (person.shop()) {
      case "FR" -> 0.4;
      case "DE" -> -0.3;
      default -> 0;
    };
  }

  private long lastComplaint(long at) {
    long last = Long.MIN_VALUE;
    for (Contact contact : service) {
      if (contact.isComplaint() && contact.atMicros() < at) {
        last = contact.atMicros();
      }
    }
    return last;
  }

  private boolean usedAppBefore(long at) {
    for (Touch touch : touches) {
      if (touch.onAccount() && isRecent(touch.atMicros(), at, APP_USE_REMEMBERED)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRecent(long past, long at, long remembered) {
    return past < at && at - past <= remembered;
  }

  private static double days(long from, long until) {
    return (double) (until - from) / Times.DAY;
  }
}
