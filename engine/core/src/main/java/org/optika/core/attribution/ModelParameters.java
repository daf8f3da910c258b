package org.optika.core.attribution;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.time.Duration;
import java.util.Set;

/**
 * What the models need to know beyond the journeys.
 *
 * @param directChannels codes of the channels that {@code last-non-direct} passes over; may be
 *     empty
 * @param positionFirst weight of the oldest touch in {@code position-based}, in [0, 1]
 * @param positionLast weight of the newest touch, in [0, 1]; the middle shares the rest
 * @param halfLife age at which a touch counts half in {@code time-decay}; longer than zero
 * @param halfLifeSteps the same in touches, for aggregated paths without times; > 0
 */
public record ModelParameters(
    Set<Integer> directChannels,
    double positionFirst,
    double positionLast,
    Duration halfLife,
    double halfLifeSteps)
    implements Serializable {
  public ModelParameters {
    require(
        !halfLife.isNegative() && !halfLife.isZero(),
        "halfLife must be longer than zero, got %s",
        halfLife);
    directChannels = Set.copyOf(directChannels);
  }

  /** 40/20/40, a half-life of seven days or of one step, no direct channels. */
  public static ModelParameters defaults() {
    return new ModelParameters(Set.of(), 0.4, 0.4, Duration.ofDays(7), 1);
  }

  /** The same with other direct channels. */
  public ModelParameters withDirectChannels(Set<Integer> channels) {
    return new ModelParameters(channels, positionFirst, positionLast, halfLife, halfLifeSteps);
  }
}
