package org.optika.core.consent.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optika.core.consent.oracle.OracleCheck.TimelineFunction;

/** The check must accept the oracle itself, and must be able to fail. */
class OracleMutationTest {

  private static final int SEEDS = 500;

  @Test
  void the_oracle_agrees_with_itself() {
    for (long seed = 0; seed < SEEDS; seed++) {
      assertThat(OracleCheck.compare(NaiveTimeline::of, seed)).isEmpty();
    }
  }

  static Set<String> mutants() {
    return Mutants.all().keySet();
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void a_mistake_is_found(String mutant) {
    TimelineFunction production = Mutants.all().get(mutant);
    assertThat(firstSeedThatDiffers(production))
        .as("no difference within %s histories although %s", SEEDS, mutant)
        .isPresent();
  }

  @Test
  void a_difference_is_told_with_its_history() {
    TimelineFunction mutant = Mutants.all().get("expiry comes one microsecond late");
    long seed = firstSeedThatDiffers(mutant).orElseThrow();
    assertThat(OracleCheck.compare(mutant, seed).orElseThrow())
        .contains("At v = ", "expected 7 expired by R7", "got ", "seed " + seed, "event_time");
  }

  @Test
  void a_timeline_that_throws_is_a_difference() {
    TimelineFunction broken =
        (events, purpose, rules) -> {
          throw new IllegalStateException("broken");
        };
    assertThat(OracleCheck.compare(broken, 1).orElseThrow())
        .contains("The timeline failed: java.lang.IllegalStateException: broken");
  }

  private static Optional<Long> firstSeedThatDiffers(TimelineFunction production) {
    return LongStream.range(0, SEEDS)
        .filter(
            seed -> OracleCheck.firstDifference(production, RandomHistories.of(seed)).isPresent())
        .boxed()
        .findFirst();
  }
}
