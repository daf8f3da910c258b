package org.optika.core.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ten made paths over A, B, C: 139 conversions worth 11,080. */
class SmallReferenceTest {
  private static final double TOLERANCE = 1e-9;

  private final ReferenceData reference =
      new ReferenceData(lines("small_paths.csv"), lines("small_expected.csv"));

  private static List<String> lines(String resource) {
    try (InputStream in =
        SmallReferenceTest.class.getResourceAsStream("/attribution/" + resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, exact_markov_o1_null", "2, exact_markov_o2_null", "3, exact_markov_o3_null"})
  void markov_equals_the_exact_solution_with_null_journeys(int order, String model) {
    assertMarkov(model, new MarkovModel(order).credit(reference.paths()));
  }

  @ParameterizedTest
  @CsvSource({
    "1, exact_markov_o1_nonull",
    "2, exact_markov_o2_nonull",
    "3, exact_markov_o3_nonull"
  })
  void markov_equals_the_exact_solution_without_null_journeys(int order, String model) {
    assertMarkov(model, new MarkovModel(order).credit(reference.paths().withoutNulls()));
  }

  private void assertMarkov(String model, PathCredit credit) {
    double[] effects = credit.removalEffects().orElseThrow().conversions();
    reference.assertEqual(model, "removal_effect_conversion", effects, TOLERANCE);
    reference.assertEqual(model, "total_conversions", credit.conversions(), TOLERANCE);
    reference.assertEqual(model, "total_conversion_value", credit.value(), TOLERANCE);
  }

  @Test
  void shapley_equals_the_value_of_the_cooperative_game() {
    PathCredit credit = new ShapleyModel().credit(reference.paths());

    String model = "exact_shapley_cooperative";
    reference.assertEqual(model, "total_conversions", credit.conversions(), TOLERANCE);
    reference.assertEqual(model, "total_conversion_value", credit.value(), TOLERANCE);
  }

  /**
   * By hand: first touches A 10+30+9+25+8, B 20+12+14, C 6+5; last touches A 10+12+5, B 20+30+14, C
   * 6+9+25+8; with C direct, the C of A>C, A>B>C and A>A>B>C>C goes to A, B and B.
   */
  @ParameterizedTest
  @CsvSource({
    "first-touch,     82, 46, 11",
    "last-touch,      27, 64, 48",
    "last-non-direct, 36, 97,  6"
  })
  void single_touch_models_by_hand(String id, double a, double b, double c) {
    AttributionModels models =
        AttributionModels.with(
            ModelParameters.defaults()
                .withDirectChannels(Set.of(reference.channels().indexOf("C"))));

    double[] credit = models.find(id).credit(reference.paths()).conversions();

    assertThat(credit).containsExactly(a, b, c);
  }

  /**
   * By hand, per path with conversions n: A 10, B 20, C 6 whole; A>B 30 and B>A 12 and A>C 9 by
   * halves; B>C>B 14 as 2/3 B; A>B>C 25 and C>B>A 5 by thirds; A>A>B>C>C 8 as 2/5, 1/5, 2/5.
   */
  @Test
  void linear_by_hand() {
    PathCredit credit = new LinearModel().credit(reference.paths());

    double[] expected = {
      10 + 15 + 6 + 4.5 + 25 / 3.0 + 5 / 3.0 + 3.2,
      20 + 15 + 6 + 28 / 3.0 + 25 / 3.0 + 5 / 3.0 + 1.6,
      6 + 4.5 + 14 / 3.0 + 25 / 3.0 + 5 / 3.0 + 3.2
    };
    assertThat(credit.conversions()).containsExactly(expected, within(TOLERANCE));
  }

  /** By hand: two touches by halves, three 0.4 / 0.2 / 0.4, five 0.4 / 0.2 in three / 0.4. */
  @Test
  void position_based_by_hand() {
    PathCredit credit = new PositionBasedModel(0.4, 0.4).credit(reference.paths());

    double third = 0.2 / 3;
    double[] expected = {
      10 + 15 + 6 + 4.5 + 10 + 2 + 8 * (0.4 + third),
      20 + 15 + 6 + 11.2 + 5 + 1 + 8 * third,
      6 + 4.5 + 2.8 + 10 + 2 + 8 * (0.4 + third)
    };
    assertThat(credit.conversions()).containsExactly(expected, within(TOLERANCE));
  }

  /** By hand with a half-life of one step: two touches 1:2, three 1:2:4, five 1:2:4:8:16. */
  @Test
  void time_decay_by_hand() {
    PathCredit credit = new TimeDecayModel(1, 1).credit(reference.paths());

    double[] expected = {
      10 + 10 + 8 + 3 + 25 / 7.0 + 20 / 7.0 + 8 * 3 / 31.0,
      20 + 20 + 4 + 14 * 5 / 7.0 + 50 / 7.0 + 10 / 7.0 + 8 * 4 / 31.0,
      6 + 6 + 14 * 2 / 7.0 + 100 / 7.0 + 5 / 7.0 + 8 * 24 / 31.0
    };
    assertThat(credit.conversions()).containsExactly(expected, within(TOLERANCE));
  }

  @Test
  void every_model_credits_all_conversions_and_all_value() {
    for (AttributionModel model : AttributionModels.with(ModelParameters.defaults()).all()) {
      PathCredit credit = model.credit(reference.paths());

      assertThat(Arrays.stream(credit.conversions()).sum())
          .as(model.id())
          .isCloseTo(139, within(TOLERANCE));
      assertThat(Arrays.stream(credit.value()).sum())
          .as(model.id())
          .isCloseTo(11_080, within(TOLERANCE * 11_080));
    }
  }
}
