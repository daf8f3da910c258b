package org.optika.spark.table.columnar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectFilterTest {
  /** The size is a power of two, so a subject has 8 to 16 bits. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 4_096, 65_000, 100_000})
  void it_holds_its_subjects_and_few_others(int size) {
    Random random = new Random(size);
    long[] subjects = random.longs(size).toArray();
    SubjectFilter filter = new SubjectFilter(subjects);

    assertThat(LongStream.of(subjects).map(filter::mayHold).sum()).isEqualTo(size);
    long others = random.longs(100_000).map(filter::mayHold).sum();
    assertThat(others).isLessThan(size == 0 ? 1 : 6_000);
  }

  /** Subjects are random in a lake, but a foreign table may number them. */
  @ParameterizedTest
  @ValueSource(longs = {1, 1L << 20, 1L << 32, 1L << 40})
  void it_keeps_numbered_subjects_apart(long step) {
    SubjectFilter filter =
        new SubjectFilter(LongStream.range(0, 50_000).map(i -> i * step).toArray());

    long others = LongStream.range(50_000, 150_000).map(i -> filter.mayHold(i * step)).sum();
    assertThat(others).isLessThan(6_000);
  }
}
