package org.optika.core.scores.quality;

import static org.optika.core.Checks.require;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Platt or isotonic, whichever has the lower Brier score on folds that it was not fitted on.
 *
 * @param calibration the better kind, fitted on all folds
 * @param plattBrier cross-validated Brier score, in [0, 1]
 * @param isotonicBrier the same of the other kind
 * @param outOfFold each person's probability from the better kind fitted on the other folds: what
 *     {@link Quality} is to be read from, as the fit on all folds has seen the outcomes
 */
public record CalibrationChoice(
    Calibration calibration, double plattBrier, double isotonicBrier, ScoredCounts outOfFold) {

  /**
   * For each fold both kinds are fitted on the people of all others and tried on its own. Equal
   * scores choose Platt, which has two parameters.
   *
   * @param folds margins that were given to the people of each fold by a model that was trained on
   *     the other folds; at least two folds, each with somebody
   */
  public static CalibrationChoice of(List<ScoredCounts> folds) {
    require(folds.size() >= 2, "a choice needs at least 2 folds, got %s", folds.size());
    folds.forEach(fold -> require(fold.people() > 0, "a fold must hold at least one person"));
    ScoredCounts platt = outOfFold(folds, PlattCalibration::fit);
    ScoredCounts isotonic = outOfFold(folds, IsotonicCalibration::fit);
    double plattBrier = ProbabilityErrors.brier(platt);
    double isotonicBrier = ProbabilityErrors.brier(isotonic);
    ScoredCounts all = together(folds);
    return isotonicBrier < plattBrier
        ? new CalibrationChoice(IsotonicCalibration.fit(all), plattBrier, isotonicBrier, isotonic)
        : new CalibrationChoice(PlattCalibration.fit(all), plattBrier, isotonicBrier, platt);
  }

  /** Both figures and which one was taken, in one line. */
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "Calibration %s: cross-validated Brier score %.5f with platt, %.5f with isotonic",
        calibration.id(),
        plattBrier,
        isotonicBrier);
  }

  private static ScoredCounts outOfFold(
      List<ScoredCounts> folds, Function<ScoredCounts, Calibration> fit) {
    ScoredCounts calibrated = ScoredCounts.NONE;
    for (int tried = 0; tried < folds.size(); tried++) {
      ScoredCounts others =
          together(folds.subList(0, tried)).plus(together(folds.subList(tried + 1, folds.size())));
      calibrated = calibrated.plus(fit.apply(others).calibrated(folds.get(tried)));
    }
    return calibrated;
  }

  private static ScoredCounts together(List<ScoredCounts> folds) {
    return folds.stream().reduce(ScoredCounts.NONE, ScoredCounts::plus);
  }
}
