package org.optika.sample;

/** What the company wants to do with data, in the order in which it declares its purposes. */
enum Purpose {
  ACCOUNTABILITY("accountability"),
  MEASUREMENT("measurement"),
  ATTRIBUTION("attribution"),
  PROFILING("profiling"),
  EMAIL_MARKETING("email_marketing"),
  PHONE_MARKETING("phone_marketing"),
  ADS_PERSONALISATION("ads_personalisation"),
  LINKING("linking");

  private final String id;

  Purpose(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  boolean isDirectMarketing() {
    return this == EMAIL_MARKETING || this == PHONE_MARKETING || this == ADS_PERSONALISATION;
  }
}
