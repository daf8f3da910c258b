package org.optika.core.privacy.accounting;

import static org.optika.core.Checks.require;

/**
 * One query of a report: a vector of numbers, over all groups, that get noise of one scale.
 *
 * @param l1Sensitivity most that one person changes the vector by, as the sum of the changes; &gt;=
 *     {@code l2Sensitivity}
 * @param l2Sensitivity the same as the root of the sum of squares; &gt; 0
 * @param weight share of the budget beside the weights of the other queries; &gt; 0
 */
public record ReportQuery(String name, double l1Sensitivity, double l2Sensitivity, double weight) {

  public ReportQuery {
    require(
        l2Sensitivity > 0 && l1Sensitivity < Double.POSITIVE_INFINITY,
        "query '%s': L2 sensitivity must be > 0, got %s",
        name,
        l2Sensitivity);
    require(
        l1Sensitivity >= l2Sensitivity,
        "query '%s': L1 sensitivity must be at least the L2 sensitivity %s, got %s",
        name,
        l2Sensitivity,
        l1Sensitivity);
    require(
        weight > 0 && weight < Double.POSITIVE_INFINITY,
        "query '%s': weight must be > 0, got %s",
        name,
        weight);
  }

  /** Values per group. */
  public static ReportQuery count(String name, ContributionBounds bounds, double weight) {
    return bounded(name, bounds, 1, weight);
  }

  /** Sums per group of values clamped to {@code [low, high]}. */
  public static ReportQuery sum(
      String name, ContributionBounds bounds, double low, double high, double weight) {
    return bounded(name, bounds, Math.max(Math.abs(low), Math.abs(high)), weight);
  }

  /**
   * Count, sum and mean together, from the two {@link EndpointSums} per group. A value changes them
   * by {@code high - v} and {@code v - low}, which add up to {@code high - low}.
   */
  public static ReportQuery mean(
      String name, ContributionBounds bounds, EndpointSums sums, double weight) {
    return bounded(name, bounds, sums.high() - sums.low(), weight);
  }

  private static ReportQuery bounded(
      String name, ContributionBounds bounds, double change, double weight) {
    return new ReportQuery(name, bounds.l1(change), bounds.l2(change), weight);
  }
}
