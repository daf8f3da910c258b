package org.optika.core.scores.quality;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.optika.core.scores.AgeBand;

/**
 * One row of a fairness table: how the scores treat the people of one segment, such as an age band
 * or a region.
 *
 * @param segment its value
 * @param figures empty iff it has too few people: then nothing is told, its size neither
 */
public record SegmentQuality(String segment, Optional<Figures> figures) {

  /**
   * @param people n of the segment
   * @param baseRate share with the outcome
   * @param meanScore mean probability given
   * @param auc see {@link Ranking#auc}, within the segment
   * @param brier mean squared error within the segment
   * @param selectedShare share of the segment in the top tenth of all people; 0.1 on average
   * @param truePositiveRate share of its people with the outcome who are in that top tenth
   */
  public record Figures(
      long people,
      double baseRate,
      double meanScore,
      double auc,
      double brier,
      double selectedShare,
      double truePositiveRate) {

    /** Calibration in the large: mean score - base rate; above 0 the scores are too high. */
    public double excessScore() {
      return meanScore - baseRate;
    }
  }

  /**
   * The whole table. The top tenth is that of all segments together, ceil(n / 10) people, those of
   * suppressed segments among them; of equal scores at its edge every segment gets the same share.
   *
   * <p>A single suppressed segment can be found as the total less all others by whoever knows the
   * total: where that matters, people must be told apart by coarser segments.
   *
   * @param counts probabilities by segment, every person in one; people without a value are a
   *     segment too
   * @param minimum for a segment to be shown
   * @return one row for each segment that has people, in the order of {@link
   *     AgeBand#YOUNGEST_FIRST}
   */
  public static List<SegmentQuality> of(Map<String, ScoredCounts> counts, SegmentMinimum minimum) {
    ScoredCounts all = counts.values().stream().reduce(ScoredCounts.NONE, ScoredCounts::plus);
    ProbabilityErrors.requireProbabilities(all);
    TopCut cut = TopCut.tenth(all);
    return counts.entrySet().stream()
        .filter(segment -> segment.getValue().people() > 0)
        .sorted(Map.Entry.comparingByKey(AgeBand.YOUNGEST_FIRST))
        .map(segment -> row(segment.getKey(), segment.getValue(), cut, minimum))
        .toList();
  }

  /** Whether the segment has too few people to be shown. */
  public boolean suppressed() {
    return figures.isEmpty();
  }

  private static SegmentQuality row(
      String segment, ScoredCounts counts, TopCut cut, SegmentMinimum minimum) {
    if (!minimum.isMetBy(counts)) {
      return new SegmentQuality(segment, Optional.empty());
    }
    double people = counts.people();
    return new SegmentQuality(
        segment,
        Optional.of(
            new Figures(
                counts.people(),
                counts.positives() / people,
                ProbabilityErrors.meanScore(counts),
                Ranking.auc(counts).orElseThrow(),
                ProbabilityErrors.brier(counts),
                cut.selected(counts) / people,
                cut.selectedPositives(counts) / counts.positives())));
  }
}
