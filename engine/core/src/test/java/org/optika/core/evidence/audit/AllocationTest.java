package org.optika.core.evidence.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AllocationTest {

  /** Webster's method by hand: shares are 4.4, 3.3 and 2.3 of 10. */
  @Test
  void shares_are_rounded_so_that_they_add_up() {
    List<Stratum> strata = strata(440, 330, 230);

    assertThat(Allocation.proportional(strata, 0).growTo(10).drawn()).containsExactly(5, 3, 2);
    assertThat(Allocation.proportional(strata, 0).growTo(1000).drawn())
        .containsExactly(440, 330, 230);
  }

  @Test
  void each_stratum_gives_its_minimum_and_no_more_than_it_has() {
    assertThat(Allocation.proportional(strata(1000, 50, 3), 10).growTo(40).drawn())
        .containsExactly(27, 10, 3);
  }

  /** Weights 900 * 0.1 = 90 and 100 * 0.5 = 50 are as 9 to 5. */
  @Test
  void neyman_draws_more_where_rates_vary_more() {
    double[] assumed = {(1 - Math.sqrt(0.96)) / 2, 0.5};

    assertThat(Allocation.neyman(strata(900, 100), assumed, 0).growTo(28).drawn())
        .containsExactly(18, 10);
  }

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void a_larger_sample_takes_no_device_from_any_stratum(long seed) {
    Random random = new Random(seed);
    List<Stratum> strata = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(8); i++) {
      strata.add(new Stratum("s" + i, 1 + random.nextInt(60)));
    }
    long population = strata.stream().mapToLong(Stratum::devices).sum();
    Allocation allocation = Allocation.proportional(strata, random.nextInt(3));
    long[] before = allocation.drawn();

    for (long size = allocation.total(); size <= population; size++) {
      long[] drawn = allocation.growTo(size).drawn();
      assertThat(Arrays.stream(drawn).sum()).isEqualTo(size);
      for (int i = 0; i < drawn.length; i++) {
        assertThat(drawn[i]).isBetween(before[i], strata.get(i).devices());
      }
      before = drawn;
    }
  }

  @Test
  void sizes_out_of_range_are_refused() {
    assertThatThrownBy(() -> Allocation.proportional(strata(10, 20), 2).growTo(31))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a sample of these strata has 4 to 30 devices, got 31");
    assertThatThrownBy(() -> Allocation.proportional(strata(10, 20), 2).growTo(3))
        .hasMessage("a sample of these strata has 4 to 30 devices, got 3");
    assertThatThrownBy(() -> Allocation.neyman(strata(10, 20), new double[] {0.1}, 0))
        .hasMessage("expected one rate for each of 2 strata, got 1");
    assertThatThrownBy(() -> Allocation.neyman(strata(10), new double[] {0}, 0))
        .hasMessage("an assumed rate must be in (0, 1), got 0.0");
  }

  private static List<Stratum> strata(long... devices) {
    List<Stratum> strata = new ArrayList<>();
    for (long each : devices) {
      strata.add(new Stratum("s" + strata.size(), each));
    }
    return strata;
  }
}
