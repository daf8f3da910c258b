package org.optika.core.attribution;

import java.io.Serializable;
import org.optika.core.journey.VisiblePath;

/** Credit by one per-journey model over journeys: by cell, and by slot and replica. */
final class ShareSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private final PerJourneyModel model;
  private final ExactSums conversions = new ExactSums(16);
  private final ExactSums value = new ExactSums(16);
  private final ReplicaSums conversionReplicas;
  private final ReplicaSums valueReplicas;

  ShareSums(PerJourneyModel model, int slots, int replicas) {
    this.model = model;
    conversionReplicas = new ReplicaSums(slots, replicas, ReplicaSums.CONVERSION_UNITS);
    valueReplicas = new ReplicaSums(slots, replicas, ReplicaSums.VALUE_UNITS);
  }

  PerJourneyModel model() {
    return model;
  }

  ReplicaSums conversionReplicas() {
    return conversionReplicas;
  }

  ReplicaSums valueReplicas() {
    return valueReplicas;
  }

  void add(VisiblePath path, double netRevenue, Scratch scratch, int[] drawn) {
    double[] shares = scratch.shares;
    model.shares(path, shares);
    for (int i = 0; i < path.length(); i++) {
      if (shares[i] > 0) {
        int cell = scratch.cells[i];
        conversions.ensureCells(cell + 1);
        value.ensureCells(cell + 1);
        conversions.add(cell, shares[i]);
        value.add(cell, shares[i] * netRevenue);
      }
    }
    if (drawn.length > 0) {
      for (int i = 0; i < path.length(); i++) {
        scratch.bySlot[scratch.slots[i]] += shares[i];
      }
      for (int i = 0; i < path.length(); i++) {
        double share = scratch.bySlot[scratch.slots[i]];
        if (share > 0) {
          scratch.bySlot[scratch.slots[i]] = 0;
          conversionReplicas.add(scratch.slots[i], share, drawn);
          valueReplicas.add(scratch.slots[i], share * netRevenue, drawn);
        }
      }
    }
  }

  void merge(ShareSums other, int[] cellHere) {
    for (int there = 0; there < Math.min(cellHere.length, other.conversions.cells()); there++) {
      conversions.ensureCells(cellHere[there] + 1);
      value.ensureCells(cellHere[there] + 1);
      conversions.add(cellHere[there], other.conversions, there);
      value.add(cellHere[there], other.value, there);
    }
    conversionReplicas.merge(other.conversionReplicas);
    valueReplicas.merge(other.valueReplicas);
  }

  double conversions(int cell) {
    return cell < conversions.cells() ? conversions.sum(cell) : 0;
  }

  double value(int cell) {
    return cell < value.cells() ? value.sum(cell) : 0;
  }

  /** Sums over several cells, exact. */
  double[] conversionsBySlot(int[] slotOfCell, int slots) {
    return bySlot(conversions, slotOfCell, slots);
  }

  double[] valueBySlot(int[] slotOfCell, int slots) {
    return bySlot(value, slotOfCell, slots);
  }

  private static double[] bySlot(ExactSums cells, int[] slotOfCell, int slots) {
    ExactSums sums = new ExactSums(slots);
    for (int cell = 0; cell < Math.min(slotOfCell.length, cells.cells()); cell++) {
      sums.add(slotOfCell[cell], cells, cell);
    }
    double[] bySlot = new double[slots];
    for (int slot = 0; slot < slots; slot++) {
      bySlot[slot] = sums.sum(slot);
    }
    return bySlot;
  }

  /** Reused between journeys: where the touches of the path at hand belong. */
  static final class Scratch {
    int[] cells = new int[32];
    int[] slots = new int[32];
    double[] shares = new double[32];
    final double[] bySlot;

    Scratch(int slots) {
      bySlot = new double[slots];
    }

    void ensureLength(int length) {
      if (length > cells.length) {
        cells = new int[2 * length];
        slots = new int[2 * length];
        shares = new double[2 * length];
      }
    }
  }
}
