package org.optika.core.privacy.noise;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All mechanisms, by the id in the {@code mechanism} column. A new one is a file and a line here.
 */
public final class NoiseMechanisms {
  private static final Map<String, Class<? extends NoiseMechanism>> TYPES = new LinkedHashMap<>();

  static {
    TYPES.put(DiscreteLaplaceMechanism.ID, DiscreteLaplaceMechanism.class);
    TYPES.put(DiscreteGaussianMechanism.ID, DiscreteGaussianMechanism.class);
    TYPES.put(TruncatedGeometricMechanism.ID, TruncatedGeometricMechanism.class);
    TYPES.put(GaussianThresholdMechanism.ID, GaussianThresholdMechanism.class);
    TYPES.put(QuantilesMechanism.ID, QuantilesMechanism.class);
  }

  private NoiseMechanisms() {}

  /** Ids of all mechanisms, in the order in which reports print them. */
  public static List<String> ids() {
    return List.copyOf(TYPES.keySet());
  }

  /**
   * The mechanism of an id; what it does and after which source stands in its documentation.
   *
   * @throws IllegalArgumentException with the known ids when there is no such mechanism
   */
  public static Class<? extends NoiseMechanism> find(String id) {
    return Optional.<Class<? extends NoiseMechanism>>ofNullable(TYPES.get(id))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown noise mechanism '%s'; known: %s".formatted(id, ids())));
  }
}
