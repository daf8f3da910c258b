package org.optika.jobs;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.optika.core.evidence.audit.Allocation;
import org.optika.core.evidence.audit.BinomialLaw;
import org.optika.core.evidence.audit.CountLaw;
import org.optika.core.evidence.audit.HypergeometricLaw;
import org.optika.core.evidence.audit.SampleSize;
import org.optika.core.evidence.audit.StratifiedPlan;
import org.optika.core.evidence.audit.Stratum;
import org.optika.core.evidence.audit.TestGoal;
import org.optika.core.evidence.audit.TestPlan;

/**
 * How large a sample is asked for: by a number, a precision or a test.
 *
 * @param minimum devices of each stratum
 * @param assumedIn rates by stratum, for Neyman's allocation; none for the proportional one
 */
record SamplePlan(
    Optional<Long> size,
    Optional<Precision> precision,
    Optional<TestGoal> goal,
    long minimum,
    Map<String, Double> assumedIn) {
  /** How devices are drawn; names the rule in reports. */
  static final String METHOD =
      "lowest HMAC-SHA-256(seed, subject key) of each stratum; strata by Sainte-Lague";

  private static final double ALPHA = 0.05;

  /** Half width of a 95 % interval at an assumed rate. */
  record Precision(double halfWidth, double assumed) {}

  /**
   * What a test is to find out.
   *
   * @throws UserErrorException when that makes no sense
   */
  static TestGoal goal(double nullRate, double alternative, double alpha, double power) {
    try {
      return new TestGoal(nullRate, alternative, alpha, power);
    } catch (IllegalArgumentException wrong) {
      throw new UserErrorException("%s", wrong.getMessage());
    }
  }

  static String seedHash(long seed) {
    return FileHash.of(Long.toString(seed).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Devices from each stratum.
   *
   * @throws UserErrorException when that cannot be drawn from these strata
   */
  long[] allocate(List<Stratum> strata) {
    if (strata.isEmpty()) {
      throw new UserErrorException(
          "There is no device with a consent event or activity in the window; take a longer one with --window-days.");
    }
    try {
      return allocation(strata).growTo(sizeFor(strata)).drawn();
    } catch (IllegalArgumentException tooMany) {
      throw new UserErrorException("%s", tooMany.getMessage());
    }
  }

  private Allocation allocation(List<Stratum> strata) {
    if (assumedIn.isEmpty()) {
      return Allocation.proportional(strata, minimum);
    }
    List<String> names = strata.stream().map(Stratum::name).toList();
    for (String named : assumedIn.keySet()) {
      if (!names.contains(named)) {
        throw new UserErrorException("--assumed-in: unknown stratum '%s'; known: %s", named, names);
      }
    }
    for (String name : names) {
      if (!assumedIn.containsKey(name)) {
        throw new UserErrorException("--assumed-in: say a rate for stratum '%s', too", name);
      }
    }
    return Allocation.neyman(strata, names.stream().mapToDouble(assumedIn::get).toArray(), minimum);
  }

  private long sizeFor(List<Stratum> strata) {
    long population = strata.stream().mapToLong(Stratum::devices).sum();
    CountLaw law = strata.size() == 1 ? new HypergeometricLaw(population) : new BinomialLaw();
    if (size.isPresent()) {
      return size.get();
    }
    if (precision.isPresent()) {
      double wanted = precision.get().halfWidth();
      return Math.min(
          population, SampleSize.forPrecision(wanted, precision.get().assumed(), ALPHA, law));
    }
    TestPlan plan =
        strata.size() == 1
            ? SampleSize.forTest(goal.orElseThrow(), law)
            : StratifiedPlan.forTest(goal.orElseThrow(), allocation(strata));
    return plan.drawn();
  }
}
