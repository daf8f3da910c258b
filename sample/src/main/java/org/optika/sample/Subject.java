package org.optika.sample;

/**
 * Who a row is about: the strongest identifier that the row carries.
 *
 * @param type {@code account}, {@code email} or {@code device}
 * @param value the identifier exactly as the raw row has it
 */
record Subject(String type, String value) {
  static Subject account(String value) {
    return new Subject("account", value);
  }

  static Subject email(String value) {
    return new Subject("email", value);
  }

  static Subject device(String value) {
    return new Subject("device", value);
  }
}
