package org.optika.core.attribution;

import java.util.Arrays;
import org.optika.core.journey.VisiblePath;

/** Equal credit to every touch. */
public record LinearModel() implements PerJourneyModel {
  @Override
  public String id() {
    return "linear";
  }

  @Override
  public void shares(VisiblePath path, double[] shares) {
    Arrays.fill(shares, 0, path.length(), 1.0 / path.length());
  }
}
