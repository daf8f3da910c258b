package org.optika.core.scores;

import static org.optika.core.scores.Feature.Sensitivity.NEEDS_REASON;
import static org.optika.core.scores.Feature.Sensitivity.ORDINARY;
import static org.optika.core.scores.Feature.Source.CONTACT;
import static org.optika.core.scores.Feature.Source.CONVERSION;
import static org.optika.core.scores.Feature.Source.CUSTOMER;
import static org.optika.core.scores.Feature.Source.TOUCHPOINT;

import java.util.List;
import java.util.function.IntPredicate;
import org.optika.core.scores.Feature.NumberOf;
import org.optika.core.scores.Feature.Source;
import org.optika.core.scores.Feature.TextOf;

/** All features there are. A new one is one entry here; its place in the list is no matter. */
public final class Features {
  /** {@code contact.topic} of a complaint. */
  static final String COMPLAINT = "complaint";

  /** {@code contact.topic} of a question about ending the relation. */
  static final String CANCEL = "cancel";

  private static final double MONEY_SCALE = 10_000;
  private static final double NEVER = Double.NaN;

  private Features() {}

  public static final List<Feature> ALL =
      List.of(
          number(
              "days-since-last-order",
              "days since last order",
              "days",
              0,
              CONVERSION,
              (moment, history) ->
                  history.orders() == 0
                      ? NEVER
                      : moment.daysSince(history.orderAt(history.orders() - 1))),
          number(
              "days-since-first-order",
              "days since first order",
              "days",
              0,
              CONVERSION,
              (moment, history) ->
                  history.orders() == 0 ? NEVER : moment.daysSince(history.orderAt(0))),
          number(
              "orders",
              "orders in all",
              "orders",
              0,
              CONVERSION,
              (moment, history) -> history.orders()),
          number("orders-30d", "orders in 30 days", "orders", 30, CONVERSION, orders(30)),
          number("orders-90d", "orders in 90 days", "orders", 90, CONVERSION, orders(90)),
          number("orders-365d", "orders in a year", "orders", 365, CONVERSION, orders(365)),
          number(
              "order-value",
              "value of all orders",
              "currency",
              0,
              CONVERSION,
              (moment, history) -> value(moment, history, Integer.MAX_VALUE)),
          number(
              "order-value-90d",
              "value of orders in 90 days",
              "currency",
              90,
              CONVERSION,
              (moment, history) -> value(moment, history, 90)),
          number(
              "mean-order-value",
              "mean value of an order",
              "currency",
              0,
              CONVERSION,
              (moment, history) ->
                  history.orders() == 0
                      ? NEVER
                      : value(moment, history, Integer.MAX_VALUE) / history.orders()),
          number(
              "mean-order-gap",
              "usual days between orders",
              "days",
              0,
              CONVERSION,
              (moment, history) -> meanGap(history)),
          number(
              "order-rhythm",
              "time since last order in usual gaps between orders",
              "gaps",
              0,
              CONVERSION,
              Features::rhythm),
          number(
              "quiet-share",
              "share of the time since the first order that is without one",
              "share",
              0,
              CONVERSION,
              Features::quietShare),
          number(
              "refunds",
              "refunds",
              "refunds",
              0,
              CONVERSION,
              (moment, history) -> history.refunds()),
          number(
              "touches-7d", "visits and contacts in 7 days", "touches", 7, TOUCHPOINT, touches(7)),
          number(
              "touches-30d",
              "visits and contacts in 30 days",
              "touches",
              30,
              TOUCHPOINT,
              touches(30)),
          number(
              "touches-90d",
              "visits and contacts in 90 days",
              "touches",
              90,
              TOUCHPOINT,
              touches(90)),
          number(
              "days-since-last-touch",
              "days since last visit",
              "days",
              0,
              TOUCHPOINT,
              (moment, history) ->
                  history.touches() == 0
                      ? NEVER
                      : moment.daysSince(history.touchAt(history.touches() - 1))),
          number(
              "channels-90d",
              "different channels in 90 days",
              "channels",
              90,
              TOUCHPOINT,
              Features::channels),
          number(
              "email-clicks-30d",
              "clicks in newsletters in 30 days, machines left out",
              "clicks",
              30,
              TOUCHPOINT,
              touchesBy("email", 30)),
          number(
              "email-clicks-90d",
              "clicks in newsletters in 90 days, machines left out",
              "clicks",
              90,
              TOUCHPOINT,
              touchesBy("email", 90)),
          number(
              "app-pushes-30d",
              "app pushes followed in 30 days",
              "clicks",
              30,
              TOUCHPOINT,
              touchesBy("app-push", 30)),
          number(
              "direct-visits-30d",
              "direct visits in 30 days",
              "visits",
              30,
              TOUCHPOINT,
              touchesBy("direct", 30)),
          number(
              "messages-30d",
              "mailings and calls to the person in 30 days",
              "contacts",
              30,
              CONTACT,
              (moment, history) -> contacts(moment, history, 30, i -> !history.contactInbound(i))),
          number(
              "service-contacts-90d",
              "calls and messages from the person in 90 days",
              "contacts",
              90,
              CONTACT,
              (moment, history) -> contacts(moment, history, 90, history::contactInbound)),
          number(
              "complaints-90d",
              "complaints in 90 days",
              "contacts",
              90,
              CONTACT,
              (moment, history) -> contacts(moment, history, 90, about(history, COMPLAINT))),
          number(
              "cancel-questions-90d",
              "questions about ending in 90 days",
              "contacts",
              90,
              CONTACT,
              (moment, history) -> contacts(moment, history, 90, about(history, CANCEL))),
          number(
              "tenure",
              "days as a customer",
              "days",
              0,
              CUSTOMER,
              (moment, history) ->
                  history.hasProfile() ? moment.daysSince(history.profileSince()) : NEVER),
          new Feature(
              "age",
              "age",
              "years",
              0,
              CUSTOMER,
              NEEDS_REASON,
              (NumberOf)
                  (moment, history) ->
                      history.hasProfile() && history.birthYear() > 0
                          ? moment.year() - history.birthYear()
                          : NEVER),
          new Feature(
              "region",
              "region",
              "",
              0,
              CUSTOMER,
              ORDINARY,
              (TextOf) (moment, history) -> history.hasProfile() ? history.region() : null));

  /**
   * @throws IllegalArgumentException when there is no such feature; names those there are
   */
  public static Feature find(String name) {
    return ALL.stream()
        .filter(feature -> feature.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown feature '%s'; known: %s"
                        .formatted(name, ALL.stream().map(Feature::name).toList())));
  }

  private static Feature number(
      String name, String label, String unit, int windowDays, Source source, NumberOf value) {
    return new Feature(name, label, unit, windowDays, source, ORDINARY, value);
  }

  private static NumberOf orders(int days) {
    return (moment, history) -> {
      int count = 0;
      for (int i = history.orders() - 1; i >= 0 && moment.within(history.orderAt(i), days); i--) {
        count++;
      }
      return count;
    };
  }

  static double value(FeatureMoment moment, PersonHistory history, int days) {
    long sum = 0;
    for (int i = history.orders() - 1; i >= 0; i--) {
      if (days < Integer.MAX_VALUE && !moment.within(history.orderAt(i), days)) {
        break;
      }
      sum += history.orderValue(i);
    }
    return sum / MONEY_SCALE;
  }

  /**
   * Mean days between orders; not known below two orders. Never longer than the person is known, so
   * it grows with the data of a young shop.
   */
  private static double meanGap(PersonHistory history) {
    int orders = history.orders();
    return orders < 2
        ? NEVER
        : (history.orderAt(orders - 1) - history.orderAt(0)) / FeatureMoment.DAY / (orders - 1);
  }

  /** Time since the last order over the mean gap between orders; not known below two orders. */
  private static double rhythm(FeatureMoment moment, PersonHistory history) {
    int orders = history.orders();
    return orders < 2
        ? NEVER
        : moment.daysSince(history.orderAt(orders - 1))
            / Math.max(meanGap(history), 1); // orders of one day
  }

  /** Time since the last order over time since the first; 1 for somebody with one order. */
  private static double quietShare(FeatureMoment moment, PersonHistory history) {
    if (history.orders() == 0) {
      return NEVER;
    }
    double first = moment.daysSince(history.orderAt(0));
    return first <= 0 ? 1 : moment.daysSince(history.orderAt(history.orders() - 1)) / first;
  }

  private static NumberOf touches(int days) {
    return (moment, history) -> touches(moment, history, days, touch -> true);
  }

  private static NumberOf touchesBy(String channel, int days) {
    return (moment, history) -> {
      int code = moment.channel(channel);
      return touches(moment, history, days, touch -> history.touchChannel(touch) == code);
    };
  }

  private static double touches(
      FeatureMoment moment, PersonHistory history, int days, IntPredicate wanted) {
    int count = 0;
    for (int i = history.touches() - 1; i >= 0 && moment.within(history.touchAt(i), days); i--) {
      if (wanted.test(i)) {
        count++;
      }
    }
    return count;
  }

  private static double channels(FeatureMoment moment, PersonHistory history) {
    java.util.BitSet seen = new java.util.BitSet();
    for (int i = history.touches() - 1; i >= 0 && moment.within(history.touchAt(i), 90); i--) {
      seen.set(history.touchChannel(i));
    }
    return seen.cardinality();
  }

  private static IntPredicate about(PersonHistory history, String topic) {
    return contact ->
        history.contactInbound(contact) && history.contactTopic(contact).equals(topic);
  }

  private static double contacts(
      FeatureMoment moment, PersonHistory history, int days, IntPredicate wanted) {
    int count = 0;
    for (int i = history.contacts() - 1; i >= 0 && moment.within(history.contactAt(i), days); i--) {
      if (wanted.test(i)) {
        count++;
      }
    }
    return count;
  }
}
