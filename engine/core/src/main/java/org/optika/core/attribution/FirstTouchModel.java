package org.optika.core.attribution;

import java.util.Arrays;
import org.optika.core.journey.VisiblePath;

/** All credit to the oldest touch. */
public record FirstTouchModel() implements PerJourneyModel {
  @Override
  public String id() {
    return "first-touch";
  }

  @Override
  public void shares(VisiblePath path, double[] shares) {
    Arrays.fill(shares, 0, path.length(), 0);
    shares[0] = 1;
  }
}
