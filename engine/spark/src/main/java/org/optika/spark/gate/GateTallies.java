package org.optika.spark.gate;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.util.AccumulatorV2;
import org.optika.core.gate.ActivityCounts;

/**
 * What the tasks of one pass have counted, by partition: a task that runs twice counts the same and
 * is kept once, so the sums are exact.
 */
final class GateTallies extends AccumulatorV2<Map<Integer, ActivityCounts>, GateTallies.Counts> {
  private static final long serialVersionUID = 1L;

  /**
   * Spark prints the value of an accumulator into its events and its page; counts of small groups
   * have no business there.
   */
  record Counts(Map<Integer, ActivityCounts> ofPartition) {
    @Override
    public String toString() {
      return "counts of %d partitions".formatted(ofPartition.size());
    }
  }

  /** Replaced and never changed: a heartbeat may read it while its task adds to it. */
  private volatile Map<Integer, ActivityCounts> ofPartition = Map.of();

  @Override
  public boolean isZero() {
    return ofPartition.isEmpty();
  }

  @Override
  public GateTallies copy() {
    GateTallies copy = new GateTallies();
    copy.ofPartition = ofPartition;
    return copy;
  }

  @Override
  public void reset() {
    ofPartition = Map.of();
  }

  @Override
  public void add(Map<Integer, ActivityCounts> counts) {
    Map<Integer, ActivityCounts> both = new HashMap<>(ofPartition);
    both.putAll(counts);
    ofPartition = Map.copyOf(both);
  }

  @Override
  public void merge(AccumulatorV2<Map<Integer, ActivityCounts>, Counts> other) {
    add(other.value().ofPartition());
  }

  @Override
  public Counts value() {
    return new Counts(ofPartition);
  }

  /**
   * The sums over all partitions.
   *
   * @throws IllegalStateException when not every partition was read to its end
   */
  ActivityCounts total(int partitions) {
    if (ofPartition.size() != partitions) {
      throw new IllegalStateException(
          "%d of %d partitions of permitted activity were read to their end; counts are complete after all of them"
              .formatted(ofPartition.size(), partitions));
    }
    return ofPartition.values().stream().reduce(ActivityCounts.NONE, ActivityCounts::plus);
  }
}
