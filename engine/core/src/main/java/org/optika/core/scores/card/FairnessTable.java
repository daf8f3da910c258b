package org.optika.core.scores.card;

import static org.optika.core.Checks.require;

import java.util.List;
import java.util.Optional;
import org.optika.core.scores.quality.ScoredCounts;
import org.optika.core.scores.quality.SegmentQuality;

/**
 * How the scores treat people by one characteristic. What is hidden of a segment cannot be found as
 * the whole less the other segments either, so a large segment can be hidden beside a small one.
 *
 * @param by age band, region ...
 * @param segments by name; every person of the test set is in one
 */
public record FairnessTable(String by, List<Segment> segments) {

  /**
   * @param outcomes empty iff hidden, size and all
   */
  public record Segment(String name, Optional<Outcomes> outcomes) {}

  /**
   * Figures as in {@link SegmentQuality.Figures}.
   *
   * @param selection empty iff a count of people selected or not, by outcome, is small, or would
   *     let such a one be found
   */
  public record Outcomes(
      long people,
      double baseRate,
      double meanScore,
      double auc,
      double brier,
      Optional<Selection> selection) {

    /** Calibration in the large: above 0 the scores are too high. */
    public double excessScore() {
      return meanScore - baseRate;
    }

    long positives() {
      return Math.round(baseRate * people);
    }

    long negatives() {
      return people - positives();
    }

    Outcomes withoutSelection() {
      return new Outcomes(people, baseRate, meanScore, auc, brier, Optional.empty());
    }

    static Outcomes of(SegmentQuality.Figures figures) {
      return new Outcomes(
          figures.people(),
          figures.baseRate(),
          figures.meanScore(),
          figures.auc(),
          figures.brier(),
          Optional.of(new Selection(figures.selectedShare(), figures.truePositiveRate())));
    }
  }

  /**
   * @param share of the segment in the top tenth of all people
   * @param truePositiveRate share of its people with the outcome who are in it
   */
  public record Selection(double share, double truePositiveRate) {}

  public FairnessTable {
    require(!by.isBlank(), "a fairness table must say by what, got '%s'", by);
    segments = List.copyOf(segments);
    require(!segments.isEmpty(), "Fairness by %s: expected at least one segment, got none", by);
  }

  /**
   * @param rows of all segments; what they hide stays hidden
   * @param test all people of the rows
   */
  public static FairnessTable of(
      String by, List<SegmentQuality> rows, ScoredCounts test, SmallCell smallCell) {
    List<Segment> segments =
        rows.stream()
            .map(row -> new Segment(row.segment(), row.figures().map(Outcomes::of)))
            .toList();
    List<Segment> outcomes =
        new OutcomeSuppression(test.people(), test.positives(), smallCell).applied(segments);
    return new FairnessTable(
        by, new SelectionSuppression(TopTenth.of(test), smallCell).applied(outcomes));
  }

  void requireNoneSmall(TestFigures test, SmallCell smallCell) {
    SelectionSuppression selections = new SelectionSuppression(new TopTenth(0, 0, 0, 0), smallCell);
    require(
        new OutcomeSuppression(test.people(), test.positives(), smallCell).holds(segments)
            && segments.stream()
                .noneMatch(segment -> !selections.isHidden(segment) && selections.isSmall(segment)),
        "Fairness by %s: a segment of fewer than %s people of an outcome can be seen or found",
        by,
        smallCell.people());
  }
}
