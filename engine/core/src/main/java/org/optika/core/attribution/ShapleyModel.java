package org.optika.core.attribution;

import java.util.Arrays;
import org.optika.core.journey.VisiblePath;

/**
 * Shapley value of the game in which a coalition of channels is worth the conversions (or the
 * value) of the journeys that touched no channel outside of it. The game is a sum of unanimity
 * games, one a journey, so its Shapley value has a closed form: each journey is split equally among
 * its distinct channels, for any number of channels. Source: Shapley 1953, A Value for n-Person
 * Games. Within a channel the touches share equally.
 */
public record ShapleyModel() implements PerJourneyModel {
  /** Up to here comparing all pairs beats sorting. */
  private static final int SHORT = 48;

  @Override
  public String id() {
    return "shapley";
  }

  @Override
  public void shares(VisiblePath path, double[] shares) {
    if (path.length() <= SHORT) {
      compareAllPairs(path, shares);
    } else {
      sortFirst(path, shares);
    }
  }

  private static void compareAllPairs(VisiblePath path, double[] shares) {
    int length = path.length();
    int distinct = 0;
    for (int i = 0; i < length; i++) {
      int touches = 0;
      int first = i;
      for (int j = length - 1; j >= 0; j--) {
        if (path.channel(j) == path.channel(i)) {
          touches++;
          first = j;
        }
      }
      shares[i] = touches;
      if (first == i) {
        distinct++;
      }
    }
    for (int i = 0; i < length; i++) {
      shares[i] = 1 / (distinct * shares[i]);
    }
  }

  private static void sortFirst(VisiblePath path, double[] shares) {
    int length = path.length();
    int[] channels = new int[length];
    Arrays.setAll(channels, path::channel);
    Arrays.sort(channels);
    int[] starts = new int[length + 1];
    int[] names = new int[length];
    int distinct = 0;
    for (int i = 0; i < length; i++) {
      if (i == 0 || channels[i] != channels[i - 1]) {
        names[distinct] = channels[i];
        starts[distinct++] = i;
      }
    }
    starts[distinct] = length;
    for (int i = 0; i < length; i++) {
      int name = Arrays.binarySearch(names, 0, distinct, path.channel(i));
      shares[i] = 1 / ((double) distinct * (starts[name + 1] - starts[name]));
    }
  }
}
