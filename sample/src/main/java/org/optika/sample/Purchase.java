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

  private static final List<Channel> CLOSERS =
      List.of(Channel.DIRECT, Channel.ORGANIC_SEARCH, Channel.PAID_SEARCH, Channel.AFFILIATE);

  static List<Purchase> draw(
      Person person, List<Touch> touches, List<Long> orderTimes, Exposure exposure) {
    RandomStream random = person.randomFor(Person.Part.ORDERS).child(1_000_000);
    List<Purchase> purchases = new ArrayList<>();
    for (long at : orderTimes) {
      purchases.add(draw(person, touches, at, exposure, random));
    }
    return purchases;
  }

  private static Purchase draw(
      Person person, List<Touch> touches, long at, Exposure exposure, RandomStream random) {
    long cents = 500 + (long) (100 * StrictMath.exp(4.2 + 0.7 * random.normal()));
    long refund =
        random.chance(0.07) ? at + (long) (random.uniform(3, 25) * Times.DAY) : Long.MAX_VALUE;
    double refundShare = random.chance(0.6) ? 1 : random.uniform(0.1, 0.9);
    double identifier = random.uniform();
    int device = Touches.deviceAt(person, at, random);
    boolean sameDevice = random.chance(0.85);
    double closing = random.uniform();
    Channel channel = CLOSERS.get(random.weighted(0.45, 0.25, 0.20, 0.10));
    long visit = at - 2 * Times.MINUTE - (long) (random.exponential(10) * Times.MINUTE);
    if (person.usesApp() && person.sinceMicros() <= at && identifier < 0.3) {
      return new Purchase(
          at, Subject.account(person.accountId()), cents, refund, refundShare, null);
    }
    if (person.hasEmail() && identifier > 0.75 && lettersRead(touches, at)) {
      return new Purchase(at, Subject.email(person.email()), cents, refund, refundShare, null);
    }
    if (sameDevice) {
      device = lastDevice(touches, at, device);
    }
    Touch closingVisit = null;
    if (exposure != Exposure.RANDOMISED && closing < 0.55) {
      Channel.Placement placement =
          channel.placements().get(channel == Channel.PAID_SEARCH ? 1 : 0);
      closingVisit = new Touch(visit, channel, placement, false, device, false);
    }
    Subject buyer = Subject.device(person.devices().get(device).id());
    return new Purchase(at, buyer, cents, refund, refundShare, closingVisit);
  }

  private static boolean lettersRead(List<Touch> touches, long at) {
    return touches.stream()
        .anyMatch(
            t ->
                t.channel() == Channel.EMAIL
                    && t.atMicros() < at
                    && at - t.atMicros() < 3 * Times.DAY);
  }

  private static int lastDevice(List<Touch> touches, long at, int otherwise) {
    int device = otherwise;
    for (Touch touch : touches) {
      if (!touch.onAccount() && touch.atMicros() < at && at - touch.atMicros() < 21 * Times.DAY) {
        device = touch.device();
      }
    }
    return device;
  }
}
