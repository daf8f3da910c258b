package org.optika.core.release;

/**
 * The noisy cells of one statistic in one group, in its steps; the noise of each is equally large.
 *
 * @param values not copied
 * @param deviation standard deviation of the noise of a cell
 * @param halfWidth of its 95 % interval
 */
record NoisyCells(double[] values, double deviation, double halfWidth) {

  NoisyNumber number(int cell) {
    return new NoisyNumber(values[cell], deviation, halfWidth);
  }
}
