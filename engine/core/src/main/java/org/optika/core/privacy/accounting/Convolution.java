package org.optika.core.privacy.accounting;

import java.util.Arrays;

/**
 * The distribution of the sum of two losses, each probability at least the exact one.
 *
 * <p><b>Error of the transform.</b> Both factors go through one transform as real and imaginary
 * part, scaled to equal norm. Its two passes of n stages and the product in between change no
 * element of the result by more than about 3 n u |a| |b|, where |.| is the Euclidean norm and u the
 * error of one stage: each stage changes a vector by at most u times its norm, by Parseval's
 * identity the transform is a rotation, and by Cauchy's and Schwarz's inequality the products sum
 * to at most |a| |b| (after C. Percival, Rapid multiplication modulo the sum and difference of
 * highly composite numbers, Mathematics of Computation 72, 2003, theorem 5.1). This bound is added
 * to each element.
 *
 * <p><b>Tilt.</b> So the error is as large in the tail, where the deltas are, as in the middle. It
 * is not if both factors are first multiplied by e^(theta loss), and the result divided by it: then
 * the bound falls with e^(-theta loss). For the middle, the bound without tilt is the better one.
 * Both are computed; of two upper bounds the smaller one is taken, element by element.
 */
final class Convolution {

  /** Up to this length the plain sum is as fast as a transform, and has but relative errors. */
  private static final int SHORT = 64;

  /** The tilt moves the middle up by so many standard deviations: to deltas of about 1e-15. */
  private static final double TILTED_DEVIATIONS = 8;

  /** Covers the rounding of the tilt: an exponent up to 2^10 and two exponentials. */
  private static final double TILT_ROUNDING = 1 + 0x1p-40;

  private Convolution() {}

  /**
   * @param one non-negative
   * @param other non-negative
   * @return of length {@code one.length + other.length - 1}; element k is at least the sum of
   *     one[i] other[k - i]
   */
  static double[] upperBound(double[] one, double[] other) {
    if (Math.min(one.length, other.length) <= SHORT) {
      return one.length < other.length ? plain(one, other) : plain(other, one);
    }
    double deviation = Math.sqrt(variance(one) + variance(other));
    double theta = TILTED_DEVIATIONS / deviation;
    int length = one.length + other.length - 1;
    FourierTransform transform = new FourierTransform(Integer.highestOneBit(length - 1) << 1);
    double[] level = transformed(transform, one, other);
    double[] tilted = transformed(transform, tilt(one, theta), tilt(other, theta));
    for (int k = 0; k < length; k++) {
      double untilted = tilted[k] * Math.exp(theta * (length - 1 - k)) * TILT_ROUNDING;
      level[k] = Math.min(level[k], untilted);
    }
    return level;
  }

  private static double[] plain(double[] brief, double[] other) {
    double[] sum = new double[brief.length + other.length - 1];
    for (int i = 0; i < brief.length; i++) {
      for (int j = 0; j < other.length; j++) {
        sum[i + j] += brief[i] * other[j];
      }
    }
    for (int k = 0; k < sum.length; k++) {
      sum[k] *= 1 + SHORT * 0x1p-52;
    }
    return sum;
  }

  /** Weights e^(theta (i - last)): at most 1. */
  private static double[] tilt(double[] masses, double theta) {
    double[] tilted = new double[masses.length];
    for (int i = 0; i < masses.length; i++) {
      tilted[i] = masses[i] * Math.exp(theta * (i - (masses.length - 1)));
    }
    return tilted;
  }

  private static double[] transformed(FourierTransform transform, double[] one, double[] other) {
    double normOne = norm(one);
    double normOther = norm(other);
    double scale = normOne / normOther;
    int length = one.length + other.length - 1;
    int size = 1 << transform.stages();
    double[] real = Arrays.copyOf(one, size);
    double[] imaginary = new double[size];
    for (int i = 0; i < other.length; i++) {
      imaginary[i] = other[i] * scale;
    }
    transform.forward(real, imaginary);
    multiplyParts(real, imaginary);
    transform.inverse(real, imaginary);
    double error =
        (3 * transform.stages() + 12) * FourierTransform.ERROR_PER_STAGE * normOne * normOther;
    double[] bound = new double[length];
    for (int k = 0; k < length; k++) {
      bound[k] = Math.max(0, real[k] / (scale * size)) + error;
    }
    return bound;
  }

  /** From the transform of a + ib to that of a * b: the product of (z + w)/2 and (z - w)/2i. */
  private static void multiplyParts(double[] real, double[] imaginary) {
    for (int place = 0; place < real.length; place++) {
      int negative = FourierTransform.negative(place);
      if (place > negative) {
        continue;
      }
      // w is the conjugate of the value at the negative frequency.
      double firstReal = (real[place] + real[negative]) / 2;
      double firstImaginary = (imaginary[place] - imaginary[negative]) / 2;
      double secondReal = (imaginary[place] + imaginary[negative]) / 2;
      double secondImaginary = (real[negative] - real[place]) / 2;
      real[place] = firstReal * secondReal - firstImaginary * secondImaginary;
      imaginary[place] = firstReal * secondImaginary + firstImaginary * secondReal;
      real[negative] = real[place];
      imaginary[negative] = -imaginary[place];
    }
  }

  private static double norm(double[] values) {
    double squares = 0;
    for (double value : values) {
      squares += value * value;
    }
    return Math.sqrt(squares);
  }

  /** In squared steps of the grid. */
  private static double variance(double[] masses) {
    double total = 0;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < masses.length; i++) {
      total += masses[i];
      sum += masses[i] * i;
      squares += masses[i] * i * i;
    }
    double mean = sum / total;
    return Math.max(1, squares / total - mean * mean);
  }
}
