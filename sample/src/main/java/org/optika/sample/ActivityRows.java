package org.optika.sample;

import static org.optika.sample.RawSource.CONVERSIONS;
import static org.optika.sample.RawSource.TOUCHPOINTS;
import static org.optika.sample.RawSource.TOUCHPOINTS_EMAIL;

import java.io.IOException;
import java.util.List;

/** Writes what one person did: touchpoints, clicks in letters, orders and refunds. */
final class ActivityRows {
  private static final String APP_USER_AGENT = "ShopApp/5.1";
  private static final double PRICE_IN_POUNDS = 0.86;

  /** One address in twelve lies behind a mail server that opens every link itself. */
  private static final int FILTERED = 12;

  private final Person person;
  private final Delivery delivery;

  ActivityRows(Person person, Delivery delivery) {
    this.person = person;
    this.delivery = delivery;
  }

  void writeTouches(List<Touch> touches) throws IOException {
    for (int number = 0; number < touches.size(); number++) {
      Touch touch = touches.get(number);
      delivery.touchpoint(touchpoint(touch, person.rowId("w", number)));
      if (touch.channel() == Channel.EMAIL) {
        writeClicks(touch, number);
      }
    }
  }

  private Touchpoint touchpoint(Touch touch, String id) {
    Device device = person.devices().get(touch.device());
    Channel.Placement placement = touch.placement();
    return new Touchpoint(
        id,
        touch.onAccount() ? null : device.id(),
        touch.onAccount() ? person.accountId() : null,
        touch.atMicros(),
        delivery.receivedAt(TOUCHPOINTS, touch.atMicros()),
        placement.interaction(),
        placement.source(),
        placement.medium(),
        placement.campaign(),
        placement.vendor(),
        touch.onAccount() ? "mobile" : device.deviceClass(),
        person.shop(),
        person.region(),
        touch.onAccount() ? APP_USER_AGENT : device.userAgent());
  }

  /**
   * The newsletter system sees a click half a minute before the shop does, and those of filters
   * some hours before.
   */
  private void writeClicks(Touch touch, int number) throws IOException {
    if (person.index() % FILTERED == 0) {
      long opened = touch.atMicros() - 3 * Times.HOUR;
      writeClick(touch, person.rowId("p", number), opened, Device.PREFETCH_USER_AGENT);
    }
    String userAgent = person.devices().get(touch.device()).userAgent();
    long clicked = touch.atMicros() - 30 * Times.SECOND;
    writeClick(touch, person.rowId("k", number), clicked, userAgent);
  }

  private void writeClick(Touch touch, String id, long at, String userAgent) throws IOException {
    long clicked = TOUCHPOINTS_EMAIL.resolve(at);
    delivery.row(
        TOUCHPOINTS_EMAIL,
        delivery.receivedAt(TOUCHPOINTS_EMAIL, clicked),
        received ->
            String.join(
                ",",
                id,
                person.email(),
                touch.placement().campaign(),
                Times.plainMillis(clicked),
                Times.plainMillis(received),
                person.shop(),
                person.region(),
                userAgent));
  }

  void writePurchases(List<Purchase> purchases) throws IOException {
    String currency = person.paysInPounds() ? "GBP" : "EUR";
    for (int number = 0; number < purchases.size(); number++) {
      Purchase purchase = purchases.get(number);
      String order = person.rowId("O", number);
      long cents =
          person.paysInPounds() ? (long) (purchase.cents() * PRICE_IN_POUNDS) : purchase.cents();
      boolean arrived =
          write(
              new Conversion(
                  order,
                  "order",
                  "",
                  purchase.buyer(),
                  cents,
                  currency,
                  CONVERSIONS.resolve(purchase.atMicros())));
      if (arrived && purchase.isRefundedBefore(Times.END)) {
        long refunded = Math.max(1, (long) (cents * purchase.refundShare()));
        long at = CONVERSIONS.resolve(purchase.refundMicros());
        write(
            new Conversion(order + "r", "refund", order, purchase.buyer(), refunded, currency, at));
      }
    }
  }

  private boolean write(Conversion conversion) throws IOException {
    return delivery.row(
        CONVERSIONS,
        delivery.receivedAt(CONVERSIONS, conversion.atMicros()),
        received -> conversion.line(person, received));
  }
}
