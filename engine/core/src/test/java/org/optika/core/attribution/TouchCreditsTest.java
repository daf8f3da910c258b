package org.optika.core.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.optika.core.journey.JourneyBuilder;
import org.optika.core.journey.JourneyRules;
import org.optika.core.journey.JourneyText;
import org.optika.core.journey.RefusedTouchPolicy;
import org.optika.core.journey.VisiblePath;

class TouchCreditsTest {
  private static final List<AttributionModel> MODELS =
      AttributionModels.with(ModelParameters.defaults()).all();

  /** Touch ids count from 0; -1 is no touch; channels A = 0 and B = 1; buckets -1 and -2. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          drop-touch   | A1 B3 !5 | 0 0 0.50 50.00; 1 1 0.50 50.00
          drop-touch   | A1 ~3 !5 | 0 0 1.00 100.00
          opaque-state | A1 ~3 !5 | 0 0 0.50 50.00; -1 -1 0.50 50.00
          drop-journey | A1 ~3 !5 | -1 -1 1.00 100.00
          drop-touch   | !5       | -1 -2 1.00 100.00
          drop-touch   | A1 B3    | nothing
          """)
  void a_conversion_is_spread_over_its_touches(String policy, String text, String expected) {
    TouchCredits credits = new TouchCredits(List.of(new LinearModel(), new MarkovModel(1)));
    List<String> rows = new ArrayList<>();
    VisiblePath path = new VisiblePath();

    new JourneyBuilder(new JourneyRules(30, 50, 50), JourneyText.day(100))
        .build(
            JourneyText.touches(text),
            JourneyText.conversions(text),
            journey -> {
              RefusedTouchPolicy.find(policy).apply(journey, path);
              credits.credit(
                  path,
                  100,
                  (model, touch, channel, campaign, share, value) ->
                      rows.add("%s %s %.2f %.2f".formatted(touch, channel, share, value)));
            });

    assertThat(rows.isEmpty() ? "nothing" : String.join("; ", rows)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(RefusedTouchPolicy.class)
  void touches_of_a_channel_sum_to_what_the_tally_credits_it(RefusedTouchPolicy policy) {
    AttributionTally tally =
        new AttributionTally(
            new TallySpec(policy, MODELS, RandomSubjects.CHANNELS, Bootstrap.none()));
    TouchCredits credits = new TouchCredits(MODELS);
    Map<String, Double> sums = new HashMap<>();
    VisiblePath path = new VisiblePath();
    RandomSubjects.journeys(
        4,
        200,
        0.3,
        (subject, journey, revenue) -> {
          tally.add(subject, journey, revenue);
          policy.apply(journey, path);
          credits.credit(
              path,
              revenue,
              (model, touch, channel, campaign, share, value) ->
                  Stream.of("all", "" + campaign)
                      .forEach(part -> sums.merge(key(model, channel, part), value, Double::sum)));
        });

    for (AttributionCredit row : tally.results()) {
      if (!row.model().startsWith("markov")) {
        boolean all = row.campaign() == AttributionCredit.ALL_CAMPAIGNS;
        String key = key(row.model(), row.channel(), all ? "all" : "" + row.campaign());
        assertThat(sums.getOrDefault(key, 0.0)).as(key).isCloseTo(row.value(), within(1e-8));
      }
    }
  }

  private static String key(String model, int channel, String part) {
    return model + "/" + channel + "/" + part;
  }

  @Test
  void markov_credits_no_touches() {
    TouchCredits credits = new TouchCredits(List.of(new MarkovModel(2)));
    VisiblePath path = new VisiblePath();
    path.ofCodes(new int[] {1, 2}, 0, 2);
    List<String> credited = new ArrayList<>();

    credits.credit(path, 5, (model, touch, channel, campaign, share, value) -> credited.add(model));

    assertThat(credited).isEmpty();
  }
}
