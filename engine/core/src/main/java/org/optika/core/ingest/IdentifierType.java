package org.optika.core.ingest;

import java.util.Locale;
import java.util.Set;

/** What an identifier identifies. The type is part of what is hashed. */
public enum IdentifierType {
  DEVICE,
  ACCOUNT,
  EMAIL,
  PHONE,
  HOUSEHOLD;

  /**
   * What systems write where they have no identifier; hashed, they would make one person of many.
   */
  private static final Set<String> PLACEHOLDERS =
      Set.of("null", "undefined", "none", "unknown", "nan", "n/a", "-", "(not set)", "anonymous");

  private static final int LONGEST = 512;

  private final String id = name().toLowerCase(Locale.ROOT);

  /** Name in tables and config. */
  public String id() {
    return id;
  }

  /**
   * The form in which two spellings of one identifier are equal: outer blanks gone; e-mail
   * addresses in lower case; telephone numbers without blanks and punctuation and with {@code +}
   * for a leading {@code 00}.
   *
   * @return "" when the text stands for no identifier: empty, a placeholder such as {@code null},
   *     or nothing but zeros (a device that forbids tracking sends those)
   */
  public String normalise(String raw) {
    String text = raw.strip();
    if (isPlaceholder(text)) {
      return "";
    }
    return switch (this) {
      case EMAIL -> text.toLowerCase(Locale.ROOT);
      case PHONE -> dialled(text);
      case DEVICE, ACCOUNT, HOUSEHOLD -> text;
    };
  }

  /** Whether a normalised text can be an identifier of this type. */
  boolean accepts(String normalised) {
    if (normalised.length() > LONGEST) {
      return false;
    }
    return switch (this) {
      case EMAIL -> isAddress(normalised);
      case PHONE -> isNumber(normalised);
      case DEVICE, ACCOUNT, HOUSEHOLD -> true;
    };
  }

  String expected() {
    return switch (this) {
      case EMAIL -> "an e-mail address";
      case PHONE -> "a telephone number of 6 to 15 digits";
      case DEVICE -> "a device id of at most " + LONGEST + " characters";
      case ACCOUNT -> "an account id of at most " + LONGEST + " characters";
      case HOUSEHOLD -> "a household id of at most " + LONGEST + " characters";
    };
  }

  private static boolean isPlaceholder(String text) {
    if (text.length() <= 12 && PLACEHOLDERS.contains(text.toLowerCase(Locale.ROOT))) {
      return true;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '0' && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static String dialled(String text) {
    StringBuilder number = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (" -./()".indexOf(c) < 0) {
        number.append(c);
      }
    }
    return number.length() > 2 && number.charAt(0) == '0' && number.charAt(1) == '0'
        ? "+" + number.substring(2)
        : number.toString();
  }

  private static boolean isNumber(String text) {
    int from = text.startsWith("+") ? 1 : 0;
    int digits = text.length() - from;
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return digits >= 6 && digits <= 15;
  }

  private static boolean isAddress(String text) {
    int at = text.indexOf('@');
    if (at <= 0 || at != text.lastIndexOf('@') || at == text.length() - 1) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ') {
        return false;
      }
    }
    return true;
  }
}
