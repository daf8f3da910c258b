package org.optika.core.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactSumsTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void any_order_and_any_split_give_the_same_bits(long seed) {
    Random random = new Random(seed);
    List<Double> amounts = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      amounts.add(random.nextDouble() * Math.pow(10, random.nextInt(12) - 6));
    }
    ExactSums ordered = new ExactSums(1);
    amounts.forEach(amount -> ordered.add(0, amount));

    Collections.shuffle(amounts, random);
    ExactSums left = new ExactSums(1);
    ExactSums right = new ExactSums(2);
    amounts.subList(0, 3000).forEach(amount -> left.add(0, amount));
    amounts.subList(3000, 10_000).forEach(amount -> right.add(1, amount));
    left.add(0, right, 1);

    assertThat(left.sum(0)).isEqualTo(ordered.sum(0));
  }

  @Test
  void ten_million_thirds_are_lost_in_no_place() {
    ExactSums sums = new ExactSums(1);
    for (int i = 0; i < 3_000_000; i++) {
      sums.add(0, 1.0 / 3);
    }

    assertThat(sums.sum(0)).isCloseTo(1_000_000, within(1e-9));
  }

  @Test
  void new_cells_are_empty() {
    ExactSums sums = new ExactSums(1);
    sums.add(0, 2.5);

    sums.ensureCells(5);

    assertThat(sums.sum(0)).isEqualTo(2.5);
    assertThat(sums.sum(4)).isZero();
  }
}
