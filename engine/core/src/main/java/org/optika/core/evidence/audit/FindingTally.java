package org.optika.core.evidence.audit;

import static java.util.Comparator.comparing;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts what the captures of a sample say, device after device. Keeps no device. */
public final class FindingTally {

  /**
   * @param devices on which it was seen
   * @param observations how often
   */
  public record Count(long devices, long observations) {}

  /** A sort of violation: {@link Violation} without its delay. */
  public record Sort(ViolationKind kind, String purpose, String tag, String reason)
      implements Comparable<Sort> {
    private static final Comparator<Sort> ORDER =
        comparing(Sort::kind)
            .thenComparing(Sort::purpose)
            .thenComparing(Sort::tag)
            .thenComparing(Sort::reason);

    @Override
    public int compareTo(Sort other) {
      return ORDER.compare(this, other);
    }
  }

  private final Map<Sort, Count> violations = new TreeMap<>();
  private final Map<DelayClass, Count> delays = new TreeMap<>();
  private final Map<Unmapped, Count> unmapped = new TreeMap<>();
  private final Map<String, Long> absent = new TreeMap<>();
  private long observations;
  private long clearedLater;
  private long foundLater;

  public void add(DeviceFindings findings) {
    observations += findings.observations();
    clearedLater += findings.clearedLater();
    foundLater += findings.foundLater();
    Set<Sort> sorts = new HashSet<>();
    Set<DelayClass> classes = new HashSet<>();
    for (Violation violation : findings.violations()) {
      Sort sort =
          new Sort(violation.kind(), violation.purpose(), violation.tag(), violation.reason());
      count(violations, sort, sorts.add(sort));
      violation.delay().ifPresent(delay -> count(delays, delay, classes.add(delay)));
    }
    findings
        .unmapped()
        .forEach((what, times) -> unmapped.merge(what, new Count(1, times), FindingTally::sum));
    findings.absent().forEach(tag -> absent.merge(tag, 1L, Long::sum));
  }

  private static <K> void count(Map<K, Count> counts, K key, boolean newDevice) {
    counts.merge(key, new Count(newDevice ? 1 : 0, 1), FindingTally::sum);
  }

  private static Count sum(Count one, Count other) {
    return new Count(one.devices() + other.devices(), one.observations() + other.observations());
  }

  /** In order of kind, purpose, tag and reason. */
  public Map<Sort, Count> violations() {
    return new TreeMap<>(violations);
  }

  /** Cookies read after a withdrawal, by the time since. */
  public Map<DelayClass, Count> delays() {
    return new TreeMap<>(delays);
  }

  public Map<Unmapped, Count> unmapped() {
    return new TreeMap<>(unmapped);
  }

  /** Devices by tags that were permitted and not seen: for information, it is no violation. */
  public Map<String, Long> absent() {
    return new TreeMap<>(absent);
  }

  public long observations() {
    return observations;
  }

  /** See {@link DeviceFindings#clearedLater}. */
  public long clearedLater() {
    return clearedLater;
  }

  /** See {@link DeviceFindings#foundLater}. */
  public long foundLater() {
    return foundLater;
  }
}
