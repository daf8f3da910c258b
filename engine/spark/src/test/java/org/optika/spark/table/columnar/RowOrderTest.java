package org.optika.spark.table.columnar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowOrderTest {

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void rows_are_put_in_order_of_time_and_those_of_one_instant_stay(long seed) {
    Random random = new Random(seed);
    RowOrder order = new RowOrder();
    for (int subject = 0; subject < 5; subject++) {
      int from = random.nextInt(3);
      int to = from + random.nextInt(200);
      boolean wide = random.nextInt(4) == 0;
      long[] time =
          random.longs(to + 2).map(word -> wide ? word : Math.floorMod(word, 50)).toArray();

      int[] positions = order.of(time, from, to);

      assertThat(Arrays.copyOf(positions, to - from))
          .isEqualTo(
              IntStream.range(from, to)
                  .boxed()
                  .sorted(Comparator.comparingLong(row -> time[row]))
                  .mapToInt(Integer::intValue)
                  .toArray());
    }
  }
}
