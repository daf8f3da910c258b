package org.optika.core.attribution;

import static org.optika.core.Checks.require;

import java.util.Arrays;
import org.optika.core.journey.VisiblePath;

/**
 * Fixed weights for the oldest and the newest touch, the rest shared equally by those between. A
 * single touch has all; of two touches each has its weight's part of the two weights' sum, so 50/50
 * for 40/20/40.
 *
 * @param first weight of the oldest touch, in [0, 1]
 * @param last weight of the newest touch, in [0, 1]; the middle has 1 - first - last
 */
public record PositionBasedModel(double first, double last) implements PerJourneyModel {
  public PositionBasedModel {
    require(first >= 0 && first <= 1, "first weight must be in [0, 1], got %s", first);
    require(last >= 0 && last <= 1, "last weight must be in [0, 1], got %s", last);
    require(
        first + last > 0 && first + last <= 1,
        "first and last weight together must be in (0, 1], got %s",
        first + last);
  }

  @Override
  public String id() {
    return "position-based";
  }

  @Override
  public void shares(VisiblePath path, double[] shares) {
    int length = path.length();
    if (length == 1) {
      shares[0] = 1;
    } else if (length == 2) {
      shares[0] = first / (first + last);
      shares[1] = last / (first + last);
    } else {
      Arrays.fill(shares, 0, length, (1 - first - last) / (length - 2));
      shares[0] = first;
      shares[length - 1] = last;
    }
  }
}
