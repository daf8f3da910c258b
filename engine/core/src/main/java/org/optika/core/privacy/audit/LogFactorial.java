package org.optika.core.privacy.audit;

/**
 * ln n!, by Stirling's series. Source: NIST Digital Library of Mathematical Functions, 5.11.1 for
 * the gamma function.
 */
public final class LogFactorial {
  /** From here on three terms of the series give 14 digits. */
  private static final int STIRLING = 100;

  private LogFactorial() {}

  /**
   * @param n &gt;= 0
   */
  public static double of(long n) {
    if (n < STIRLING) {
      double sum = 0;
      for (long i = 2; i <= n; i++) {
        sum += Math.log(i);
      }
      return sum;
    }
    double x = n + 1.0;
    return (x - 0.5) * Math.log(x)
        - x
        + Math.log(2 * Math.PI) / 2
        + 1 / (12 * x)
        - 1 / (360 * x * x * x);
  }
}
