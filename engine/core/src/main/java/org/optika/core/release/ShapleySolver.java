package org.optika.core.release;

import static org.optika.core.Checks.require;

import java.util.ArrayList;
import java.util.List;
import org.optika.core.attribution.ChainMoves;
import org.optika.core.journey.Bucket;

/**
 * Shapley value from counted coalitions: the conversions of each set of channels are split equally
 * among them, as {@link org.optika.core.attribution.ShapleyModel} does it journey by journey.
 *
 * <p>Counts below 0 are added up as they are, so that the noise of many small coalitions cancels
 * instead of growing with their number; only what a channel comes to is not below 0.
 *
 * @param channels at most {@value #MOST_CHANNELS}
 */
public record ShapleySolver(List<String> channels) implements CreditSolver {
  static final String MODEL = "shapley";

  /** Between the channels of a coalition. */
  public static final String SEPARATOR = "+";

  /** With 10 channels there are 1,024 coalitions, each with its own noise. */
  private static final int MOST_CHANNELS = 10;

  public ShapleySolver {
    channels = CreditSolver.withOther(channels, MOST_CHANNELS);
    channels.forEach(
        channel ->
            require(
                !channel.contains(SEPARATOR),
                "channels: '%s' must not contain '%s'",
                channel,
                SEPARATOR));
  }

  @Override
  public String model() {
    return MODEL;
  }

  @Override
  public String source() {
    return "coalitions";
  }

  /** All sets of channels, by the number that has a bit for each channel in them. */
  @Override
  public KeySet keys() {
    List<String> coalitions = new ArrayList<>();
    for (int set = 0; set < 1 << channels.size(); set++) {
      List<String> members = new ArrayList<>();
      for (int channel = 0; channel < channels.size(); channel++) {
        if ((set >> channel & 1) == 1) {
          members.add(channels.get(channel));
        }
      }
      coalitions.add(coalition(members));
    }
    return new KeySet(
        List.of("coalition", "outcome"), List.of(coalitions, List.of(ChainMoves.CONVERSION)));
  }

  /** Name of a set of channels, the same in whatever order they are given. */
  public static String coalition(List<String> channels) {
    return channels.isEmpty()
        ? Bucket.NO_TOUCH_SEEN.label()
        : String.join(SEPARATOR, channels.stream().sorted().toList());
  }

  @Override
  public CountMetric count() {
    return new CountMetric("journeys");
  }

  @Override
  public double[] conversions(double[] counts) {
    double[] conversions = new double[channels.size() + 1];
    conversions[channels.size()] = Math.max(0, counts[0]);
    for (int channel = 0; channel < channels.size(); channel++) {
      double credit = 0;
      for (int set = 1; set < counts.length; set++) {
        if ((set >> channel & 1) == 1) {
          credit += counts[set] / Integer.bitCount(set);
        }
      }
      conversions[channel] = Math.max(0, credit);
    }
    return conversions;
  }
}
