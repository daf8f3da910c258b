package org.optika.core.privacy.noise;

/**
 * Decides which groups of a table may be shown at all, where the list of groups comes from the data
 * and its very existence tells that somebody is in it.
 */
public sealed interface PartitionSelection extends NoiseMechanism
    permits TruncatedGeometricMechanism, GaussianThresholdMechanism {

  /**
   * @param persons distinct persons in the partition, after bounding how many partitions each is
   *     in; &gt;= 0. A partition of nobody is never kept, and takes no bits
   */
  boolean keeps(long persons, BitSource bits);
}
