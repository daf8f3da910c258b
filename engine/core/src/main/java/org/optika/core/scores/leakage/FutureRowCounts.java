package org.optika.core.scores.leakage;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * For how many subjects a feature at T changes when all rows with an event or recorded time after T
 * are taken away; must be none. {@link #plus} is associative and commutative.
 *
 * @param subjects compared
 * @param changed for each feature, in [0, subjects]
 */
public record FutureRowCounts(List<String> features, long subjects, List<Long> changed)
    implements Serializable {
  public FutureRowCounts {
    features = List.copyOf(features);
    changed = List.copyOf(changed);
    require(
        features.size() == changed.size(),
        "expected one count for each of %s features, got %s",
        features.size(),
        changed.size());
    for (long count : changed) {
      require(
          0 <= count && count <= subjects,
          "a count must be in [0, subjects = %s], got %s",
          subjects,
          count);
    }
  }

  /** Nobody compared. */
  public static FutureRowCounts none(List<String> features) {
    return new FutureRowCounts(features, 0, Collections.nCopies(features.size(), 0L));
  }

  /**
   * One subject. A value that is missing is NaN, and so are all values of a subject that exists in
   * one of the two ways only.
   *
   * @param withFuture values at T from all rows, in the order of the features
   * @param withoutFuture the same without the rows after T; expected to equal them exactly
   */
  public static FutureRowCounts ofSubject(
      List<String> features, double[] withFuture, double[] withoutFuture) {
    require(
        withFuture.length == features.size() && withoutFuture.length == features.size(),
        "expected %s values each, got %s and %s",
        features.size(),
        withFuture.length,
        withoutFuture.length);
    List<Long> changed = new ArrayList<>();
    for (int i = 0; i < withFuture.length; i++) {
      changed.add(same(withFuture[i], withoutFuture[i]) ? 0L : 1L);
    }
    return new FutureRowCounts(features, 1, changed);
  }

  /**
   * @param other of the same features and other subjects
   */
  public FutureRowCounts plus(FutureRowCounts other) {
    require(
        features.equals(other.features),
        "expected counts of the features %s, got %s",
        features,
        other.features);
    List<Long> sums = new ArrayList<>();
    for (int i = 0; i < changed.size(); i++) {
      sums.add(Math.addExact(changed.get(i), other.changed.get(i)));
    }
    return new FutureRowCounts(features, Math.addExact(subjects, other.subjects), sums);
  }

  private static boolean same(double one, double other) {
    return one == other || (Double.isNaN(one) && Double.isNaN(other));
  }
}
