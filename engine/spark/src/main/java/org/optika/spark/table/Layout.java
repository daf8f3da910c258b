package org.optika.spark.table;

import java.util.List;
import java.util.Optional;

/**
 * How a table lies on disk.
 *
 * @param bucketed partitioned by {@code bucket = pmod(xxhash64(subject_id), N)}; the {@link Lake}
 *     fills that column
 * @param sliceOf timestamp column whose month is the partition column {@code slice}; the {@link
 *     Lake} fills that column
 * @param sortBy order inside each file
 */
public record Layout(boolean bucketed, Optional<String> sliceOf, List<String> sortBy) {

  static final Layout PLAIN = new Layout(false, Optional.empty(), List.of());

  public Layout {
    sortBy = List.copyOf(sortBy);
  }

  static Layout bySubjectAndSlice(String time) {
    return new Layout(true, Optional.of(time), List.of("subject_id", time));
  }

  static Layout bySubject() {
    return new Layout(true, Optional.empty(), List.of("subject_id"));
  }

  /** Names of the partition columns, outermost first. */
  List<String> partitionBy() {
    if (!bucketed) {
      return List.of();
    }
    return sliceOf.isPresent() ? List.of("bucket", "slice") : List.of("bucket");
  }
}
