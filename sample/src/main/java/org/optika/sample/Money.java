package org.optika.sample;

/** Amounts in cents, written with a decimal point. */
final class Money {
  private Money() {}

  /** For example {@code 84.05}. @param cents not negative */
  static String text(long cents) {
    long rest = cents % 100;
    return cents / 100 + (rest < 10 ? ".0" : ".") + rest;
  }
}
