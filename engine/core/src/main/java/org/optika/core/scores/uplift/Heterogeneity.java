package org.optika.core.scores.uplift;

import java.util.Locale;

/**
 * Whether a ranking by uplift may be used.
 *
 * @param slope effect at the best rank minus effect at the worst, in units of the outcome; NaN
 *     where no fold has scores that vary
 * @param standardError of {@code slope}; NaN with it
 * @param pValue one-sided, of no slope; small only if a better rank means a larger effect; 1 where
 *     the slope is NaN
 * @param lowerBound one-sided 95 % bound: {@code slope} less 1.645 standard errors. Above 0 exactly
 *     where the p-value is below 5 % and so the verdict {@link Verdict#USABLE}
 * @param interval two-sided 95 % interval of {@code slope}
 * @param average effect of treating everybody, from all folds together
 * @param targeting what to do; {@link Targeting#BY_UPLIFT} exactly where the verdict is {@link
 *     Verdict#USABLE}
 */
public record Heterogeneity(
    Verdict verdict,
    double slope,
    double standardError,
    double pValue,
    double lowerBound,
    Interval interval,
    AverageEffect average,
    Targeting targeting) {
  /** The two answers. */
  public enum Verdict {
    /** A better rank means a larger effect. */
    USABLE,
    /** The data do not show that it does. */
    NONE
  }

  /** The verdict in a sentence, for a report. */
  public String sentence() {
    return verdict == Verdict.USABLE ? usable() : none();
  }

  private String usable() {
    return "The effect grows with predicted uplift, by %s from the worst to the best (p = %s): %s."
        .formatted(number(slope), number(pValue), targeting.advice());
  }

  private String none() {
    String text =
        "No usable difference of the effect between people (p = %s);"
            + " average effect %s [%s, %s]: %s.";
    return text.formatted(
        number(pValue),
        number(average.value()),
        number(average.interval().low()),
        number(average.interval().high()),
        targeting.advice());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
