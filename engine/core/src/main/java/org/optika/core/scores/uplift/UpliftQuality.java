package org.optika.core.scores.uplift;

/**
 * How well a score orders people by what treatment does to them. Names in parentheses are those of
 * scikit-uplift 0.5.1, whose definitions these follow.
 *
 * <p>A normalised area is {@code (area - random) / (perfect - random)}: 0 for a random order on
 * average, 1 for hindsight, negative for a harmful order. It is defined for binary outcomes only,
 * and NaN otherwise or where hindsight is no better than random.
 *
 * @param averageEffect mean outcome of the treated minus that of control
 * @param qini normalised area under {@link UpliftCurve#QINI} against hindsight that knows of
 *     negative effects too ({@code qini_auc_score})
 * @param qiniWithoutHarm the same against hindsight in a world where treatment harms nobody; NaN if
 *     the average effect is not positive ({@code qini_auc_score}, negative_effect=False)
 * @param qiniPerTreated area between {@link UpliftCurve#QINI} and its random line, over the share
 *     of people instead of their number, for each treated person; in units of the outcome, for
 *     outcomes of both kinds
 * @param uplift normalised area under {@link UpliftCurve#UPLIFT} ({@code uplift_auc_score})
 * @param topUplift effect among the best share of all people ({@code uplift_at_k}, overall); NaN
 *     where an arm has nobody there. Where the edge cuts through equal scores, the average over
 *     their orders is taken: the same part of both arms
 * @param topUpliftByArm the same with the best share of each arm ({@code uplift_at_k}, by_group)
 */
public record UpliftQuality(
    double averageEffect,
    double qini,
    double qiniWithoutHarm,
    double qiniPerTreated,
    double uplift,
    double topUplift,
    double topUpliftByArm) {
  /**
   * @param topShare the best share of people that {@code topUplift} looks at, in (0, 1)
   * @throws IllegalArgumentException unless both arms have people
   */
  public static UpliftQuality of(UpliftCounts counts, double topShare) {
    return of(SortedArms.of(counts), topShare);
  }

  static UpliftQuality of(SortedArms arms, double topShare) {
    ArmSums treated = arms.treated().total();
    double qiniArea = UpliftCurve.QINI.area(arms);
    double qiniRandom = UpliftCurve.QINI.randomArea(arms);
    return new UpliftQuality(
        treated.mean() - arms.control().total().mean(),
        normalised(UpliftCurve.QINI, arms),
        qiniWithoutHarm(arms, qiniArea, qiniRandom),
        (qiniArea - qiniRandom) / (arms.people() * treated.people()),
        normalised(UpliftCurve.UPLIFT, arms),
        arms.upliftAtTop(topShare),
        arms.upliftAtTopOfEachArm(topShare));
  }

  private static double normalised(UpliftCurve curve, SortedArms arms) {
    if (arms.outcome() != OutcomeKind.BINARY) {
      return Double.NaN;
    }
    double random = curve.randomArea(arms);
    double perfect = curve.area(curve.perfect(Responders.of(arms)));
    return ratio(curve.area(arms) - random, perfect - random);
  }

  /** Hindsight gains one for each of the first people until the final gain, and nothing after. */
  private static double qiniWithoutHarm(SortedArms arms, double area, double random) {
    double gain = UpliftCurve.QINI.finalGain(arms);
    if (arms.outcome() != OutcomeKind.BINARY || gain <= 0) {
      return Double.NaN;
    }
    double perfect = gain * gain / 2 + gain * (arms.people() - gain);
    return ratio(area - random, perfect - random);
  }

  private static double ratio(double gained, double most) {
    return most > 0 ? gained / most : Double.NaN;
  }
}
