package org.optika.core.scores.card;

import java.util.ArrayList;
import java.util.List;
import org.optika.core.scores.quality.ScoredCounts;

/**
 * Scores of single people made into mean scores of groups. Everything that a card shows along the
 * scale of scores, reliability and curves, is read from the same groups, so that no two of its
 * parts differ by a few people.
 */
public final class CoarseScores {
  private CoarseScores() {}

  /**
   * From the highest score down, people are put together until the group may be told of, with equal
   * scores in one group; those who are left at the end join the last group. The score of a group is
   * the mean of its people.
   *
   * @return the same number of people and outcomes; the mean score is kept
   * @throws IllegalArgumentException when all people together are too few
   */
  public static ScoredCounts of(ScoredCounts counts, SmallCell smallCell) {
    smallCell.requireAllowed(counts.positives(), counts.negatives(), "Test set");
    List<Group> descending = new ArrayList<>();
    Group group = new Group();
    for (int cell = counts.cells() - 1; cell >= 0; cell--) {
      group.add(counts, cell);
      if (smallCell.allows(group.positives, group.negatives)) {
        descending.add(group);
        group = new Group();
      }
    }
    descending.get(descending.size() - 1).add(group);
    int groups = descending.size();
    double[] scores = new double[groups];
    long[] negatives = new long[groups];
    long[] positives = new long[groups];
    for (int i = 0; i < groups; i++) {
      Group from = descending.get(groups - 1 - i);
      scores[i] = from.meanScore();
      negatives[i] = from.negatives;
      positives[i] = from.positives;
    }
    return ScoredCounts.ofSorted(scores, negatives, positives);
  }

  private static final class Group {
    private double least = Double.POSITIVE_INFINITY;
    private double highest = Double.NEGATIVE_INFINITY;
    private double scores;
    private long negatives;
    private long positives;

    void add(ScoredCounts counts, int cell) {
      least = Math.min(least, counts.score(cell));
      highest = Math.max(highest, counts.score(cell));
      scores += counts.score(cell) * counts.people(cell);
      negatives += counts.negatives(cell);
      positives += counts.positives(cell);
    }

    void add(Group other) {
      least = Math.min(least, other.least);
      highest = Math.max(highest, other.highest);
      scores += other.scores;
      negatives += other.negatives;
      positives += other.positives;
    }

    /** Rounding must not carry it past its own people, as groups ascend. */
    double meanScore() {
      return Math.max(least, Math.min(highest, scores / (negatives + positives)));
    }
  }
}
