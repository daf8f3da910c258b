package org.optika.core.attribution;

import java.io.Serializable;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Numbers the pairs of slot and campaign that occur. */
final class CampaignCells implements Serializable {
  private static final long serialVersionUID = 1L;

  private final CodeIndex index = new CodeIndex();

  /**
   * @param campaign campaign code, or -1
   */
  int cellOf(int slot, int campaign) {
    return index.indexOf(((long) (slot + 1) << 32) | (campaign + 1));
  }

  /** Takes in the cells of another numbering; returns for each of them the cell here. */
  int[] merge(CampaignCells other) {
    int[] cellHere = new int[other.index.size()];
    for (int there = 0; there < cellHere.length; there++) {
      cellHere[there] = index.indexOf(other.index.key(there));
    }
    return cellHere;
  }

  int slot(int cell) {
    return (int) (index.key(cell) >>> 32) - 1;
  }

  int campaign(int cell) {
    return (int) index.key(cell) - 1;
  }

  /** Slot of each cell. */
  int[] slots() {
    return IntStream.range(0, index.size()).map(this::slot).toArray();
  }

  /** The cells of a slot, in the order of campaign codes. */
  int[] cellsOf(int slot) {
    return IntStream.range(0, index.size())
        .filter(cell -> slot(cell) == slot)
        .boxed()
        .sorted(Comparator.comparingInt(this::campaign))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
