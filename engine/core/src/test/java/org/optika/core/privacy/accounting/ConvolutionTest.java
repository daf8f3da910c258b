package org.optika.core.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConvolutionTest {

  static LongStream seeds() {
    return LongStream.range(0, 5);
  }

  /** Bell-shaped, over forty orders of magnitude, and not smooth. */
  private static double[] bell(int length, Random random) {
    double[] masses = new double[length];
    for (int i = 0; i < length; i++) {
      double deviations = 13.0 * (2.0 * i / (length - 1) - 1);
      masses[i] = Math.exp(-deviations * deviations / 2) * (0.5 + random.nextDouble()) / length;
    }
    return masses;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void no_element_is_below_the_exact_sum_and_few_are_far_above(long seed) {
    Random random = new Random(seed);
    double[] one = bell(65 + random.nextInt(100), random);
    double[] other = bell(65 + random.nextInt(100), random);

    double[] bound = Convolution.upperBound(one, other);

    int last = one.length + other.length - 2;
    assertThat(bound).hasSize(last + 1);
    for (int k = 0; k <= last; k++) {
      BigDecimal exact = BigDecimal.ZERO;
      for (int i = Math.max(0, k - other.length + 1); i <= Math.min(k, one.length - 1); i++) {
        exact = exact.add(new BigDecimal(one[i]).multiply(new BigDecimal(other[k - i])));
      }
      assertThat(new BigDecimal(bound[k])).isGreaterThanOrEqualTo(exact);
      double above = exact.doubleValue();
      // Middle and upper tail, down to masses of about 1e-25.
      if (k > last / 2 && above > 1e-25) {
        assertThat(bound[k]).isLessThanOrEqualTo(above * (1 + 1e-6));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 64, 65})
  void a_point_moves_the_other(int length) {
    double[] point = new double[length];
    point[length - 1] = 1;
    double[] other = bell(100, new Random(length));

    double[] bound = Convolution.upperBound(point, other);

    for (int i = 0; i < other.length; i++) {
      assertThat(bound[length - 1 + i]).isBetween(other[i], other[i] + 1e-12);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8, 64, 1024})
  void inverse_undoes_forward(int size) {
    Random random = new Random(size);
    double[] real = random.doubles(size).toArray();
    double[] imaginary = random.doubles(size).toArray();
    double[] realBefore = real.clone();
    double[] imaginaryBefore = imaginary.clone();
    FourierTransform transform = new FourierTransform(size);

    transform.forward(real, imaginary);
    transform.inverse(real, imaginary);

    for (int i = 0; i < size; i++) {
      assertThat(real[i] / size).isBetween(realBefore[i] - 1e-14, realBefore[i] + 1e-14);
      assertThat(imaginary[i] / size)
          .isBetween(imaginaryBefore[i] - 1e-14, imaginaryBefore[i] + 1e-14);
    }
  }

  /** The definition, sum over j of x[j] e^(-2 pi i j k / n), with frequencies bit-reversed. */
  @ParameterizedTest
  @ValueSource(ints = {2, 8, 32})
  void forward_gives_the_frequencies_and_their_negatives(int size) {
    Random random = new Random(size);
    double[] values = random.doubles(size).toArray();
    double[] real = values.clone();
    double[] imaginary = new double[size];
    FourierTransform transform = new FourierTransform(size);

    transform.forward(real, imaginary);

    for (int place = 0; place < size; place++) {
      int frequency = Integer.reverse(place) >>> (32 - transform.stages());
      double cosines = 0;
      double sines = 0;
      for (int j = 0; j < size; j++) {
        cosines += values[j] * Math.cos(2 * Math.PI * j * frequency / size);
        sines -= values[j] * Math.sin(2 * Math.PI * j * frequency / size);
      }
      assertThat(real[place]).isBetween(cosines - 1e-12, cosines + 1e-12);
      assertThat(imaginary[place]).isBetween(sines - 1e-12, sines + 1e-12);
      int negative =
          Integer.reverse(FourierTransform.negative(place)) >>> (32 - transform.stages());
      assertThat((frequency + negative) % size).isZero();
    }
  }
}
