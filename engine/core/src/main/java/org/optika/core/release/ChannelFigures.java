package org.optika.core.release;

import java.util.List;

/**
 * What is solved for one channel.
 *
 * @param channel its name, or the label of the bucket for journeys without a touch to see
 * @param figures {@code conversions} that it is credited with, and {@code credit}: their share of
 *     all, in [0, 1]
 */
public record ChannelFigures(String channel, List<Figure> figures) {
  public ChannelFigures {
    figures = List.copyOf(figures);
  }
}
