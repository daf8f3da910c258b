package org.optika.core.optin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Two groups side by side (two banner variants, two regions), with the part of their difference
 * that only comes from a different mix of strata (devices, channels ...).
 *
 * <p>The <b>crude difference</b> is that of the plain rates. For the <b>standardised difference</b>
 * each group's rate per stratum is averaged with the same weights: the share of the stratum in both
 * groups together (direct standardisation to the pooled mix). <b>Mix effect</b> = crude -
 * standardised. Crude and standardised may differ in sign (Simpson's paradox); reports show all
 * three. All differences are first minus second, as shares in [-1, 1].
 *
 * <p>A stratum that one group lacks cannot be compared. It is listed in {@link #uncompared} with
 * its share of the pooled weight, stays in the crude rates, and is out of the standardised ones,
 * whose weights are those of the compared strata made to sum to 1. The mix effect then also holds
 * what these strata do to the crude difference; {@link #uncomparedEffect} says how much of it that
 * is.
 *
 * @param compared strata present in both groups, by name
 * @param uncompared strata present in one group only, by name
 */
public record GroupComparison(
    SortedMap<String, StratumPair> compared, List<UncomparedStratum> uncompared) {

  /**
   * One stratum in both groups.
   *
   * @param first denominator &gt; 0
   * @param second denominator &gt; 0
   */
  public record StratumPair(Proportion first, Proportion second) {
    public StratumPair {
      requireObserved("first", first);
      requireObserved("second", second);
    }

    private long weight() {
      return Math.addExact(first.denominator(), second.denominator());
    }
  }

  /**
   * A stratum that one group lacks.
   *
   * @param first denominator 0 iff the first group lacks it
   * @param second denominator 0 iff the second group lacks it
   * @param weightShare its part of all observations of both groups, in (0, 1]
   */
  public record UncomparedStratum(
      String stratum, Proportion first, Proportion second, double weightShare) {}

  private static final Proportion NOTHING = new Proportion(0, 0);

  public GroupComparison {
    compared = Collections.unmodifiableSortedMap(new TreeMap<>(compared));
    uncompared = List.copyOf(uncompared);
    requireObserved(
        "first", crude(compared, uncompared, StratumPair::first, UncomparedStratum::first));
    requireObserved(
        "second", crude(compared, uncompared, StratumPair::second, UncomparedStratum::second));
  }

  /**
   * @param first the first group's proportion per stratum; a stratum with denominator 0 counts as
   *     missing
   * @param second the second group's, same
   * @throws IllegalArgumentException if a group has no observation at all
   */
  public static GroupComparison of(Map<String, Proportion> first, Map<String, Proportion> second) {
    long observations =
        Math.addExact(
            pool(first.values().stream()).denominator(),
            pool(second.values().stream()).denominator());
    SortedSet<String> strata = new TreeSet<>(first.keySet());
    strata.addAll(second.keySet());
    SortedMap<String, StratumPair> compared = new TreeMap<>();
    List<UncomparedStratum> uncompared = new ArrayList<>();
    for (String stratum : strata) {
      Proportion one = first.getOrDefault(stratum, NOTHING);
      Proportion other = second.getOrDefault(stratum, NOTHING);
      long weight = Math.addExact(one.denominator(), other.denominator());
      if (one.denominator() > 0 && other.denominator() > 0) {
        compared.put(stratum, new StratumPair(one, other));
      } else if (weight > 0) {
        double share = (double) weight / observations;
        uncompared.add(new UncomparedStratum(stratum, one, other, share));
      }
    }
    return new GroupComparison(compared, uncompared);
  }

  /** The first group without regard to strata. */
  public Proportion crudeFirst() {
    return crude(compared, uncompared, StratumPair::first, UncomparedStratum::first);
  }

  /** The second group without regard to strata. */
  public Proportion crudeSecond() {
    return crude(compared, uncompared, StratumPair::second, UncomparedStratum::second);
  }

  /**
   * Rate of the first group if it had the pooled mix of strata; empty iff no stratum is compared.
   */
  public OptionalDouble standardisedFirst() {
    return standardised(StratumPair::first);
  }

  /**
   * Rate of the second group if it had the pooled mix of strata; empty iff no stratum is compared.
   */
  public OptionalDouble standardisedSecond() {
    return standardised(StratumPair::second);
  }

  /** Plain rate of the first group minus that of the second. */
  public double crudeDifference() {
    return crudeFirst().value().orElseThrow() - crudeSecond().value().orElseThrow();
  }

  /** Difference at equal mix; empty iff no stratum is compared. */
  public OptionalDouble standardisedDifference() {
    return compared.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(standardisedFirst().getAsDouble() - standardisedSecond().getAsDouble());
  }

  /** Crude minus standardised difference; empty iff no stratum is compared. */
  public OptionalDouble mixEffect() {
    OptionalDouble standardised = standardisedDifference();
    return standardised.isEmpty()
        ? standardised
        : OptionalDouble.of(crudeDifference() - standardised.getAsDouble());
  }

  /**
   * The part of the mix effect that comes from strata of one group only: crude difference of all
   * strata minus that of the compared ones. 0 where every stratum is compared; empty iff none is.
   */
  public OptionalDouble uncomparedEffect() {
    if (compared.isEmpty()) {
      return OptionalDouble.empty();
    }
    double ofCompared =
        pooled(StratumPair::first).value().orElseThrow()
            - pooled(StratumPair::second).value().orElseThrow();
    return OptionalDouble.of(crudeDifference() - ofCompared);
  }

  /** Share of all observations that lies in strata which were not compared, in [0, 1]. */
  public double uncomparedWeightShare() {
    return uncompared.stream().mapToDouble(UncomparedStratum::weightShare).sum();
  }

  private OptionalDouble standardised(Function<StratumPair, Proportion> group) {
    if (compared.isEmpty()) {
      return OptionalDouble.empty();
    }
    double weights = compared.values().stream().mapToLong(StratumPair::weight).sum();
    return OptionalDouble.of(
        compared.values().stream()
            .mapToDouble(pair -> pair.weight() / weights * group.apply(pair).value().orElseThrow())
            .sum());
  }

  private Proportion pooled(Function<StratumPair, Proportion> group) {
    return pool(compared.values().stream().map(group));
  }

  private static Proportion crude(
      SortedMap<String, StratumPair> compared,
      List<UncomparedStratum> uncompared,
      Function<StratumPair, Proportion> ofCompared,
      Function<UncomparedStratum, Proportion> ofUncompared) {
    return pool(
        Stream.concat(
            compared.values().stream().map(ofCompared), uncompared.stream().map(ofUncompared)));
  }

  private static Proportion pool(Stream<Proportion> strata) {
    return strata.reduce(NOTHING, Proportion::plus);
  }

  private static void requireObserved(String group, Proportion proportion) {
    if (proportion.denominator() == 0) {
      throw new IllegalArgumentException(
          "the %s group has no observation; expected a denominator > 0".formatted(group));
    }
  }
}
