package org.optika.core.scores.card;

import java.util.List;
import java.util.Optional;
import org.optika.core.scores.card.FairnessTable.Outcomes;
import org.optika.core.scores.card.FairnessTable.Segment;

/**
 * Hides all of a segment with few people of an outcome.
 *
 * @param people of all segments
 * @param positives likewise
 */
record OutcomeSuppression(long people, long positives, SmallCell smallCell)
    implements Suppression<Segment> {

  @Override
  public boolean isHidden(Segment segment) {
    return segment.outcomes().isEmpty();
  }

  @Override
  public boolean isSmall(Segment segment) {
    Outcomes of = segment.outcomes().orElseThrow();
    return !smallCell.allows(of.positives(), of.negatives());
  }

  @Override
  public boolean isRestSmall(List<Segment> shown) {
    long restPositives = positives;
    long restNegatives = people - positives;
    for (Segment segment : shown) {
      restPositives -= segment.outcomes().orElseThrow().positives();
      restNegatives -= segment.outcomes().orElseThrow().negatives();
    }
    return !smallCell.allows(restPositives, restNegatives);
  }

  @Override
  public long people(Segment segment) {
    return segment.outcomes().orElseThrow().people();
  }

  @Override
  public Segment hidden(Segment segment) {
    return new Segment(segment.name(), Optional.empty());
  }
}
