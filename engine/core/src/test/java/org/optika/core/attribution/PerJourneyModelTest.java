package org.optika.core.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.optika.core.journey.JourneyBuilder;
import org.optika.core.journey.JourneyRules;
import org.optika.core.journey.JourneyText;
import org.optika.core.journey.RefusedTouchPolicy;
import org.optika.core.journey.VisiblePath;

class PerJourneyModelTest {
  private static final AttributionModels MODELS =
      AttributionModels.with(ModelParameters.defaults().withDirectChannels(Set.of(3)));

  static Stream<Arguments> everyModelOnRandomPaths() {
    return MODELS.all().stream()
        .flatMap(model -> model.perJourney().stream())
        .flatMap(model -> LongStream.range(0, 100).mapToObj(seed -> Arguments.of(model, seed)));
  }

  @ParameterizedTest(name = "{0} seed {1}")
  @MethodSource("everyModelOnRandomPaths")
  void shares_are_fractions_that_sum_to_one(PerJourneyModel model, long seed) {
    Random random = new Random(seed);
    int[] codes = random.ints(1 + random.nextInt(120), -1, 6).toArray();
    VisiblePath path = new VisiblePath();
    path.ofCodes(codes, 0, codes.length);

    double[] shares = model.shares(path);

    assertThat(shares).hasSize(codes.length);
    assertThat(Arrays.stream(shares)).allMatch(share -> share >= 0 && share <= 1);
    assertThat(Arrays.stream(shares).sum()).isCloseTo(1, within(1e-12));
  }

  /** D is direct; the half-life is two days; a time of 7 stands for the conversion. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          first-touch     | A1 B3 D5 !7  | 1    0    0
          last-touch      | A1 B3 D5 !7  | 0    0    1
          last-non-direct | A1 B3 D5 !7  | 0    1    0
          last-non-direct | D1 D3 D5 !7  | 0    0    1
          last-non-direct | A1 D3 D5 !7  | 1    0    0
          last-non-direct | A1 ~3 D5 !7  | 0    1    0
          linear          | A1 B3 !7     | 0.5  0.5
          position-based  | A1 !7        | 1
          position-based  | A1 B3 !7     | 0.5  0.5
          position-based  | A1 B3 C5 !7  | 0.4  0.2  0.4
          position-based  | A1 B2 C3 D5 !7 | 0.4 0.1 0.1 0.4
          time-decay      | A1 !7        | 1
          time-decay      | A1 B3 C5 !7  | 0.14285714285714285 0.2857142857142857 0.5714285714285714
          time-decay      | A4 B7 !7     | 0.2612038749637414 0.7387961250362586
          shapley         | A1 A3 B5 !7  | 0.25 0.25 0.5
          """)
  void shares_of_timed_journeys_by_hand(String id, String text, String expected) {
    PerJourneyModel model =
        AttributionModels.with(new ModelParameters(Set.of(3), 0.4, 0.4, Duration.ofDays(2), 1))
            .find(id)
            .perJourney()
            .orElseThrow();

    double[] shares = sharesOf(model, text);

    assertThat(shares)
        .containsExactly(
            Arrays.stream(expected.split(" +")).mapToDouble(Double::parseDouble).toArray(),
            within(1e-12));
  }

  private static double[] sharesOf(PerJourneyModel model, String text) {
    List<double[]> shares = new ArrayList<>();
    VisiblePath path = new VisiblePath();
    new JourneyBuilder(new JourneyRules(30, 50, 50), JourneyText.day(100))
        .build(
            JourneyText.touches(text),
            JourneyText.conversions(text),
            journey -> {
              RefusedTouchPolicy.OPAQUE_STATE.apply(journey, path);
              shares.add(model.shares(path));
            });
    return shares.get(0);
  }

  @Test
  void a_half_life_much_shorter_than_the_journey_leaves_no_gap() {
    double[] shares = sharesOf(new TimeDecayModel(1, 1), "A1 B2 !20");

    assertThat(shares).containsExactly(0, 1);
  }

  @Test
  void weights_out_of_range_are_refused() {
    assertThatThrownBy(() -> new PositionBasedModel(0.7, 0.7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("first and last weight together must be in (0, 1], got 1.4");
    assertThatThrownBy(() -> new TimeDecayModel(0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("half-life must be longer than zero, got 0 µs");
    assertThatThrownBy(() -> new LastNonDirectModel(Set.of(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("code of a direct channel must be >= 0, got -1");
  }
}
