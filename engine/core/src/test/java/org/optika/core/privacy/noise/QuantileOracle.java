package org.optika.core.privacy.noise;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Probabilities of all answers of {@link QuantilesMechanism} on a small histogram, from its
 * definition and in floating point.
 *
 * @param epsilonPerLevel of one quantile
 */
record QuantileOracle(double epsilonPerLevel, int valuesPerPerson, List<Double> quantiles) {

  Map<List<Integer>, Double> probabilities(long[] counts) {
    return split(counts, 0, counts.length, 0, 1, quantiles);
  }

  private Map<List<Integer>, Double> split(
      long[] counts, int from, int to, double lowest, double highest, List<Double> wanted) {
    if (wanted.isEmpty()) {
      return Map.of(List.of(), 1.0);
    }
    int middle = wanted.size() / 2;
    double quantile = wanted.get(middle);
    List<Double> lower = wanted.subList(0, middle);
    List<Double> upper = wanted.subList(middle + 1, wanted.size());
    double[] ofBin = one(counts, from, to, (quantile - lowest) / (highest - lowest));
    Map<List<Integer>, Double> result = new HashMap<>();
    for (int bin = from; bin < to; bin++) {
      double probability = ofBin[bin - from];
      Map<List<Integer>, Double> left = split(counts, from, bin + 1, lowest, quantile, lower);
      Map<List<Integer>, Double> right =
          bin + 1 == to
              ? Map.of(Collections.nCopies(upper.size(), bin), 1.0)
              : split(counts, bin + 1, to, quantile, highest, upper);
      for (Map.Entry<List<Integer>, Double> below : left.entrySet()) {
        for (Map.Entry<List<Integer>, Double> above : right.entrySet()) {
          List<Integer> answer = new ArrayList<>(below.getKey());
          answer.add(bin);
          answer.addAll(above.getKey());
          result.merge(answer, probability * below.getValue() * above.getValue(), Double::sum);
        }
      }
    }
    return result;
  }

  private double[] one(long[] counts, int from, int to, double quantile) {
    double total = 0;
    for (int bin = from; bin < to; bin++) {
      total += counts[bin];
    }
    double sensitivity = Math.max(quantile, 1 - quantile) * valuesPerPerson;
    double[] weights = new double[to - from];
    double sum = 0;
    double below = 0;
    for (int bin = from; bin < to; bin++) {
      double nearest = Math.max(below, Math.min(below + counts[bin], quantile * total));
      double rankError = Math.abs(nearest - quantile * total);
      weights[bin - from] = Math.exp(-epsilonPerLevel * rankError / (2 * sensitivity));
      sum += weights[bin - from];
      below += counts[bin];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return weights;
  }
}
