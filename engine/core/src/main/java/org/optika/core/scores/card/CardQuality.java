package org.optika.core.scores.card;

import static org.optika.core.Checks.require;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.optika.core.scores.quality.Curves;
import org.optika.core.scores.quality.Curves.Cut;
import org.optika.core.scores.quality.FoldQuality;
import org.optika.core.scores.quality.QualityIntervals;
import org.optika.core.scores.quality.ReliabilityBin;
import org.optika.core.scores.quality.ReliabilityTable;
import org.optika.core.scores.quality.ScoredCounts;

/**
 * How good scores are, in figures and along their scale.
 *
 * @param test figures of the test set, from exact scores
 * @param folds figures of the cross-validation on the training set
 * @param reliability of the test set, bins of about a tenth of the people or more, from {@link
 *     CoarseScores}: bounds of its bins are means of groups
 * @param curves of the test set, from the same groups
 */
public record CardQuality(
    TestFigures test, FoldQuality folds, ReliabilityTable reliability, Curves curves) {

  public CardQuality {
    require(
        reliability.bins().stream().mapToLong(ReliabilityBin::people).sum() == test.people()
            && reliability.bins().stream().mapToLong(ReliabilityBin::positives).sum()
                == test.positives(),
        "the bins of the reliability table must hold the %s people of the test set once",
        test.people());
  }

  /**
   * @param test calibrated probabilities of the people of the test set
   * @param intervals of the figures of {@code test}
   * @throws IllegalArgumentException when the test set has too few people of an outcome
   */
  public static CardQuality of(
      ScoredCounts test, QualityIntervals intervals, FoldQuality folds, SmallCell smallCell) {
    ScoredCounts coarse = CoarseScores.of(test, smallCell);
    return new CardQuality(
        TestFigures.of(test, intervals, smallCell),
        withoutSmallTenth(folds, smallCell),
        ReliabilityTable.equalCount(coarse),
        Curves.of(coarse).orElseThrow());
  }

  private static FoldQuality withoutSmallTenth(FoldQuality folds, SmallCell smallCell) {
    Map<String, FoldQuality.Figure> figures = new LinkedHashMap<>(folds.figures());
    if (hasSmallTenth(liftOf(folds), folds.people(), folds.positives(), smallCell)) {
      figures.remove(TestFigures.LIFT);
    }
    return new FoldQuality(figures, folds.people(), folds.positives());
  }

  private static Optional<Double> liftOf(FoldQuality folds) {
    return Optional.ofNullable(folds.figures().get(TestFigures.LIFT))
        .map(FoldQuality.Figure::value);
  }

  private static boolean hasSmallTenth(
      Optional<Double> lift, long people, long positives, SmallCell smallCell) {
    return lift.filter(value -> TopTenth.ofLift(value, people, positives).hiddenBy(smallCell))
        .isPresent();
  }

  void requireNoneSmall(SmallCell smallCell) {
    long positives = test.positives();
    long negatives = test.people() - positives;
    smallCell.requireAllowed(positives, negatives, "Test set");
    smallCell.requireAllowed(
        folds.positives(), folds.people() - folds.positives(), "Cross-validation");
    require(
        !hasSmallTenth(
                test.figure(TestFigures.LIFT).map(TestFigures.Figure::value),
                test.people(),
                positives,
                smallCell)
            && !hasSmallTenth(liftOf(folds), folds.people(), folds.positives(), smallCell),
        "Figure 'lift10' tells of fewer than %s people",
        smallCell.people());
    for (ReliabilityBin bin : reliability.bins()) {
      smallCell.requireAllowed(bin.positives(), bin.people() - bin.positives(), "Reliability");
    }
    double found = 0;
    double missed = 0;
    for (Cut cut : curves.cuts()) {
      smallCell.requireAllowed(
          (cut.truePositiveRate() - found) * positives,
          (cut.falsePositiveRate() - missed) * negatives,
          "Curves");
      found = cut.truePositiveRate();
      missed = cut.falsePositiveRate();
    }
  }
}
