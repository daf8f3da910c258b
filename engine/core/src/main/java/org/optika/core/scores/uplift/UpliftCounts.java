package org.optika.core.scores.uplift;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * One treatment against control, by score: all that curves, metrics, deciles, intervals and the
 * test of heterogeneity are computed from. States of parts of the data add up with {@link #plus},
 * so parts may be counted anywhere and in any order. With several treatments each has its own
 * state, of its people and those of control.
 *
 * @param outcome {@link OutcomeKind#BINARY} only where every outcome is 0 or 1
 * @param bins in strictly falling order of the score
 */
public record UpliftCounts(OutcomeKind outcome, List<UpliftBin> bins) implements Serializable {
  public UpliftCounts {
    bins = List.copyOf(bins);
    for (int i = 1; i < bins.size(); i++) {
      double before = bins.get(i - 1).score();
      double score = bins.get(i).score();
      require(before > score, "scores must fall strictly, got %s after %s", score, before);
    }
    if (outcome == OutcomeKind.BINARY) {
      bins.forEach(UpliftCounts::requireBinary);
    }
  }

  /** No people. */
  public static UpliftCounts none() {
    return new UpliftCounts(OutcomeKind.BINARY, List.of());
  }

  /**
   * Counts people of one treatment and of control; a bin for each distinct score.
   *
   * @param scores predicted uplift of the treatment, a finite number a person
   * @param outcomes what happened, a finite number a person
   * @param arms 0 for control, else the treatment that the person got
   * @param treatment people in other arms than this one and 0 are left out; at least 1
   */
  public static UpliftCounts of(double[] scores, double[] outcomes, int[] arms, int treatment) {
    require(
        scores.length == outcomes.length && scores.length == arms.length,
        "scores, outcomes and arms must be of one length, got %s, %s and %s",
        scores.length,
        outcomes.length,
        arms.length);
    require(treatment >= 1, "treatment must be >= 1, got %s", treatment);
    List<UpliftBin> people = new ArrayList<>(scores.length);
    OutcomeKind outcome = OutcomeKind.BINARY;
    for (int i = 0; i < scores.length; i++) {
      if (arms[i] == treatment || arms[i] == 0) {
        ArmSums person = ArmSums.of(outcomes[i]);
        people.add(
            arms[i] == 0
                ? new UpliftBin(scores[i], ArmSums.ZERO, person)
                : new UpliftBin(scores[i], person, ArmSums.ZERO));
        outcome = outcome.with(OutcomeKind.of(outcomes[i]));
      }
    }
    return ofBins(outcome, people);
  }

  /**
   * Counts of bins in any order; bins of one score become one.
   *
   * @param outcome see {@link #outcome}
   */
  public static UpliftCounts ofBins(OutcomeKind outcome, List<UpliftBin> bins) {
    List<UpliftBin> sorted = new ArrayList<>(bins);
    sorted.sort(Comparator.comparingDouble(UpliftBin::score).reversed());
    List<UpliftBin> merged = new ArrayList<>();
    int start = 0;
    for (int end = 1; end <= sorted.size(); end++) {
      if (end == sorted.size() || sorted.get(end).score() != sorted.get(start).score()) {
        merged.add(sorted.subList(start, end).stream().reduce(UpliftBin::plus).orElseThrow());
        start = end;
      }
    }
    return new UpliftCounts(outcome, merged);
  }

  /** The people of both. */
  public UpliftCounts plus(UpliftCounts other) {
    List<UpliftBin> all = new ArrayList<>(bins);
    all.addAll(other.bins);
    return ofBins(outcome.with(other.outcome), all);
  }

  /** All who were treated. */
  public ArmSums treated() {
    return total(UpliftBin::treated);
  }

  /** All in control. */
  public ArmSums control() {
    return total(UpliftBin::control);
  }

  public long people() {
    return Math.addExact(treated().people(), control().people());
  }

  /**
   * @throws IllegalArgumentException unless both arms have people
   */
  void requireBothArms() {
    long treated = treated().people();
    long control = control().people();
    require(
        treated > 0 && control > 0,
        "both arms must have people, got %s treated and %s in control",
        treated,
        control);
  }

  private ArmSums total(Function<UpliftBin, ArmSums> arm) {
    return bins.stream().map(arm).reduce(ArmSums.ZERO, ArmSums::plus);
  }

  private static void requireBinary(UpliftBin bin) {
    for (ArmSums arm : List.of(bin.treated(), bin.control())) {
      require(
          arm.outcome() == arm.squares()
              && arm.outcome() == Math.rint(arm.outcome())
              && arm.outcome() >= 0
              && arm.outcome() <= arm.people(),
          "sums of binary outcomes must be whole, equal and in [0, people], got %s and %s of %s",
          arm.outcome(),
          arm.squares(),
          arm.people());
    }
  }
}
