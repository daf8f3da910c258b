package org.optika.spark.table.columnar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SubjectSortTest {
  @Test
  void even_and_uneven_subjects_are_sorted() {
    Random random = new Random(5);
    for (int trial = 0; trial < 300; trial++) {
      int count = random.nextInt(2_000);
      int shift = random.nextInt(Long.SIZE);
      sorts(random.longs(count).map(subject -> subject >> shift).toArray());
    }
  }

  @Test
  void subjects_in_one_slot_and_far_apart_are_sorted() {
    sorts(LongStream.range(0, 1_000).map(i -> 1_000 - i).toArray());
    sorts(LongStream.concat(LongStream.range(0, 999), LongStream.of(Long.MAX_VALUE)).toArray());
    sorts(
        LongStream.concat(
                LongStream.of(Long.MAX_VALUE, Long.MIN_VALUE),
                LongStream.range(-500, 500).map(i -> -i))
            .toArray());
    sorts(new long[0]);
    sorts(new long[] {3});
  }

  private static void sorts(long[] subjects) {
    long[] expected = subjects.clone();
    Arrays.sort(expected);
    SubjectSort.sort(subjects);
    assertThat(subjects).containsExactly(expected);
  }
}
