package org.optika.core.attribution;

import static org.optika.core.Checks.require;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Set;
import org.optika.core.journey.VisiblePath;

/**
 * All credit to the newest touch that did not come directly; to the newest touch where all did. A
 * refused place under {@code opaque-state} counts as not direct: what came before it is not
 * credited for what may not be named.
 */
public final class LastNonDirectModel implements PerJourneyModel {
  private static final long serialVersionUID = 1L;

  private final BitSet direct = new BitSet();

  /**
   * @param directChannels codes of the channels that stand for direct visits; may be empty
   */
  public LastNonDirectModel(Set<Integer> directChannels) {
    for (int channel : directChannels) {
      require(channel >= 0, "code of a direct channel must be >= 0, got %s", channel);
      direct.set(channel);
    }
  }

  @Override
  public String id() {
    return "last-non-direct";
  }

  @Override
  public void shares(VisiblePath path, double[] shares) {
    Arrays.fill(shares, 0, path.length(), 0);
    int credited = path.length() - 1;
    for (int i = credited; i >= 0; i--) {
      if (path.channel(i) < 0 || !direct.get(path.channel(i))) {
        credited = i;
        break;
      }
    }
    shares[credited] = 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LastNonDirectModel model && direct.equals(model.direct);
  }

  @Override
  public int hashCode() {
    return direct.hashCode();
  }

  @Override
  public String toString() {
    return id() + " " + direct;
  }
}
