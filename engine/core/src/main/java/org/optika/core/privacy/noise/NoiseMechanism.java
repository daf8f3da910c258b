package org.optika.core.privacy.noise;

import java.io.Serializable;

/**
 * A random function of exact figures whose output tells little about one person. Its parameters are
 * public; what is secret are the figures and the bits. Immutable.
 */
public sealed interface NoiseMechanism extends Serializable
    permits AdditiveMechanism, PartitionSelection, QuantilesMechanism {

  /** Name in the {@code mechanism} column; kebab-case, never reused. */
  String id();
}
