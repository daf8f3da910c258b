package org.optika.core.attribution;

import java.util.Optional;
import org.optika.core.journey.VisiblePath;

/** A model that can credit the touches of one converting journey without knowing any other. */
public sealed interface PerJourneyModel extends AttributionModel
    permits FirstTouchModel,
        LastTouchModel,
        LastNonDirectModel,
        LinearModel,
        PositionBasedModel,
        TimeDecayModel,
        ShapleyModel {
  /**
   * Shares of one conversion among its touches.
   *
   * @param path at least one touch
   * @param shares at least as long as the path; its first {@code path.length()} places are set to
   *     one share per touch in the same order, each in [0, 1], sum 1; the rest is left alone
   */
  void shares(VisiblePath path, double[] shares);

  /** {@link #shares(VisiblePath, double[])} as a new array of exactly the path's length. */
  default double[] shares(VisiblePath path) {
    double[] shares = new double[path.length()];
    shares(path, shares);
    return shares;
  }

  @Override
  default Optional<PerJourneyModel> perJourney() {
    return Optional.of(this);
  }

  @Override
  default PathTally tally() {
    return new ShareTally(this);
  }
}
