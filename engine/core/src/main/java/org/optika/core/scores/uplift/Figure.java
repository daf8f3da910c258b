package org.optika.core.scores.uplift;

import java.util.Arrays;

/**
 * One metric of a ranking.
 *
 * @param value of the people of all folds together
 * @param interval 95 % of {@code value}; see {@link UpliftIntervals}
 * @param foldMean mean of the folds' values, as papers print it; NaN where a fold has none
 * @param foldDeviation standard deviation of the folds' values (divided by their number less 1);
 *     NaN for one fold
 */
public record Figure(double value, Interval interval, double foldMean, double foldDeviation) {
  static Figure of(double value, Interval interval, double[] ofFolds) {
    double mean = Arrays.stream(ofFolds).average().orElse(Double.NaN);
    double squares = Arrays.stream(ofFolds).map(fold -> (fold - mean) * (fold - mean)).sum();
    double deviation = ofFolds.length < 2 ? Double.NaN : Math.sqrt(squares / (ofFolds.length - 1));
    return new Figure(value, interval, mean, deviation);
  }
}
