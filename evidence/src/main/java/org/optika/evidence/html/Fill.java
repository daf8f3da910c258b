package org.optika.evidence.html;

import java.util.List;
import org.optika.core.consent.ConsentState;

/**
 * Colours of charts: blue for what is permitted, orange to grey for what is not, so that they
 * differ to colour-blind eyes; in grey they differ by the gaps and the numbers on them.
 */
enum Fill {
  BLUE("#0b4f8a", true),
  MIDDLE_BLUE("#2f78b5", true),
  LIGHT_BLUE("#9cc7e8", false),
  SLATE("#465866", true),
  ORANGE("#e08b1a", false),
  LIGHT_ORANGE("#f6c878", false),
  BROWN("#9a4a00", true),
  SAND("#e9dcc3", false),
  GREY("#d2d5d8", false),
  TRACK("#e9edf0", false);

  private static final List<Fill> SCALE =
      List.of(LIGHT_BLUE, MIDDLE_BLUE, BLUE, LIGHT_ORANGE, ORANGE, BROWN);

  private final String colour;
  private final boolean dark;

  Fill(String colour, boolean dark) {
    this.colour = colour;
    this.dark = dark;
  }

  String colour() {
    return colour;
  }

  /** Whether text on it is white. */
  boolean isDark() {
    return dark;
  }

  static Fill of(ConsentState state) {
    return switch (state) {
      case CONSENT -> BLUE;
      case LEGITIMATE_INTEREST -> MIDDLE_BLUE;
      case SOFT_OPT_IN -> LIGHT_BLUE;
      case LEGAL_OBLIGATION -> SLATE;
      case REFUSED, REVOKED -> ORANGE;
      case WITHDRAWN, SUPERSEDED -> LIGHT_ORANGE;
      case OBJECTED, CONFLICT -> BROWN;
      case EXPIRED, REQUESTED, NO_VALID_LIA -> SAND;
      case UNKNOWN, MINOR_OR_SPECIAL, UNDECODABLE -> GREY;
    };
  }

  /** From early to late; the last one for all beyond. */
  static Fill step(int index) {
    return SCALE.get(Math.min(index, SCALE.size() - 1));
  }
}
