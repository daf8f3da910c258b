package org.optika.spark.journey;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.optika.core.journey.Bucket;
import org.optika.core.journey.JourneyRules;
import org.optika.core.journey.RefusedTouchPolicy;
import org.optika.core.journey.Touches;

/**
 * What makes a path of a journey.
 *
 * @param policies each counts by itself
 * @param channelNames by code
 */
public record PathRules(
    JourneyRules journeys, List<RefusedTouchPolicy> policies, List<String> channelNames)
    implements Serializable {
  private static final String ARROW = " > ";

  public PathRules {
    policies = new ArrayList<>(policies);
    channelNames = new ArrayList<>(channelNames);
  }

  /** Names of the channels, oldest first, with arrows between them. */
  String text(int[] channels) {
    StringBuilder text = new StringBuilder();
    for (int channel : channels) {
      text.append(text.isEmpty() ? "" : ARROW).append(name(channel));
    }
    return text.toString();
  }

  private String name(int channel) {
    return channel == Touches.REFUSED ? Bucket.TOUCHES_REFUSED.label() : channelNames.get(channel);
  }
}
