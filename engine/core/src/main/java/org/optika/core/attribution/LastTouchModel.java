package org.optika.core.attribution;

import java.util.Arrays;
import org.optika.core.journey.VisiblePath;

/** All credit to the newest touch. */
public record LastTouchModel() implements PerJourneyModel {
  @Override
  public String id() {
    return "last-touch";
  }

  @Override
  public void shares(VisiblePath path, double[] shares) {
    Arrays.fill(shares, 0, path.length(), 0);
    shares[path.length() - 1] = 1;
  }
}
