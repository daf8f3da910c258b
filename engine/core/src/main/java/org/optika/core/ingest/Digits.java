package org.optika.core.ingest;

import java.math.BigDecimal;
import java.util.Optional;

/** Numbers in text, without an exception for those that are none. */
final class Digits {
  private Digits() {}

  private static final int MOST_DIGITS = 18;

  /** The number that {@code count} ASCII digits make; -1 when they are not there. */
  static int at(String text, int from, int count) {
    if (text.length() < from + count) {
      return -1;
    }
    int number = 0;
    for (int i = from; i < from + count; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /** A sign, if any, and 1 to 18 ASCII digits. */
  static boolean isWhole(String text) {
    int from = signed(text) ? 1 : 0;
    return text.length() > from
        && text.length() - from <= MOST_DIGITS
        && digitsEnd(text, from) == text.length();
  }

  /**
   * A sign, if any, 1 to 18 digits, and after the separator 1 to 18 more. No grouping, no exponent:
   * {@code 1.234} must never be both a thousand and a little more than one.
   */
  static Optional<BigDecimal> decimal(String text, char separator) {
    int from = signed(text) ? 1 : 0;
    int whole = digitsEnd(text, from);
    if (whole == from || whole - from > MOST_DIGITS) {
      return Optional.empty();
    }
    if (whole == text.length()) {
      return Optional.of(new BigDecimal(text));
    }
    int end = digitsEnd(text, whole + 1);
    boolean wellFormed =
        text.charAt(whole) == separator
            && end == text.length()
            && end > whole + 1
            && end - whole - 1 <= MOST_DIGITS;
    return wellFormed
        ? Optional.of(new BigDecimal(text.replace(separator, '.')))
        : Optional.empty();
  }

  private static boolean signed(String text) {
    return !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+');
  }

  private static int digitsEnd(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
