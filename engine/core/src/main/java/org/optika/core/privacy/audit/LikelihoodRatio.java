package org.optika.core.privacy.audit;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How much likelier an output is of one input than of another, learnt from samples: the sum of the
 * logarithms of ratios of histograms, number by number. Where the numbers of an output are
 * independent, that orders outputs as the most powerful test does (Neyman and Pearson 1933), but
 * for the width of the cells; where they are not, it is still a score by which an event can be
 * chosen.
 */
final class LikelihoodRatio {
  private static final int MOST_CELLS = 64;

  private final Cells[] numbers;

  private LikelihoodRatio(Cells[] numbers) {
    this.numbers = numbers;
  }

  /**
   * @param ofOne outputs of the input for which scores are high
   * @param ofOther outputs of the other one
   */
  static LikelihoodRatio learn(double[][] ofOne, double[][] ofOther) {
    return new LikelihoodRatio(
        IntStream.range(0, ofOne[0].length)
            .mapToObj(number -> Cells.learn(column(ofOne, number), column(ofOther, number)))
            .toArray(Cells[]::new));
  }

  private static double[] column(double[][] outputs, int number) {
    return Arrays.stream(outputs).mapToDouble(output -> output[number]).toArray();
  }

  double of(double[] output) {
    double sum = 0;
    for (int i = 0; i < numbers.length; i++) {
      sum += numbers[i].logRatio(output[i]);
    }
    return sum;
  }

  /**
   * A histogram of one number.
   *
   * @param ends largest number of each cell but the last, ascending; in the last is what is above
   *     all numbers that were seen, or is {@code NaN}
   */
  private record Cells(double[] ends, double[] logRatios) {

    static Cells learn(double[] ofOne, double[] ofOther) {
      double[] ends = ends(ofOne, ofOther);
      double[] one = frequencies(ofOne, ends);
      double[] other = frequencies(ofOther, ends);
      return new Cells(
          ends,
          IntStream.range(0, one.length).mapToDouble(i -> Math.log(one[i] / other[i])).toArray());
    }

    /**
     * Each number by itself, or cells of equally many draws when there are too many; what is not a
     * number has its own cell in any case.
     */
    private static double[] ends(double[] ofOne, double[] ofOther) {
      double[] numbers =
          DoubleStream.concat(Arrays.stream(ofOne), Arrays.stream(ofOther))
              .filter(number -> !Double.isNaN(number))
              .sorted()
              .toArray();
      double[] distinct = Arrays.stream(numbers).distinct().toArray();
      return distinct.length <= MOST_CELLS
          ? distinct
          : IntStream.rangeClosed(1, MOST_CELLS)
              .mapToDouble(i -> numbers[(int) ((long) i * numbers.length / MOST_CELLS) - 1])
              .distinct()
              .toArray();
    }

    /** With one more draw in each cell, so that none has never been seen. */
    private static double[] frequencies(double[] draws, double[] ends) {
      double[] frequencies = new double[ends.length + 1];
      Arrays.fill(frequencies, 1.0 / (draws.length + frequencies.length));
      for (double draw : draws) {
        frequencies[cell(ends, draw)] += 1.0 / (draws.length + frequencies.length);
      }
      return frequencies;
    }

    private static int cell(double[] ends, double number) {
      int found = Arrays.binarySearch(ends, number);
      return found >= 0 ? found : -found - 1;
    }

    double logRatio(double number) {
      return logRatios[cell(ends, number)];
    }
  }
}
