package org.optika.core.privacy.noise;

import static org.optika.core.Checks.require;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Keeps a partition with the largest probability that (ε, δ)-differential privacy allows for its
 * number of persons n. That is π(0) = 0 and
 *
 * <pre>
 *   π(n) = min(e^ε π(n-1) + δ, 1 - e^-ε (1 - π(n-1) - δ), 1)
 * </pre>
 *
 * <p>or, in closed form with c = δ / (e^ε - 1),
 *
 * <pre>
 *   π(n) = c (e^(nε) - 1)                              for n &lt;= n₁, the rising part
 *   π(n) = 1 + c - e^(-(n - n₁)ε) (1 + c - π(n₁))      from there on, up to 1
 * </pre>
 *
 * <p>where n₁ is the largest n with π(n-1) &lt;= (1 - δ) / (e^ε + 1), up to which the first of the
 * three is the least. Source: D. Desfontaines, J. Voss, B. Gipson, C. Mandayam, Differentially
 * private partition selection, PoPETs 2022(1) (arXiv 2006.03684).
 *
 * <p>A person in up to L₀ partitions is protected by (ε, δ) in all of them together, as each is
 * decided with ε/L₀ and δ/L₀. This is the best choice for few partitions a person; above 3 a {@link
 * GaussianThresholdMechanism} keeps more.
 *
 * <p>Decisions are exact. As e^ε is transcendental for a rational ε, no two of the numbers compared
 * are ever equal and each comparison ends; δ/L₀ = 1/2 would be the one exception.
 */
public final class TruncatedGeometricMechanism implements PartitionSelection {
  private static final long serialVersionUID = 1L;

  /** Value of the {@code mechanism} column. */
  public static final String ID = "truncated-geometric";

  /** Significant digits at which almost all decisions fall; computed once per number of persons. */
  private static final int DIGITS = 20;

  private static final Rational HALF = Rational.of(1, 2);

  private final Rational epsilon;
  private final Rational delta;
  private final BigInteger lastRising;
  private final BigInteger hardThreshold;
  private final ConcurrentMap<Long, Enclosure> known = new ConcurrentHashMap<>();

  private TruncatedGeometricMechanism(Rational epsilon, Rational delta) {
    this.epsilon = epsilon;
    this.delta = delta;
    this.lastRising = FirstInteger.where(this::isAboveCrossing);
    this.hardThreshold = FirstInteger.where(this::isCertain);
  }

  /**
   * @param epsilon of all partitions of a person together; &gt; 0
   * @param delta likewise; in (0, 1/2)
   * @param partitionsPerPerson L₀, in how many partitions a person is at most; &gt;= 1
   */
  public static TruncatedGeometricMechanism of(
      BigDecimal epsilon, BigDecimal delta, int partitionsPerPerson) {
    require(epsilon.signum() > 0, "epsilon must be > 0, got %s", epsilon);
    require(
        delta.signum() > 0 && Rational.of(delta).compareTo(HALF) < 0,
        "delta must be in (0, 1/2), got %s",
        delta);
    require(
        partitionsPerPerson >= 1,
        "partitions per person must be >= 1, got %s",
        partitionsPerPerson);
    Rational share = Rational.of(1, partitionsPerPerson);
    return new TruncatedGeometricMechanism(
        Rational.of(epsilon).times(share), Rational.of(delta).times(share));
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public boolean keeps(long persons, BitSource bits) {
    require(persons >= 0, "persons must be >= 0, got %s", persons);
    if (persons == 0) {
      return false;
    }
    if (isAtHardThreshold(persons)) {
      return true;
    }
    return Bernoulli.enclosed(digits -> probability(persons, digits), bits);
  }

  /** π(n) to 20 significant digits; 0 for nobody, exactly 1 from the hard threshold on. */
  public BigDecimal keepProbability(long persons) {
    require(persons >= 0, "persons must be >= 0, got %s", persons);
    if (persons == 0) {
      return BigDecimal.ZERO;
    }
    if (isAtHardThreshold(persons)) {
      return BigDecimal.ONE;
    }
    return Enclosure.decimal(digits -> computed(persons, digits), DIGITS);
  }

  /** The least number of persons with which a partition is always kept. */
  public long hardThreshold() {
    return hardThreshold.longValueExact();
  }

  private boolean isAtHardThreshold(long persons) {
    return BigInteger.valueOf(persons).compareTo(hardThreshold) >= 0;
  }

  private Enclosure probability(long persons, int digits) {
    return digits == DIGITS
        ? known.computeIfAbsent(persons, n -> computed(n, DIGITS))
        : computed(persons, digits);
  }

  private Enclosure computed(long persons, int digits) {
    BigInteger n = BigInteger.valueOf(persons);
    return n.compareTo(lastRising) <= 0
        ? rising(n, digits)
        : Enclosure.one(digits).minus(miss(n, digits));
  }

  /** c (e^(nε) - 1). */
  private Enclosure rising(BigInteger n, int digits) {
    return limit(digits).times(power(n, digits).minus(Enclosure.one(digits)));
  }

  /** 1 - π(n) of the later part, before it is cut off at 0: e^(-(n - n₁)ε) (1 + c - π(n₁)) - c. */
  private Enclosure miss(BigInteger n, int digits) {
    Enclosure limit = limit(digits);
    return Enclosure.one(digits)
        .plus(limit)
        .minus(rising(lastRising, digits))
        .times(power(lastRising.subtract(n), digits))
        .minus(limit);
  }

  private boolean isAboveCrossing(BigInteger n) {
    return n.signum() > 0
        && Enclosure.isPositive(
            digits ->
                rising(n, digits)
                    .times(power(BigInteger.ONE, digits).plus(Enclosure.one(digits)))
                    .minus(Enclosure.of(Rational.ONE.minus(delta), digits)));
  }

  private boolean isCertain(BigInteger n) {
    return n.compareTo(lastRising) > 0 && !Enclosure.isPositive(digits -> miss(n, digits));
  }

  /** c = δ / (e^ε - 1). */
  private Enclosure limit(int digits) {
    return Enclosure.of(delta, digits)
        .dividedBy(power(BigInteger.ONE, digits).minus(Enclosure.one(digits)));
  }

  /** e^(nε). */
  private Enclosure power(BigInteger n, int digits) {
    return Enclosure.exp(epsilon.times(Rational.of(n)), digits);
  }

  @Override
  public String toString() {
    return ID + "[epsilon=" + epsilon + ", delta=" + delta + ", a partition]";
  }
}
