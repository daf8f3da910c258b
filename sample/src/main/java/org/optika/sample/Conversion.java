package org.optika.sample;

/**
 * One row of {@code conversions/*.csv}.
 *
 * @param refundOf id of the order for a refund, else empty
 * @param cents positive for orders and refunds
 */
record Conversion(
    String id,
    String kind,
    String refundOf,
    Subject buyer,
    long cents,
    String currency,
    long atMicros) {

  String line(Person person, long receivedMicros) {
    return String.join(
        ",",
        id,
        kind,
        refundOf,
        identifier("account"),
        identifier("email"),
        identifier("device"),
        Money.text(cents),
        currency,
        Times.isoSeconds(atMicros),
        Times.isoSeconds(receivedMicros),
        person.shop(),
        person.region());
  }

  private String identifier(String type) {
    return buyer.type().equals(type) ? buyer.value() : "";
  }
}
