package org.optika.core.attribution;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.optika.core.journey.Journey;
import org.optika.core.journey.RefusedTouchPolicy;
import org.optika.core.journey.VisiblePath;

/**
 * A journey as the policies for refused touches show it, with the draws of its subject: found once,
 * then added to any number of tallies. Reusable; not thread-safe.
 */
public final class SeenJourney {
  private final Map<RefusedTouchPolicy, VisiblePath> paths =
      new EnumMap<>(RefusedTouchPolicy.class);
  private final Map<Bootstrap, BootstrapWeights> draws = new HashMap<>();
  private final VisiblePath alikePath = new VisiblePath();
  private boolean alike;
  private long subjectId;
  private double netRevenue;

  public SeenJourney() {
    for (RefusedTouchPolicy policy : RefusedTouchPolicy.values()) {
      paths.put(policy, new VisiblePath());
    }
  }

  /**
   * Shows another journey.
   *
   * @param netRevenue as in {@link AttributionTally#add}
   */
  public void show(long subjectId, Journey journey, double netRevenue) {
    this.subjectId = subjectId;
    this.netRevenue = netRevenue;
    alike = journey.refused() == 0;
    if (alike) {
      RefusedTouchPolicy.DROP_TOUCH.apply(journey, alikePath);
    } else {
      paths.forEach((policy, path) -> policy.apply(journey, path));
    }
  }

  /** Whether all policies show the same: no touch is refused. */
  boolean isAlike() {
    return alike;
  }

  /** Adds the journey under the tally's policy. */
  void addTo(AttributionTally tally) {
    TallySpec spec = tally.spec();
    BootstrapWeights subject = draws.computeIfAbsent(spec.bootstrap(), BootstrapWeights::new);
    subject.load(subjectId);
    tally.add(subject, alike ? alikePath : paths.get(spec.policy()), netRevenue);
  }
}
