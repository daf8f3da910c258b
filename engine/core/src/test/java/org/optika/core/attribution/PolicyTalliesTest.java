package org.optika.core.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.optika.core.journey.RefusedTouchPolicy;

class PolicyTalliesTest {
  private static final Bootstrap BOOTSTRAP = new Bootstrap(11, 40);
  private static final List<AttributionModel> MODELS =
      AttributionModels.with(ModelParameters.defaults()).all();

  /** Every policy; only one of them has intervals. */
  private static List<TallySpec> specs() {
    return Arrays.stream(RefusedTouchPolicy.values())
        .map(
            policy ->
                spec(
                    policy,
                    policy == RefusedTouchPolicy.TRUNCATE_AT_WITHDRAWAL
                        ? BOOTSTRAP
                        : Bootstrap.none()))
        .toList();
  }

  private static TallySpec spec(RefusedTouchPolicy policy, Bootstrap bootstrap) {
    return new TallySpec(policy, MODELS, RandomSubjects.CHANNELS, bootstrap);
  }

  private static List<List<AttributionCredit>> results(PolicyTallies tallies) {
    return tallies.byPolicy().stream().map(AttributionTally::results).toList();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void each_policy_has_the_bits_of_a_tally_by_itself(long seed) {
    List<AttributionTally> alone = specs().stream().map(AttributionTally::new).toList();
    PolicyTallies together = new PolicyTallies(specs());
    SeenJourney seen = new SeenJourney();

    RandomSubjects.journeys(
        seed,
        80,
        0.1,
        (subject, journey, revenue) -> {
          alone.forEach(tally -> tally.add(subject, journey, revenue));
          seen.show(subject, journey, revenue);
          together.add(seen);
        });

    assertThat(results(together)).isEqualTo(alone.stream().map(AttributionTally::results).toList());
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void results_are_the_same_bits_however_journeys_are_split_and_merged(long seed) {
    Random random = new Random(seed);
    PolicyTallies whole = new PolicyTallies(specs());
    List<PolicyTallies> parts = new ArrayList<>();
    for (int part = 0; part < 5; part++) {
      parts.add(new PolicyTallies(specs()));
    }
    SeenJourney seen = new SeenJourney();
    RandomSubjects.journeys(
        seed,
        80,
        0.1,
        (subject, journey, revenue) -> {
          seen.show(subject, journey, revenue);
          whole.add(seen);
          parts.get(random.nextInt(parts.size())).add(seen);
        });

    Collections.shuffle(parts, random);
    parts.get(0).merge(parts.get(1));
    parts.get(2).merge(parts.get(3));
    parts.get(2).merge(parts.get(4));
    parts.get(2).merge(parts.get(0));

    assertThat(results(parts.get(2))).isEqualTo(results(whole));
  }

  @Test
  void policies_must_ask_for_the_same() {
    TallySpec one = spec(RefusedTouchPolicy.DROP_TOUCH, BOOTSTRAP);
    TallySpec other = spec(RefusedTouchPolicy.OPAQUE_STATE, new Bootstrap(12, 20));

    assertThatThrownBy(() -> new PolicyTallies(List.of(one, other)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("policies of one scope must ask for the same, got TallySpec[");
    assertThatThrownBy(() -> new PolicyTallies(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("at least one policy is needed");
    assertThatThrownBy(
            () -> new PolicyTallies(List.of(one)).merge(new PolicyTallies(List.of(one, one))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot merge tallies of 1 and 2 policies");
  }
}
