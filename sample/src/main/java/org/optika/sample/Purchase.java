package org.optika.sample;

import java.util.ArrayList;
import java.util.List;

/**
 * An order: by which identifier it is known, what it cost, what came back, and the visit in which
 * it was placed.
 *
 * @param refundMicros when money went back; {@link Long#MAX_VALUE} when none did
 * @param refundShare share of the amount that went back
 * @param closingVisit null for orders in the app or after a letter, and where all exposure is by
 *     lot
 */
record Purchase(
    long atMicros,
    Subject buyer,
    long cents,
    long refundMicros,
    double refundShare,
    Touch closingVisit) {

  private static final double REFUNDED = 0.07;
  private static final double IN_APP = 0.5;
  private static final double BY_LETTER = 0.25;
  private static final double SAME_DEVICE = 0.85;
  private static final double CLOSING_VISIT = 0.55;
  private static final long LETTER_REMEMBERED = 3 * Times.DAY;
  private static final long DEVICE_REMEMBERED = 21 * Times.DAY;

  /** A stream of its own: the draws of {@link Orders} are numbered from 0. */
  private static final long DETAILS = 1_000_000;

  /**
   * @return a purchase for each of {@code orderTimes}
   */
  static List<Purchase> draw(
      Person person, List<Touch> touches, List<Long> orderTimes, Exposure exposure) {
    RandomStream random = person.randomFor(Person.Part.ORDERS).child(DETAILS);
    List<Purchase> purchases = new ArrayList<>();
    for (int i = 0; i < orderTimes.size(); i++) {
      purchases.add(draw(person, touches, orderTimes.get(i), exposure, random.child(i)));
    }
    return purchases;
  }

  private static Purchase draw(
      Person person, List<Touch> touches, long at, Exposure exposure, RandomStream random) {
    long cents = 500 + (long) (100 * StrictMath.exp(4.2 + 0.7 * random.normal()));
    long refund =
        random.chance(REFUNDED) ? at + (long) (random.uniform(3, 25) * Times.DAY) : Long.MAX_VALUE;
    double refundShare = random.chance(0.6) ? 1 : random.uniform(0.1, 0.9);
    if (person.usesApp() && person.sinceMicros() <= at && random.chance(IN_APP)) {
      Subject account = Subject.account(person.accountId());
      return new Purchase(at, account, cents, refund, refundShare, null);
    }
    if (person.hasEmail() && readsLetters(touches, at) && random.chance(BY_LETTER)) {
      return new Purchase(at, Subject.email(person.email()), cents, refund, refundShare, null);
    }
    int device =
        random.chance(SAME_DEVICE) ? lastDevice(touches, at) : Touches.deviceAt(person, at, random);
    boolean closes = exposure != Exposure.RANDOMISED && random.chance(CLOSING_VISIT);
    return new Purchase(
        at,
        Subject.device(person.devices().get(device).id()),
        cents,
        refund,
        refundShare,
        closes ? closingVisit(at, device, random) : null);
  }

  /**
   * A visit some minutes before: by typing the address, by searching for the shop, or for a
   * voucher.
   */
  private static Touch closingVisit(long at, int device, RandomStream random) {
    long visit = at - 2 * Times.MINUTE - random.delay(10, Times.MINUTE);
    Channel channel =
        switch (random.weighted(0.45, 0.25, 0.20, 0.10)) {
          case 0 -> Channel.DIRECT;
          case 1 -> Channel.ORGANIC_SEARCH;
          case 2 -> Channel.PAID_SEARCH;
          default -> Channel.AFFILIATE;
        };
    Channel.Placement placement =
        channel == Channel.PAID_SEARCH ? Channel.BRAND_SEARCH : channel.placements().get(0);
    return new Touch(visit, channel, placement, false, device, false);
  }

  private static boolean readsLetters(List<Touch> touches, long at) {
    return touches.stream()
        .anyMatch(
            touch ->
                touch.channel() == Channel.EMAIL
                    && touch.atMicros() < at
                    && at - touch.atMicros() < LETTER_REMEMBERED);
  }

  /**
   * @return the device of the last exposure, the main one without any
   */
  private static int lastDevice(List<Touch> touches, long at) {
    int device = 0;
    for (Touch touch : touches) {
      if (!touch.onAccount()
          && touch.atMicros() < at
          && at - touch.atMicros() < DEVICE_REMEMBERED) {
        device = touch.device();
      }
    }
    return device;
  }

  boolean isRefundedBefore(long micros) {
    return refundMicros < micros;
  }
}
