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
 * @param partOf number that counts rows from 0; the partition column {@code part} is that number in
 *     units of {@link #PART_ROWS}, and the {@link Lake} fills it
 * @param sortBy order inside each file
 */
public record Layout(
    boolean bucketed, Optional<String> sliceOf, Optional<String> partOf, List<String> sortBy) {

  private static final int PART_BITS = 18;

  /** Rows of a part: enough for a file, few enough to write one anew. */
  public static final int PART_ROWS = 1 << PART_BITS;

  static final Layout PLAIN = new Layout(false, Optional.empty(), Optional.empty(), List.of());

  public Layout {
    sortBy = List.copyOf(sortBy);
  }

  static Layout bySubjectAndSlice(String time) {
    return new Layout(true, Optional.of(time), Optional.empty(), List.of("subject_id", time));
  }

  static Layout bySubject() {
    return new Layout(true, Optional.empty(), Optional.empty(), List.of("subject_id"));
  }

  static Layout byPart(String number) {
    return new Layout(false, Optional.empty(), Optional.of(number), List.of(number));
  }

  /** Names of the partition columns, outermost first. */
  List<String> partitionBy() {
    if (partOf.isPresent()) {
      return List.of("part");
    }
    if (!bucketed) {
      return List.of();
    }
    return sliceOf.isPresent() ? List.of("bucket", "slice") : List.of("bucket");
  }
}
