package org.optika.core.attribution;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.List;

/**
 * The journeys of one scope under several policies. A journey without refused touches is the same
 * under all of them and is tallied once; only the others are tallied for each policy.
 *
 * <p>Mergeable like {@link AttributionTally}; what {@link #byPolicy} gives has, bit for bit, the
 * results of tallies that saw all journeys by themselves. Not thread-safe.
 */
public final class PolicyTallies implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Journeys that all policies see alike; with replicas where any policy asks for them. */
  private final AttributionTally alike;

  /** Journeys with refused touches, by policy. */
  private final List<AttributionTally> apart;

  /**
   * @param specs one a policy, at least one; the same models and channels in all of them, and the
   *     same bootstrap or none
   */
  public PolicyTallies(List<TallySpec> specs) {
    require(!specs.isEmpty(), "at least one policy is needed");
    TallySpec most = specs.get(0);
    for (TallySpec spec : specs) {
      most = spec.bootstrap().replicas() > most.bootstrap().replicas() ? spec : most;
    }
    for (TallySpec spec : specs) {
      require(
          spec.models().equals(most.models())
              && spec.channelCount() == most.channelCount()
              && (spec.bootstrap().replicas() == 0 || spec.bootstrap().equals(most.bootstrap())),
          "policies of one scope must ask for the same, got %s and %s",
          most,
          spec);
    }
    alike = new AttributionTally(most);
    apart = specs.stream().map(AttributionTally::new).toList();
  }

  /** Adds a journey under every policy. */
  public void add(SeenJourney journey) {
    if (journey.isAlike()) {
      journey.addTo(alike);
    } else {
      apart.forEach(journey::addTo);
    }
  }

  /**
   * Takes in what others have seen.
   *
   * @throws IllegalArgumentException when they were asked for something else
   */
  public void merge(PolicyTallies other) {
    require(
        apart.size() == other.apart.size(),
        "cannot merge tallies of %s and %s policies",
        apart.size(),
        other.apart.size());
    alike.merge(other.alike);
    for (int policy = 0; policy < apart.size(); policy++) {
      apart.get(policy).merge(other.apart.get(policy));
    }
  }

  /** One tally a policy, in the order of the specs. */
  public List<AttributionTally> byPolicy() {
    return apart.stream()
        .map(
            refused -> {
              AttributionTally all = new AttributionTally(refused.spec());
              all.take(alike);
              all.take(refused);
              return all;
            })
        .toList();
  }
}
