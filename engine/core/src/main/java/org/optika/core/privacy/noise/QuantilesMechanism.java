package org.optika.core.privacy.noise;

import static org.optika.core.Checks.require;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/**
 * Quantiles of a histogram: an exponential mechanism for the middle one, then the same for those
 * below in the bins up to it, and for those above in the bins after it, and so on. Results ascend
 * by construction.
 *
 * <p><b>One quantile.</b> In a range of bins with N values, of which {@code below} lie under a bin
 * and {@code upTo} in it or under it, the bin holds the quantile a/b iff below &lt;= N a/b &lt;=
 * upTo. Else it is off by
 *
 * <pre>
 *   distance = max(0, b below - a N, a N - b upTo)
 * </pre>
 *
 * <p>which is b times its rank error in values, and an integer. A bin is drawn with probability
 * proportional to exp(-ε' distance / 2kΔ) with Δ = max(a, b - a). Source of the mechanism: F.
 * McSherry, K. Talwar, Mechanism design via differential privacy, FOCS 2007; of rank error as its
 * loss: A. Smith, Privacy-preserving statistical estimation with optimal convergence rates, STOC
 * 2011.
 *
 * <p><b>Its privacy.</b> One more value adds 1 to N, and 1 to {@code below} or {@code upTo} or
 * neither. So it changes each of the last two by b - a or -a, or a or a - b, and the distance by at
 * most Δ. The weight of a bin and the sum of all weights change by factors of at most exp(ε'/2k),
 * the probability of a bin by at most exp(ε'/k), and for the k values of one person, added or
 * removed, by at most exp(ε').
 *
 * <p><b>Several quantiles.</b> Ranges of one level are disjoint, so a person's k values are spread
 * over them and cost ε' on the level as a whole, however they are spread. With {@link #levels} =
 * ⌊log₂ m⌋ + 1 levels for m quantiles, all of them cost ε = levels · ε'. Source: H. Kaplan, S.
 * Schnapp, U. Stemmer, Differentially private approximate quantiles, ICML 2022 (arXiv 2110.05429).
 *
 * <p><b>Ties.</b> The values in the bin drawn for a quantile count as lower ones in what follows.
 * So a bin with a large share of all values (many persons with exactly 0) draws the other quantiles
 * away from their ranks, by at most that share. Whoever has coarse values spreads each evenly over
 * its step of the grid, with keyed bits, before it is counted, and rounds the result down; or draws
 * each quantile alone, which has no such error.
 *
 * <p><b>Drawing</b> is exact: a bin is taken uniformly and kept with a probability equal to its
 * weight. Some bin holds the quantile and has weight 1, so this ends after as many trials as there
 * are bins at most, in expectation.
 */
public final class QuantilesMechanism implements NoiseMechanism {
  private static final long serialVersionUID = 1L;

  /** Value of the {@code mechanism} column. */
  public static final String ID = "exponential-quantiles";

  /** Quantiles are multiples of 1/10,000. */
  static final int PARTS = 10_000;

  private final Rational epsilon;
  private final int valuesPerPerson;
  private final int[] quantiles;

  private QuantilesMechanism(Rational epsilon, int valuesPerPerson, int[] quantiles) {
    this.epsilon = epsilon;
    this.valuesPerPerson = valuesPerPerson;
    this.quantiles = quantiles;
  }

  /**
   * @param epsilon of all quantiles together; &gt; 0
   * @param valuesPerPerson k, how many values a person has in the histogram at most; &gt;= 1
   * @param quantiles ascending, each in (0, 1) with at most four decimals; at least one
   */
  public static QuantilesMechanism of(
      BigDecimal epsilon, int valuesPerPerson, List<BigDecimal> quantiles) {
    require(epsilon.signum() > 0, "epsilon must be > 0, got %s", epsilon);
    require(valuesPerPerson >= 1, "values per person must be >= 1, got %s", valuesPerPerson);
    require(!quantiles.isEmpty(), "expected at least one quantile");
    int[] parts = quantiles.stream().mapToInt(QuantilesMechanism::parts).toArray();
    for (int i = 1; i < parts.length; i++) {
      require(parts[i - 1] < parts[i], "quantiles must ascend, got %s", quantiles);
    }
    return new QuantilesMechanism(Rational.of(epsilon), valuesPerPerson, parts);
  }

  private static int parts(BigDecimal quantile) {
    require(
        quantile.signum() > 0
            && quantile.compareTo(BigDecimal.ONE) < 0
            && quantile.stripTrailingZeros().scale() <= 4,
        "a quantile must be in (0, 1) and have at most 4 decimals, got %s",
        quantile);
    return quantile.movePointRight(4).intValueExact();
  }

  @Override
  public String id() {
    return ID;
  }

  /** How often a value is looked at: ⌊log₂ m⌋ + 1 for m quantiles. */
  public int levels() {
    return Integer.SIZE - Integer.numberOfLeadingZeros(quantiles.length);
  }

  /** ε' = ε / levels: what a quantile costs. */
  public Rational epsilonPerLevel() {
    return epsilon.times(Rational.of(1, levels()));
  }

  /**
   * @param counts values per bin, each &gt;= 0, in total at most 2^48
   * @return one bin per quantile, ascending
   */
  public int[] draw(long[] counts, BitSource bits) {
    return new QuantilesDraw(this, counts, bits).bins();
  }

  int valuesPerPerson() {
    return valuesPerPerson;
  }

  int count() {
    return quantiles.length;
  }

  /** A quantile in parts of {@link #PARTS}. */
  int quantile(int index) {
    return quantiles[index];
  }

  @Override
  public String toString() {
    return ID
        + "[epsilon="
        + epsilon
        + ", valuesPerPerson="
        + valuesPerPerson
        + ", quantiles="
        + Arrays.toString(quantiles)
        + "/"
        + PARTS
        + "]";
  }
}
