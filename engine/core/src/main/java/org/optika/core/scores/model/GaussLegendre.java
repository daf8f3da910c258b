package org.optika.core.scores.model;

/**
 * Points and weights with which {@code Σ weight · f(point)} is the integral of f over [0, 1],
 * exactly so for polynomials of degree up to {@code 2n - 1}. The points are the zeros of the
 * Legendre polynomial of degree n, moved from [-1, 1]. Source: M. Abramowitz, I. Stegun, Handbook
 * of Mathematical Functions, 1964, 25.4.29 and 25.4.30.
 *
 * @param points ascending, inside (0, 1)
 * @param weights more than 0, sum 1
 */
record GaussLegendre(double[] points, double[] weights) {

  /** Newton's method gains more digits with each step than double precision has after these. */
  private static final int STEPS = 10;

  /**
   * @param n number of points, at least 1
   */
  static GaussLegendre of(int n) {
    double[] points = new double[n];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      // A well-known guess that lies closer to the i-th highest zero than to any other.
      double x = Math.cos(Math.PI * (i + 0.75) / (n + 0.5));
      double slope = 0;
      for (int step = 0; step < STEPS; step++) {
        double before = 1;
        double polynomial = x;
        for (int degree = 2; degree <= n; degree++) {
          double next = ((2 * degree - 1) * x * polynomial - (degree - 1) * before) / degree;
          before = polynomial;
          polynomial = next;
        }
        slope = n * (x * polynomial - before) / (x * x - 1);
        x -= polynomial / slope;
      }
      points[n - 1 - i] = (1 + x) / 2;
      weights[n - 1 - i] = 1 / ((1 - x * x) * slope * slope);
    }
    return new GaussLegendre(points, weights);
  }
}
