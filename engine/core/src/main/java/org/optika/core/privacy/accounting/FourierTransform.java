package org.optika.core.privacy.accounting;

/**
 * The discrete Fourier transform of 2^n complex numbers in place, by n stages of butterflies (J.
 * Cooley and J. Tukey 1965). Forward leaves the frequencies in bit-reversed order, and inverse
 * expects them so: nobody here looks at a frequency but together with its negative.
 */
final class FourierTransform {

  /**
   * Largest relative error that one stage adds: a product of complex numbers sqrt(5), an addition
   * 1, and a root of unity less than 3, in units of 2^-53 (R. Brent, C. Percival and P. Zimmermann,
   * Error bounds on complex floating-point multiplication, Mathematics of Computation 76, 2007).
   */
  static final double ERROR_PER_STAGE = 6.5 * 0x1p-53;

  private final int size;

  /** The stage that joins halves of h numbers finds e^(-i pi j / h) at h + j. */
  private final double[] cosines;

  private final double[] sines;

  /**
   * @param size a power of 2, at least 2
   */
  FourierTransform(int size) {
    this.size = size;
    this.cosines = new double[size];
    this.sines = new double[size];
    int half = size / 2;
    for (int j = 0; j < half; j++) {
      cosines[half + j] = cosine(j, half);
      sines[half + j] = -sine(j, half);
    }
    for (int stage = half / 2; stage >= 1; stage /= 2) {
      for (int j = 0; j < stage; j++) {
        cosines[stage + j] = cosines[2 * (stage + j)];
        sines[stage + j] = sines[2 * (stage + j)];
      }
    }
  }

  int stages() {
    return Integer.numberOfTrailingZeros(size);
  }

  /** Place of the negative of the frequency at a place, in bit-reversed order. */
  static int negative(int place) {
    return place == 0 ? 0 : place ^ (Integer.highestOneBit(place) - 1);
  }

  void forward(double[] real, double[] imaginary) {
    for (int half = size / 2; half >= 1; half /= 2) {
      for (int block = 0; block < size; block += 2 * half) {
        for (int j = 0; j < half; j++) {
          int one = block + j;
          int other = one + half;
          double differenceReal = real[one] - real[other];
          double differenceImaginary = imaginary[one] - imaginary[other];
          real[one] += real[other];
          imaginary[one] += imaginary[other];
          double cosine = cosines[half + j];
          double sine = sines[half + j];
          real[other] = differenceReal * cosine - differenceImaginary * sine;
          imaginary[other] = differenceReal * sine + differenceImaginary * cosine;
        }
      }
    }
  }

  /** The inverse times {@code size}. */
  void inverse(double[] real, double[] imaginary) {
    for (int half = 1; half < size; half *= 2) {
      for (int block = 0; block < size; block += 2 * half) {
        for (int j = 0; j < half; j++) {
          int one = block + j;
          int other = one + half;
          double cosine = cosines[half + j];
          double sine = sines[half + j];
          double turnedReal = real[other] * cosine + imaginary[other] * sine;
          double turnedImaginary = imaginary[other] * cosine - real[other] * sine;
          real[other] = real[one] - turnedReal;
          imaginary[other] = imaginary[one] - turnedImaginary;
          real[one] += turnedReal;
          imaginary[one] += turnedImaginary;
        }
      }
    }
  }

  /** cos(pi j / half) from an angle of at most pi / 4, whose rounding is small. */
  private static double cosine(int j, int half) {
    if (2 * j > half) {
      return -cosine(half - j, half);
    }
    return 4L * j <= half
        ? Math.cos(Math.PI * j / half)
        : Math.sin(Math.PI * (half - 2 * j) / (2.0 * half));
  }

  private static double sine(int j, int half) {
    if (2 * j > half) {
      return sine(half - j, half);
    }
    return 4L * j <= half
        ? Math.sin(Math.PI * j / half)
        : Math.cos(Math.PI * (half - 2 * j) / (2.0 * half));
  }
}
