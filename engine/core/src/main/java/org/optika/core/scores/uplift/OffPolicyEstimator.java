package org.optika.core.scores.uplift;

/** How the value of a policy is estimated from logged decisions. */
public enum OffPolicyEstimator {
  /**
   * Mean of w r: unbiased without a cap. Source: D. G. Horvitz and D. J. Thompson, JASA 47, 1952.
   */
  INVERSE_PROPENSITY("ips") {
    @Override
    double value(PolicySums sums, long decisions) {
      return sums.rewards() / decisions;
    }

    @Override
    double covariance(PolicyProducts products, PolicySums one, PolicySums other, long decisions) {
      return ofMeans(products.twice(), one.rewards(), other.rewards(), decisions);
    }
  },
  /**
   * Sum of w r over sum of w: steadier, biased by the order of 1 / n; NaN where the policy never
   * agrees with the log. Source: A. Swaminathan and T. Joachims, The self-normalized estimator for
   * counterfactual learning, NIPS 2015.
   */
  SELF_NORMALISED("snips") {
    @Override
    double value(PolicySums sums, long decisions) {
      return sums.rewards() / sums.weights();
    }

    @Override
    double covariance(PolicyProducts products, PolicySums one, PolicySums other, long decisions) {
      double value = value(one, decisions);
      double otherValue = value(other, decisions);
      double spread =
          products.twice()
              - (value + otherValue) * products.once()
              + value * otherValue * products.weights();
      return spread / (one.weights() * other.weights()) * decisions / (decisions - 1);
    }
  },
  /**
   * Mean of what the model predicts for the policy plus w times what it missed: unbiased whatever
   * the model, steadier with a good one. Source: M. Dudík, J. Langford and L. Li, Doubly robust
   * policy evaluation and learning, ICML 2011, equation 2.
   */
  DOUBLY_ROBUST("dr") {
    @Override
    double value(PolicySums sums, long decisions) {
      return sums.doublyRobust() / decisions;
    }

    @Override
    double covariance(PolicyProducts products, PolicySums one, PolicySums other, long decisions) {
      return ofMeans(products.doublyRobust(), one.doublyRobust(), other.doublyRobust(), decisions);
    }
  };

  private final String id;

  OffPolicyEstimator(String id) {
    this.id = id;
  }

  /** Name in reports; never reused. */
  public String id() {
    return id;
  }

  abstract double value(PolicySums sums, long decisions);

  /**
   * Estimated covariance of the estimates for two policies on the same decisions; of a policy with
   * itself, and its squares for products, its variance.
   *
   * @param decisions at least 2
   */
  abstract double covariance(
      PolicyProducts products, PolicySums one, PolicySums other, long decisions);

  private static double ofMeans(double products, double one, double other, long decisions) {
    double n = decisions;
    return (products - one * other / n) / (n * (n - 1));
  }
}
