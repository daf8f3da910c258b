package org.optika.core.release;

import static org.optika.core.Checks.require;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * An attribution model that credits channels from counts alone. The counts are released with noise;
 * the credit is made of them afterwards and so costs nothing, whatever is done to them.
 *
 * <p>Channels are public: those that the specification names, and {@link #OTHER} for all others.
 */
public sealed interface CreditSolver permits MarkovSolver, ShapleySolver {
  /** Every channel that is not named. */
  String OTHER = "other";

  /** Id of the model. */
  String model();

  /** Id of the source whose rows are counted. */
  String source();

  /** The named channels in their order, with {@link #OTHER} at the end unless it is named. */
  List<String> channels();

  /** Groups that are counted. */
  KeySet keys();

  /** The counts. */
  CountMetric count();

  /**
   * Conversions that the model credits, for counts as they come out of the noise.
   *
   * @param counts of each group of the keys, in their order; finite, of any sign
   * @return for each channel, then for journeys without a touch to see; all &gt;= 0
   */
  double[] conversions(double[] counts);

  /** The channel that stands for one of a given name; null is none. */
  default String channel(String name) {
    return name != null && channels().contains(name) ? name : OTHER;
  }

  /** Ids of all models that can be solved. */
  static List<String> models() {
    return List.of(MarkovSolver.MODEL, ShapleySolver.MODEL);
  }

  /**
   * @param channels names, none twice
   * @throws IllegalArgumentException listing the known models when there is none of that name, or
   *     when there are too many channels
   */
  static CreditSolver of(String model, List<String> channels) {
    require(models().contains(model), "unknown model '%s'; known: %s", model, models());
    return model.equals(MarkovSolver.MODEL)
        ? new MarkovSolver(channels)
        : new ShapleySolver(channels);
  }

  /** With {@link #OTHER} at the end unless it is named. */
  static List<String> withOther(List<String> named, int most) {
    List<String> channels = new ArrayList<>(named);
    if (!channels.contains(OTHER)) {
      channels.add(OTHER);
    }
    require(
        channels.size() > 1 && channels.size() <= most,
        "channels: expected 1 to %s beside '%s', got %s",
        most - 1,
        OTHER,
        channels.size() - 1);
    require(
        new HashSet<>(channels).size() == channels.size(),
        "channels: a name stands twice in %s",
        named);
    return List.copyOf(channels);
  }
}
