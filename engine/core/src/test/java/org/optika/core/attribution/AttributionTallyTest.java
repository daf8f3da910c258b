package org.optika.core.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.optika.core.journey.Bucket;
import org.optika.core.journey.Conversions;
import org.optika.core.journey.JourneyBuilder;
import org.optika.core.journey.JourneyRules;
import org.optika.core.journey.JourneyText;
import org.optika.core.journey.RefusedTouchPolicy;
import org.optika.core.journey.Touches;
import org.optika.core.journey.VisiblePath;

class AttributionTallyTest {
  private static final List<AttributionModel> MODELS =
      AttributionModels.with(ModelParameters.defaults().withDirectChannels(Set.of(0))).all();

  private static AttributionTally tally(RefusedTouchPolicy policy) {
    return new AttributionTally(
        new TallySpec(policy, MODELS, RandomSubjects.CHANNELS, new Bootstrap(11, 40)));
  }

  static Stream<Arguments> everyPolicyOnRandomSubjects() {
    return Arrays.stream(RefusedTouchPolicy.values())
        .flatMap(policy -> LongStream.range(0, 12).mapToObj(seed -> Arguments.of(policy, seed)));
  }

  @ParameterizedTest(name = "{0} seed {1}")
  @MethodSource("everyPolicyOnRandomSubjects")
  void channels_and_buckets_hold_every_conversion(RefusedTouchPolicy policy, long seed) {
    AttributionTally tally = tally(policy);
    double[] total = new double[2];
    RandomSubjects.journeys(
        seed,
        60,
        0.3,
        (subject, journey, revenue) -> {
          tally.add(subject, journey, revenue);
          total[0] += journey.converted() ? 1 : 0;
          total[1] += journey.converted() ? revenue : 0;
        });

    List<AttributionCredit> rows = tally.results();

    assertThat(tally.conversions()).isEqualTo((long) total[0]);
    for (String model : AttributionModels.ids()) {
      assertThat(sum(rows, model, AttributionCredit::conversions))
          .as(model)
          .isCloseTo(total[0], within(1e-9));
      assertThat(sum(rows, model, AttributionCredit::value))
          .as(model)
          .isCloseTo(total[1], within(1e-9 * total[1]));
    }
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.conversions()).isNotNegative();
              assertThat(row.value()).isNotNegative();
            });
  }

  private static double sum(
      List<AttributionCredit> rows, String model, ToDoubleFunction<AttributionCredit> metric) {
    return rows.stream()
        .filter(row -> row.model().equals(model))
        .filter(row -> row.campaign() == AttributionCredit.ALL_CAMPAIGNS)
        .mapToDouble(metric)
        .sum();
  }

  @ParameterizedTest(name = "{0} seed {1}")
  @MethodSource("everyPolicyOnRandomSubjects")
  void campaigns_hold_what_their_channel_holds(RefusedTouchPolicy policy, long seed) {
    AttributionTally tally = tally(policy);
    RandomSubjects.journeys(seed, 60, 0.3, tally::add);

    List<AttributionCredit> rows = tally.results();

    for (AttributionCredit channel : rows) {
      if (channel.campaign() == AttributionCredit.ALL_CAMPAIGNS && channel.channel() >= 0) {
        List<AttributionCredit> campaigns =
            rows.stream()
                .filter(row -> row.model().equals(channel.model()))
                .filter(row -> row.channel() == channel.channel())
                .filter(row -> row.campaign() != AttributionCredit.ALL_CAMPAIGNS)
                .toList();
        assertThat(campaigns.stream().mapToDouble(AttributionCredit::conversions).sum())
            .isCloseTo(channel.conversions(), within(1e-9));
        assertThat(campaigns.stream().mapToDouble(AttributionCredit::value).sum())
            .isCloseTo(channel.value(), within(1e-9 * Math.max(1, channel.value())));
      }
    }
  }

  @ParameterizedTest(name = "{0} seed {1}")
  @MethodSource("everyPolicyOnRandomSubjects")
  void results_are_the_same_bits_however_journeys_are_split_and_merged(
      RefusedTouchPolicy policy, long seed) {
    AttributionTally whole = tally(policy);
    RandomSubjects.journeys(seed, 60, 0.3, whole::add);
    List<AttributionCredit> expected = whole.results();

    for (int parts : new int[] {1, 2, 8}) {
      Random random = new Random(seed + parts);
      List<AttributionTally> tallies = new ArrayList<>();
      for (int part = 0; part < parts; part++) {
        tallies.add(tally(policy));
      }
      RandomSubjects.journeys(
          seed,
          60,
          0.3,
          (subject, journey, revenue) ->
              tallies.get(random.nextInt(parts)).add(subject, journey, revenue));
      Collections.shuffle(tallies, random);
      AttributionTally merged = tally(policy);
      tallies.forEach(merged::merge);

      assertThat(merged.results()).isEqualTo(expected);
      assertThat(merged.value()).isEqualTo(whole.value());
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void without_refused_touches_all_policies_are_the_same(long seed) {
    List<List<AttributionCredit>> results = new ArrayList<>();
    for (RefusedTouchPolicy policy : RefusedTouchPolicy.values()) {
      AttributionTally tally = tally(policy);
      RandomSubjects.journeys(seed, 60, 0, tally::add);
      results.add(tally.results());
    }

    assertThat(Set.copyOf(results)).hasSize(1);
  }

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void the_credit_is_that_of_the_aggregated_paths(long seed) {
    AttributionTally tally = tally(RefusedTouchPolicy.DROP_TOUCH);
    PathTable paths = new PathTable(RandomSubjects.CHANNELS);
    RandomSubjects.journeys(
        seed,
        60,
        0,
        (subject, journey, revenue) -> {
          tally.add(subject, journey, revenue);
          int[] codes = new int[journey.length()];
          Arrays.setAll(codes, journey::channel);
          double converted = journey.converted() ? 1 : 0;
          paths.add(codes, converted, converted * revenue, 1 - converted);
        });
    List<AttributionCredit> rows = tally.results();

    for (AttributionModel model : MODELS) {
      if (model instanceof TimeDecayModel) {
        continue; // the aggregated form counts steps and not time
      }
      PathCredit credit = model.credit(paths);
      for (AttributionCredit row : rows) {
        if (row.model().equals(model.id())
            && row.channel() >= 0
            && row.campaign() == AttributionCredit.ALL_CAMPAIGNS) {
          assertThat(row.conversions())
              .isCloseTo(credit.conversions()[row.channel()], within(1e-9));
          assertThat(row.value()).isCloseTo(credit.value()[row.channel()], within(1e-7));
        }
      }
    }
  }

  @Test
  void a_tally_survives_serialisation_in_the_middle() throws Exception {
    AttributionTally whole = tally(RefusedTouchPolicy.OPAQUE_STATE);
    RandomSubjects.journeys(1, 60, 0.3, whole::add);
    RandomSubjects.journeys(2, 60, 0.3, whole::add);
    AttributionTally first = tally(RefusedTouchPolicy.OPAQUE_STATE);
    RandomSubjects.journeys(1, 60, 0.3, first::add);

    AttributionTally copy = (AttributionTally) read(written(first));
    RandomSubjects.journeys(2, 60, 0.3, copy::add);

    assertThat(copy.results()).isEqualTo(whole.results());
  }

  private static byte[] written(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }

  private static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return in.readObject();
    }
  }

  @Test
  void shared_draws_and_paths_give_the_same() {
    AttributionTally alone = tally(RefusedTouchPolicy.DROP_TOUCH);
    AttributionTally shared = tally(RefusedTouchPolicy.DROP_TOUCH);
    BootstrapWeights weights = new BootstrapWeights(new Bootstrap(11, 40));
    VisiblePath path = new VisiblePath();
    RandomSubjects.journeys(
        3,
        60,
        0.3,
        (subject, journey, revenue) -> {
          alone.add(subject, journey, revenue);
          weights.load(subject);
          RefusedTouchPolicy.DROP_TOUCH.apply(journey, path);
          shared.add(weights, path, revenue);
        });

    assertThat(shared.results()).isEqualTo(alone.results());
  }

  @ParameterizedTest
  @EnumSource(RefusedTouchPolicy.class)
  void an_empty_tally_has_two_empty_buckets_a_model(RefusedTouchPolicy policy) {
    List<AttributionCredit> rows = tally(policy).results();

    assertThat(rows).hasSize(2 * MODELS.size());
    assertThat(rows.get(0))
        .isEqualTo(
            new AttributionCredit(
                "first-touch",
                Bucket.TOUCHES_REFUSED.code(),
                AttributionCredit.ALL_CAMPAIGNS,
                0,
                0,
                Optional.of(new Interval(0, 0)),
                Optional.of(new Interval(0, 0))));
  }

  /**
   * 2,000 people with one touch and one conversion each, 600 of them through channel 1. Poisson
   * draws give the 600 a standard deviation of sqrt(600), so the interval is 2 * 1.96 * 24.5 = 96
   * wide; with 1,000 replicas its width is known to about 4 %.
   */
  @Test
  void intervals_are_as_wide_as_sampling_theory_says() {
    AttributionTally tally =
        new AttributionTally(
            new TallySpec(
                RefusedTouchPolicy.DROP_TOUCH,
                List.of(new LastTouchModel(), new MarkovModel(1)),
                2,
                new Bootstrap(5, 1000)));
    JourneyBuilder builder = new JourneyBuilder(new JourneyRules(10, 20, 50), JourneyText.day(200));
    for (int subject = 0; subject < 2000; subject++) {
      long id = subject;
      String text = subject % 10 < 3 ? "B1 !2" : "A1 !2";
      builder.build(
          JourneyText.touches(text),
          JourneyText.conversions(text),
          journey -> tally.add(id, journey, 3));
    }

    List<AttributionCredit> ofChannel1 =
        tally.results().stream()
            .filter(row -> row.channel() == 1 && row.conversionsInterval().isPresent())
            .toList();

    assertThat(ofChannel1).hasSize(2);
    for (AttributionCredit row : ofChannel1) {
      Interval conversions = row.conversionsInterval().orElseThrow();
      Interval value = row.valueInterval().orElseThrow();
      assertThat(row.conversions()).isCloseTo(600, within(1e-9));
      assertThat(conversions.low()).isLessThan(600);
      assertThat(conversions.high()).isGreaterThan(600);
      assertThat(conversions.high() - conversions.low()).isCloseTo(96, within(12.0));
      assertThat(value.low()).isCloseTo(3 * conversions.low(), within(1e-3));
      assertThat(value.high()).isCloseTo(3 * conversions.high(), within(1e-3));
    }
  }

  @Test
  void campaigns_are_credited_touch_by_touch_and_by_linear_share_for_markov() {
    AttributionTally tally =
        new AttributionTally(
            new TallySpec(
                RefusedTouchPolicy.DROP_TOUCH,
                List.of(new LastTouchModel(), new MarkovModel(1)),
                2,
                Bootstrap.none()));
    Touches touches = new Touches();
    touches.add(JourneyText.day(1), 0, 7, 1);
    touches.add(JourneyText.day(2), 0, 8, 2);
    touches.add(JourneyText.day(3), 0, 8, 3);
    touches.add(JourneyText.day(4), 1, Touches.NO_CAMPAIGN, 4);
    Conversions conversions = new Conversions();
    conversions.add(JourneyText.day(5), 1);

    new JourneyBuilder(new JourneyRules(10, 20, 50), JourneyText.day(200))
        .build(touches, conversions, journey -> tally.add(1, journey, 60));

    assertThat(tally.results())
        .extracting(AttributionTallyTest::show)
        .containsExactly(
            "last-touch 0 all 0.00 0.00",
            "last-touch 0 7 0.00 0.00",
            "last-touch 0 8 0.00 0.00",
            "last-touch 1 all 1.00 60.00",
            "last-touch 1 -1 1.00 60.00",
            "last-touch -1 all 0.00 0.00",
            "last-touch -2 all 0.00 0.00",
            "markov-1 0 all 0.50 30.00",
            "markov-1 0 7 0.17 10.00",
            "markov-1 0 8 0.33 20.00",
            "markov-1 1 all 0.50 30.00",
            "markov-1 1 -1 0.50 30.00",
            "markov-1 -1 all 0.00 0.00",
            "markov-1 -2 all 0.00 0.00");
  }

  private static String show(AttributionCredit row) {
    String campaign =
        row.campaign() == AttributionCredit.ALL_CAMPAIGNS ? "all" : "" + row.campaign();
    return "%s %s %s %.2f %.2f"
        .formatted(row.model(), row.channel(), campaign, row.conversions(), row.value());
  }

  @Test
  void tallies_of_different_questions_do_not_mix() {
    assertThatThrownBy(
            () ->
                tally(RefusedTouchPolicy.DROP_TOUCH).merge(tally(RefusedTouchPolicy.DROP_JOURNEY)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("cannot merge tallies of TallySpec[policy=DROP_TOUCH");
  }

  @Test
  void negative_net_revenue_is_refused() {
    AttributionTally tally = tally(RefusedTouchPolicy.DROP_TOUCH);

    assertThatThrownBy(
            () ->
                new JourneyBuilder(new JourneyRules(10, 20, 50), JourneyText.day(200))
                    .build(
                        JourneyText.touches("A1 !2"),
                        JourneyText.conversions("A1 !2"),
                        journey -> tally.add(1, journey, -0.01)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("net revenue of a conversion must be in [0, 2^53], got -0.01");
  }

  @Test
  void a_model_asked_twice_is_refused() {
    assertThatThrownBy(
            () ->
                new TallySpec(
                    RefusedTouchPolicy.DROP_TOUCH,
                    List.of(new LinearModel(), new LinearModel()),
                    2,
                    Bootstrap.none()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("attribution models must differ, got [linear, linear]");
  }

  @Test
  void every_model_of_the_registry_is_in_the_results() {
    AttributionTally tally = tally(RefusedTouchPolicy.DROP_TOUCH);
    RandomSubjects.journeys(1, 60, 0.3, tally::add);

    assertThat(tally.results().stream().map(AttributionCredit::model).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(AttributionModels.ids());
  }
}
