package org.optika.core.scores.action;

import java.util.Locale;

/** Why the next option was not chosen. */
public enum WhyNot {
  /** Its expected net gain is not higher. */
  LOWER_GAIN,
  /** No experiment has tried it, so nobody knows what it would bring. */
  NOT_TRIED,
  /** A rule refuses it. */
  REFUSED,
  /** It would bring more, but too little more for what it costs more. */
  OUTSIDE_BUDGET;

  /** Name in tables and reports, e.g. {@code lower-gain}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
