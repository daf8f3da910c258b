package org.optika.core.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Writes the credit of a model as rows: every channel, its campaigns, and the buckets. */
final class CreditRows {
  private final Slots slots;
  private final boolean[] seen;
  private final CampaignCells cells;
  private final int[][] cellsOf;
  private final ShareSums linear;
  private final double[] linearConversions;
  private final double[] linearValue;

  /**
   * @param seen slots that have rows; buckets always have
   */
  CreditRows(Slots slots, boolean[] seen, CampaignCells cells, ShareSums linear) {
    this.slots = slots;
    this.seen = seen;
    this.cells = cells;
    this.linear = linear;
    cellsOf = IntStream.range(0, slots.count()).mapToObj(cells::cellsOf).toArray(int[][]::new);
    linearConversions = linear.conversionsBySlot(cells.slots(), slots.count());
    linearValue = linear.valueBySlot(cells.slots(), slots.count());
  }

  /** Campaigns get what the model credited them with. */
  List<AttributionCredit> splitAsCredited(
      AttributionModel model, ModelCredit credit, ShareSums sums) {
    return rows(model, credit, sums::conversions, sums::value);
  }

  /** Campaigns get the part of their channel that they have in linear credit. */
  List<AttributionCredit> splitAsLinear(AttributionModel model, ModelCredit credit) {
    return rows(
        model,
        credit,
        cell -> credit.conversions()[cells.slot(cell)] * conversionPart(cell),
        cell -> credit.value()[cells.slot(cell)] * valuePart(cell));
  }

  private double conversionPart(int cell) {
    return linear.conversions(cell) / linearConversions[cells.slot(cell)];
  }

  /** A channel may have Markov value but no linear value: then its conversions decide. */
  private double valuePart(int cell) {
    double ofChannel = linearValue[cells.slot(cell)];
    return ofChannel > 0 ? linear.value(cell) / ofChannel : conversionPart(cell);
  }

  private List<AttributionCredit> rows(
      AttributionModel model,
      ModelCredit credit,
      IntToDoubleFunction conversionsOfCell,
      IntToDoubleFunction valueOfCell) {
    List<AttributionCredit> rows = new ArrayList<>();
    for (int slot = 0; slot < slots.count(); slot++) {
      if (!slots.isBucket(slot) && !seen[slot]) {
        continue;
      }
      rows.add(
          new AttributionCredit(
              model.id(),
              slots.codeOf(slot),
              AttributionCredit.ALL_CAMPAIGNS,
              credit.conversions()[slot],
              credit.value()[slot],
              credit.conversionsInterval(slot),
              credit.valueInterval(slot)));
      if (!slots.isBucket(slot)) {
        for (int cell : cellsOf[slot]) {
          rows.add(
              new AttributionCredit(
                  model.id(),
                  slots.codeOf(slot),
                  cells.campaign(cell),
                  conversionsOfCell.applyAsDouble(cell),
                  valueOfCell.applyAsDouble(cell),
                  Optional.empty(),
                  Optional.empty()));
        }
      }
    }
    return rows;
  }
}
