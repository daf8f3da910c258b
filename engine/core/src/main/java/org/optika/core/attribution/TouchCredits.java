package org.optika.core.attribution;

import static org.optika.core.Checks.require;

import java.util.List;
import org.optika.core.journey.Bucket;
import org.optika.core.journey.Touches;
import org.optika.core.journey.VisiblePath;

/**
 * Credit of single touches, by the models that have it: one conversion is spread over the touches
 * of its journey, or goes to a bucket as a whole. Not thread-safe.
 */
public final class TouchCredits {
  private final List<PerJourneyModel> models;
  private double[] shares = new double[32];

  /**
   * @param models those without a form for single journeys credit no touches and are left out
   */
  public TouchCredits(List<AttributionModel> models) {
    this.models = models.stream().flatMap(model -> model.perJourney().stream()).toList();
  }

  /** Takes one credited touch. */
  @FunctionalInterface
  public interface Sink {
    /**
     * @param model id of the model
     * @param touchId id of the touch; {@link Touches#NO_ID} where a bucket is credited
     * @param channel channel code, or {@link Bucket#code}
     * @param campaign campaign code, or {@link Touches#NO_CAMPAIGN}
     * @param share of the conversion, in (0, 1]
     * @param value share of the net revenue
     */
    void accept(String model, long touchId, int channel, int campaign, double share, double value);
  }

  /**
   * Credits the touches of one converting journey; touches with no share are left out. For each
   * model the shares sum to 1 within 1e-12. A null journey credits nothing.
   *
   * @param netRevenue of the conversion; >= 0
   */
  public void credit(VisiblePath path, double netRevenue, Sink sink) {
    if (!path.converted()) {
      return;
    }
    require(netRevenue >= 0, "net revenue of a conversion must be >= 0, got %s", netRevenue);
    for (PerJourneyModel model : models) {
      switch (path.outcome()) {
        case MODELLED -> creditTouches(model, path, netRevenue, sink);
        case TOUCHES_REFUSED -> creditBucket(model, Bucket.TOUCHES_REFUSED, netRevenue, sink);
        case NO_TOUCH_SEEN -> creditBucket(model, Bucket.NO_TOUCH_SEEN, netRevenue, sink);
        case DROPPED -> {}
      }
    }
  }

  private void creditTouches(
      PerJourneyModel model, VisiblePath path, double netRevenue, Sink sink) {
    if (shares.length < path.length()) {
      shares = new double[2 * path.length()];
    }
    model.shares(path, shares);
    for (int i = 0; i < path.length(); i++) {
      if (shares[i] > 0) {
        int channel =
            path.channel(i) == Touches.REFUSED ? Bucket.TOUCHES_REFUSED.code() : path.channel(i);
        sink.accept(
            model.id(),
            path.touchId(i),
            channel,
            path.campaign(i),
            shares[i],
            shares[i] * netRevenue);
      }
    }
  }

  private static void creditBucket(
      PerJourneyModel model, Bucket bucket, double netRevenue, Sink sink) {
    sink.accept(model.id(), Touches.NO_ID, bucket.code(), Touches.NO_CAMPAIGN, 1, netRevenue);
  }
}
