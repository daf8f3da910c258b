package org.optika.core.privacy.noise;

import static org.optika.core.Checks.require;

import java.math.BigInteger;
import java.util.Arrays;

/** One answer of a {@link QuantilesMechanism}, which says what is drawn and why it is private. */
final class QuantilesDraw {

  /** Far above any number of persons; times the parts of a quantile it is still below 2^62. */
  private static final long MOST_VALUES = 1L << 48;

  private final QuantilesMechanism mechanism;
  private final BitSource bits;

  /** At each index the number of values in the bins before it. */
  private final long[] cumulated;

  private final int[] drawn;

  QuantilesDraw(QuantilesMechanism mechanism, long[] counts, BitSource bits) {
    require(counts.length > 0, "expected at least one bin");
    this.mechanism = mechanism;
    this.bits = bits;
    this.cumulated = new long[counts.length + 1];
    this.drawn = new int[mechanism.count()];
    for (int bin = 0; bin < counts.length; bin++) {
      require(
          0 <= counts[bin] && counts[bin] <= MOST_VALUES - cumulated[bin],
          "counts must be >= 0 and 2^48 in total at most, bin %s is out of range",
          bin);
      cumulated[bin + 1] = cumulated[bin] + counts[bin];
    }
  }

  int[] bins() {
    split(new Span(0, cumulated.length - 1, 0, QuantilesMechanism.PARTS), 0, drawn.length);
    return drawn;
  }

  /**
   * Bins from {@code from} to before {@code to}, whose values are taken for those between the
   * quantiles {@code lowest} and {@code highest} of the whole.
   */
  private record Span(int from, int to, int lowest, int highest) {

    int bins() {
      return to - from;
    }
  }

  /** Draws the quantiles from index {@code first} to before {@code last}. */
  private void split(Span span, int first, int last) {
    if (first == last) {
      return;
    }
    int middle = (first + last) >>> 1;
    int quantile = mechanism.quantile(middle);
    int bin = draw(span, quantile);
    drawn[middle] = bin;
    split(new Span(span.from, bin + 1, span.lowest, quantile), first, middle);
    Span above = new Span(bin + 1, span.to, quantile, span.highest);
    if (above.bins() > 0) {
      split(above, middle + 1, last);
    } else {
      Arrays.fill(drawn, middle + 1, last, bin); // no bin is left above the last one
    }
  }

  private int draw(Span span, int quantile) {
    long a = quantile - span.lowest;
    long b = span.highest - span.lowest;
    Weight weight =
        Weight.of(
            mechanism
                .epsilonPerLevel()
                .times(Rational.of(1, 2 * Math.max(a, b - a)))
                .times(Rational.of(1, mechanism.valuesPerPerson())));
    long start = cumulated[span.from];
    long target = a * (cumulated[span.to] - start);
    while (true) {
      int bin = span.from + (int) Uniform.below(span.bins(), bits);
      long below = cumulated[bin] - start;
      long upTo = cumulated[bin + 1] - start;
      long distance = Math.max(0, Math.max(b * below - target, target - b * upTo));
      if (weight.accepts(distance, bits)) {
        return bin;
      }
    }
  }

  /**
   * The event of probability exp(-distance · numerator / denominator).
   *
   * @param largestLong largest distance for which the exponent fits {@code long}; -1 if none does
   */
  private record Weight(BigInteger numerator, BigInteger denominator, long largestLong) {

    static Weight of(Rational unit) {
      BigInteger limit = BigInteger.valueOf(Bernoulli.LONG_LIMIT);
      boolean fits = unit.denominator().compareTo(limit) <= 0;
      return new Weight(
          unit.numerator(),
          unit.denominator(),
          fits ? limit.divide(unit.numerator()).longValueExact() : -1);
    }

    boolean accepts(long distance, BitSource bits) {
      return distance <= largestLong
          ? Bernoulli.exponential(distance * numerator.longValue(), denominator.longValue(), bits)
          : Bernoulli.exponential(
              BigInteger.valueOf(distance).multiply(numerator), denominator, bits);
    }
  }
}
