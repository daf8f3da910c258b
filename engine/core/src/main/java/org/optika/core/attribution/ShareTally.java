package org.optika.core.attribution;

import java.util.Optional;
import org.optika.core.journey.VisiblePath;

/** Adds up the shares of a per-journey model over aggregated paths. */
final class ShareTally implements PathTally {
  private final PerJourneyModel model;
  private final ExactSums conversions = new ExactSums(16);
  private final ExactSums value = new ExactSums(16);
  private final ExactSums unseen = new ExactSums(2);
  private double[] shares = new double[32];

  ShareTally(PerJourneyModel model) {
    this.model = model;
  }

  @Override
  public void add(VisiblePath path, double pathConversions, double pathValue, double nulls) {
    if (path.length() == 0) {
      unseen.add(0, pathConversions);
      unseen.add(1, pathValue);
      return;
    }
    if (pathConversions == 0) {
      return;
    }
    if (shares.length < path.length()) {
      shares = new double[2 * path.length()];
    }
    model.shares(path, shares);
    for (int i = 0; i < path.length(); i++) {
      conversions.ensureCells(path.channel(i) + 1);
      value.ensureCells(path.channel(i) + 1);
      conversions.add(path.channel(i), shares[i] * pathConversions);
      value.add(path.channel(i), shares[i] * pathValue);
    }
  }

  @Override
  public PathCredit credit(int channelCount) {
    conversions.ensureCells(channelCount);
    value.ensureCells(channelCount);
    return new PathCredit(
        sums(conversions, channelCount),
        sums(value, channelCount),
        unseen.sum(0),
        unseen.sum(1),
        Optional.empty());
  }

  private static double[] sums(ExactSums cells, int count) {
    double[] sums = new double[count];
    for (int cell = 0; cell < count; cell++) {
      sums[cell] = cells.sum(cell);
    }
    return sums;
  }
}
