package org.optika.core.scores.card;

import java.util.List;
import org.optika.core.scores.card.FairnessTable.Outcomes;
import org.optika.core.scores.card.FairnessTable.Segment;
import org.optika.core.scores.card.FairnessTable.Selection;

/**
 * Hides who of a segment is in the top tenth where a count of them, by outcome, is small.
 *
 * @param all top tenth of all segments
 */
record SelectionSuppression(TopTenth all, SmallCell smallCell) implements Suppression<Segment> {

  @Override
  public boolean isHidden(Segment segment) {
    return segment.outcomes().flatMap(Outcomes::selection).isEmpty();
  }

  @Override
  public boolean isSmall(Segment segment) {
    return tenth(segment).hiddenBy(smallCell);
  }

  @Override
  public boolean isRestSmall(List<Segment> shown) {
    return shown.stream()
        .map(SelectionSuppression::tenth)
        .reduce(all, TopTenth::minus)
        .hiddenBy(smallCell);
  }

  @Override
  public long people(Segment segment) {
    return segment.outcomes().orElseThrow().people();
  }

  @Override
  public Segment hidden(Segment segment) {
    return new Segment(segment.name(), segment.outcomes().map(Outcomes::withoutSelection));
  }

  private static TopTenth tenth(Segment segment) {
    Outcomes of = segment.outcomes().orElseThrow();
    Selection selection = of.selection().orElseThrow();
    return TopTenth.ofRates(
        selection.share(), selection.truePositiveRate(), of.people(), of.positives());
  }
}
