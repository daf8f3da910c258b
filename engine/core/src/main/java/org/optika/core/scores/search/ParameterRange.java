package org.optika.core.scores.search;

import static org.optika.core.Checks.require;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;

/**
 * What a search may try for one parameter of a learner. What is drawn has at most three digits that
 * count, so that a text of it is the number itself.
 *
 * @param name kebab-case
 * @param usual value when nothing is searched; in [low, high]
 * @param low least that is tried; above 0
 * @param high most that is tried; above {@code low}
 */
public record ParameterRange(String name, double usual, double low, double high, Scale scale) {
  private static final MathContext DIGITS = new MathContext(3);

  /** How draws are spread over the range. */
  public enum Scale {
    /** Every factor alike: as many in [0.01, 0.1] as in [0.1, 1]. */
    LOG,
    /** Every distance alike. */
    EVEN,
    /** Every factor alike, rounded to a whole number. */
    WHOLE
  }

  public ParameterRange {
    require(!name.isBlank(), "a parameter has a name, got '%s'", name);
    require(
        low > 0 && low < high && Double.isFinite(high),
        "Parameter '%s': a range starts above 0 and ends above its start, got %s to %s",
        name,
        low,
        high);
    require(
        usual >= low && usual <= high,
        "Parameter '%s': the usual value must be in [%s, %s], got %s",
        name,
        low,
        high,
        usual);
  }

  /**
   * @param random moves on by one number
   * @return in [low, high], the same on every machine
   */
  double draw(SplittableRandom random) {
    double uniform = random.nextDouble();
    double drawn =
        switch (scale) {
          case LOG -> rounded(byFactor(uniform));
          case EVEN -> rounded(low + uniform * (high - low));
          case WHOLE -> Math.rint(byFactor(uniform));
        };
    return Math.max(low, Math.min(high, drawn));
  }

  private double byFactor(double uniform) {
    return low * StrictMath.exp(uniform * StrictMath.log(high / low));
  }

  private static double rounded(double drawn) {
    return new BigDecimal(drawn).round(DIGITS).doubleValue();
  }
}
