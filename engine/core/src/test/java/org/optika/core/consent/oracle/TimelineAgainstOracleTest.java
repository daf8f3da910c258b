package org.optika.core.consent.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.optika.core.consent.ConsentTimeline;

/**
 * The timeline against the naive oracle, at every breakpoint of both clocks, one microsecond beside
 * it, and at random instants.
 */
class TimelineAgainstOracleTest {

  @Test
  void two_thousand_random_histories_agree() {
    agreeOn(LongStream.range(1_000_000, 1_002_000));
  }

  @Test
  @Tag("slow")
  @Tag("worlds")
  void a_hundred_thousand_random_histories_agree() {
    agreeOn(LongStream.range(0, 100_000));
  }

  private static void agreeOn(LongStream seeds) {
    seeds.forEach(
        seed ->
            assertThat(OracleCheck.compare(ConsentTimeline::of, seed))
                .as("seed %s", seed)
                .isEmpty());
  }
}
