package org.optika.core.privacy.audit;

/**
 * Tail of a binomial distribution, P(X &gt;= k) = I_p(k, n - k + 1), by the regularised incomplete
 * beta function. Source: NIST Digital Library of Mathematical Functions, 8.17.5 for the identity,
 * 8.17.22 for the continued fraction.
 */
public final class BinomialTail {
  private static final double CONVERGED = 1e-15;
  private static final double TINY = 1e-300;

  private BinomialTail() {}

  /**
   * Probability of at least k successes in n trials, to about 10 digits.
   *
   * @param k in [1, n]
   * @param p in [0, 1]
   */
  public static double atLeast(long k, long n, double p) {
    return incompleteBeta(p, k, n - k + 1);
  }

  private static double incompleteBeta(double x, long a, long b) {
    if (x == 0 || x == 1) {
      return x;
    }
    // The fraction converges fast below the mean; above it the other tail is taken.
    return x <= (a + 1.0) / (a + b + 2.0)
        ? front(x, a, b) * fraction(x, a, b)
        : 1 - front(1 - x, b, a) * fraction(1 - x, b, a);
  }

  /** x^a (1 - x)^b / (a B(a, b)). */
  private static double front(double x, long a, long b) {
    return Math.exp(
        a * Math.log(x)
            + b * Math.log1p(-x)
            + LogFactorial.of(a + b - 1)
            - LogFactorial.of(a)
            - LogFactorial.of(b - 1));
  }

  /** The continued fraction, evaluated from the front by Lentz's method. */
  private static double fraction(double x, double a, double b) {
    double c = 1;
    double d = 1 / notZero(1 - (a + b) * x / (a + 1));
    double value = d;
    double factor = 0;
    for (int m = 1; Math.abs(factor - 1) > CONVERGED; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / notZero(1 + even * d);
      c = notZero(1 + even / c);
      value *= c * d;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / notZero(1 + odd * d);
      c = notZero(1 + odd / c);
      factor = c * d;
      value *= factor;
    }
    return value;
  }

  private static double notZero(double number) {
    return Math.abs(number) < TINY ? TINY : number;
  }
}
