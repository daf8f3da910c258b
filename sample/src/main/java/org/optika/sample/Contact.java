package org.optika.sample;

/**
 * One row of {@code contacts/*.csv}: the shop turned to a customer, or the customer to the shop.
 *
 * @param topic what it was about; {@code none} where an experiment left the customer alone
 * @param experiment empty outside of experiments
 * @param propensity probability of the topic in the experiment; empty outside of experiments
 */
record Contact(
    long atMicros,
    String direction,
    String channel,
    String topic,
    String experiment,
    String propensity) {

  static final String COMPLAINT = "complaint";
  static final String QUESTION = "question";
  static final String CANCEL = "cancel";

  static Contact inbound(long atMicros, String channel, String topic) {
    return new Contact(atMicros, "inbound", channel, topic, "", "");
  }

  static Contact outbound(long atMicros, String channel, String topic) {
    return new Contact(atMicros, "outbound", channel, topic, "", "");
  }

  static Contact drawn(Winback.Arm arm) {
    return new Contact(
        Winback.AT, "outbound", arm.channel(), arm.id(), Winback.NAME, Winback.PROPENSITY);
  }

  boolean isComplaint() {
    return topic.equals(COMPLAINT);
  }

  String line(String id, Person person, long receivedMicros) {
    return String.join(
        ",",
        id,
        person.accountId(),
        direction,
        channel,
        topic,
        experiment,
        propensity,
        Times.isoSeconds(atMicros),
        Times.isoSeconds(receivedMicros),
        person.region());
  }
}
