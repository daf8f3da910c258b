package org.optika.core.evidence.audit;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Probabilities by their definitions: products of binomial coefficients, and sums over strata. */
final class CountLaws {
  private CountLaws() {}

  /** Probability of each count among {@code drawn} of {@code devices}, none drawn twice. */
  static double[] hypergeometric(int devices, int deviating, int drawn) {
    double[] chances = new double[drawn + 1];
    for (int k = 0; k <= drawn; k++) {
      chances[k] =
          Math.exp(
              logChoose(deviating, k)
                  + logChoose(devices - deviating, drawn - k)
                  - logChoose(devices, drawn));
    }
    return chances;
  }

  private static double logChoose(int n, int k) {
    if (k < 0 || k > n) {
      return Double.NEGATIVE_INFINITY;
    }
    double sum = 0;
    for (int i = 1; i <= k; i++) {
      sum += Math.log((double) (n - k + i) / i);
    }
    return sum;
  }

  /** Probability of each sum of independent counts. */
  static double[] sum(List<double[]> laws) {
    double[] sum = {1};
    for (double[] law : laws) {
      double[] next = new double[sum.length + law.length - 1];
      for (int i = 0; i < sum.length; i++) {
        for (int j = 0; j < law.length; j++) {
          next[i + j] += sum[i] * law[j];
        }
      }
      sum = next;
    }
    return sum;
  }

  /** Expected value of a function of the count. */
  static double mean(double[] law, DoubleUnaryOperator of) {
    double mean = 0;
    for (int k = 0; k < law.length; k++) {
      mean += law[k] * of.applyAsDouble(k);
    }
    return mean;
  }
}
