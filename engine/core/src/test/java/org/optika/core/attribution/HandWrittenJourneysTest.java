package org.optika.core.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.optika.core.journey.Bucket;
import org.optika.core.journey.JourneyBuilder;
import org.optika.core.journey.JourneyRules;
import org.optika.core.journey.JourneyText;
import org.optika.core.journey.RefusedTouchPolicy;
import org.optika.core.journey.VisiblePath;

/**
 * Journeys worked out by hand, each under every policy. Lookback 30 days, {@code as_of} on day 100.
 *
 * <p>Journey: {@code A1} a touch of channel A on day 1, {@code ~3} a refused one on day 3, {@code
 * !7} a permitted conversion on day 7. Seen: {@code A B !} a converting path, {@code A .} a null
 * one, {@code refused !} and {@code unseen !} the buckets. Credit: conversions by channel, {@code
 * ~} for the bucket (touches refused), {@code ?} for (no touch seen). The story says which consent
 * makes these touches refused; d0 is day 0, "reopens" and "event-time" are settings of the purpose.
 *
 * <p>Markov by hand: a channel's credit is in proportion to the chance that a converting walk on
 * the chain visits it.
 */
class HandWrittenJourneysTest {
  private static final int CHANNELS = 4;

  @ParameterizedTest(name = "{0} [{2}]")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # story                                  | journey           | policy                 | seen            | last-touch | linear              | position-based          | shapley             | markov-1
          grant d0                                 | A1 B3 C5 !7       | all                    | A B C !         | C 1        | A 1/3 B 1/3 C 1/3   | A 2/5 B 1/5 C 2/5       | A 1/3 B 1/3 C 1/3   | A 1/3 B 1/3 C 1/3

          first grant d4, between touches          | ~1 ~3 C5 D6 !7    | drop-touch             | C D !           | D 1        | C 1/2 D 1/2         | C 1/2 D 1/2             | C 1/2 D 1/2         | C 1/2 D 1/2
          first grant d4, between touches          | ~1 ~3 C5 D6 !7    | truncate-at-withdrawal | C D !           | D 1        | C 1/2 D 1/2         | C 1/2 D 1/2             | C 1/2 D 1/2         | C 1/2 D 1/2
          first grant d4, between touches          | ~1 ~3 C5 D6 !7    | opaque-state           | ~ ~ C D !       | D 1        | ~ 1/2 C 1/4 D 1/4   | ~ 1/2 C 1/10 D 2/5      | ~ 1/3 C 1/3 D 1/3   | ~ 1/3 C 1/3 D 1/3
          first grant d4, between touches          | ~1 ~3 C5 D6 !7    | drop-journey           | refused !       | ~ 1        | ~ 1                 | ~ 1                     | ~ 1                 | ~ 1

          first grant d6, after the last touch     | ~1 ~3 ~5 !7       | drop-touch             | refused !       | ~ 1        | ~ 1                 | ~ 1                     | ~ 1                 | ~ 1
          first grant d6, after the last touch     | ~1 ~3 ~5 !7       | truncate-at-withdrawal | refused !       | ~ 1        | ~ 1                 | ~ 1                     | ~ 1                 | ~ 1
          first grant d6, after the last touch     | ~1 ~3 ~5 !7       | opaque-state           | ~ ~ ~ !         | ~ 1        | ~ 1                 | ~ 1                     | ~ 1                 | ~ 1
          first grant d6, after the last touch     | ~1 ~3 ~5 !7       | drop-journey           | refused !       | ~ 1        | ~ 1                 | ~ 1                     | ~ 1                 | ~ 1

          grant d0, nothing touched                | !7                | all                    | unseen !        | ? 1        | ? 1                 | ? 1                     | ? 1                 | ? 1

          withdraw d4, grant d6, not reopened      | ~1 ~3 ~5 D7 !8    | drop-touch             | D !             | D 1        | D 1                 | D 1                     | D 1                 | D 1
          withdraw d4, grant d6, not reopened      | ~1 ~3 ~5 D7 !8    | truncate-at-withdrawal | D !             | D 1        | D 1                 | D 1                     | D 1                 | D 1
          withdraw d4, grant d6, not reopened      | ~1 ~3 ~5 D7 !8    | opaque-state           | ~ ~ ~ D !       | D 1        | ~ 3/4 D 1/4         | ~ 3/5 D 2/5             | ~ 1/2 D 1/2         | ~ 1/2 D 1/2
          withdraw d4, grant d6, not reopened      | ~1 ~3 ~5 D7 !8    | drop-journey           | refused !       | ~ 1        | ~ 1                 | ~ 1                     | ~ 1                 | ~ 1

          withdraw d4, grant d6, reopens           | A1 B3 ~5 D7 !8    | drop-touch             | A B D !         | D 1        | A 1/3 B 1/3 D 1/3   | A 2/5 B 1/5 D 2/5       | A 1/3 B 1/3 D 1/3   | A 1/3 B 1/3 D 1/3
          withdraw d4, grant d6, reopens           | A1 B3 ~5 D7 !8    | truncate-at-withdrawal | D !             | D 1        | D 1                 | D 1                     | D 1                 | D 1
          withdraw d4, grant d6, reopens           | A1 B3 ~5 D7 !8    | opaque-state           | A B ~ D !       | D 1        | A 1/4 B 1/4 ~ 1/4 D 1/4 | A 2/5 B 1/10 ~ 1/10 D 2/5 | A 1/4 B 1/4 ~ 1/4 D 1/4 | A 1/4 B 1/4 ~ 1/4 D 1/4
          withdraw d4, grant d6, reopens           | A1 B3 ~5 D7 !8    | drop-journey           | refused !       | ~ 1        | ~ 1                 | ~ 1                     | ~ 1                 | ~ 1

          expires d4, renewed d6                   | A1 ~5 A7 C8 !9    | drop-touch             | A A C !         | C 1        | A 2/3 C 1/3         | A 3/5 C 2/5             | A 1/2 C 1/2         | A 1/2 C 1/2
          expires d4, renewed d6                   | A1 ~5 A7 C8 !9    | truncate-at-withdrawal | A C !           | C 1        | A 1/2 C 1/2         | A 1/2 C 1/2             | A 1/2 C 1/2         | A 1/2 C 1/2
          expires d4, renewed d6                   | A1 ~5 A7 C8 !9    | opaque-state           | A ~ A C !       | C 1        | A 1/2 ~ 1/4 C 1/4   | A 1/2 ~ 1/10 C 2/5      | A 1/3 ~ 1/3 C 1/3   | A 2/5 ~ 1/5 C 2/5
          expires d4, renewed d6                   | A1 ~5 A7 C8 !9    | drop-journey           | refused !       | ~ 1        | ~ 1                 | ~ 1                     | ~ 1                 | ~ 1

          refuse d0, grant d4                      | ~1 B5 A6 B7 !8    | drop-touch             | B A B !         | B 1        | A 1/3 B 2/3         | A 1/5 B 4/5             | A 1/2 B 1/2         | A 1/3 B 2/3
          refuse d0, grant d4                      | ~1 B5 A6 B7 !8    | truncate-at-withdrawal | B A B !         | B 1        | A 1/3 B 2/3         | A 1/5 B 4/5             | A 1/2 B 1/2         | A 1/3 B 2/3
          refuse d0, grant d4                      | ~1 B5 A6 B7 !8    | opaque-state           | ~ B A B !       | B 1        | ~ 1/4 A 1/4 B 1/2   | ~ 2/5 A 1/10 B 1/2      | ~ 1/3 A 1/3 B 1/3   | ~ 2/5 A 1/5 B 2/5
          refuse d0, grant d4                      | ~1 B5 A6 B7 !8    | drop-journey           | refused !       | ~ 1        | ~ 1                 | ~ 1                     | ~ 1                 | ~ 1

          material notice d4, renewed d6           | A1 B2 ~5 !7       | drop-touch             | A B !           | B 1        | A 1/2 B 1/2         | A 1/2 B 1/2             | A 1/2 B 1/2         | A 1/2 B 1/2
          material notice d4, renewed d6           | A1 B2 ~5 !7       | truncate-at-withdrawal | refused !       | ~ 1        | ~ 1                 | ~ 1                     | ~ 1                 | ~ 1
          material notice d4, renewed d6           | A1 B2 ~5 !7       | opaque-state           | A B ~ !         | ~ 1        | A 1/3 B 1/3 ~ 1/3   | A 2/5 B 1/5 ~ 2/5       | A 1/3 B 1/3 ~ 1/3   | A 1/3 B 1/3 ~ 1/3
          material notice d4, renewed d6           | A1 B2 ~5 !7       | drop-journey           | refused !       | ~ 1        | ~ 1                 | ~ 1                     | ~ 1                 | ~ 1

          editorial notice d4                      | A1 B5 !7          | all                    | A B !           | B 1        | A 1/2 B 1/2         | A 1/2 B 1/2             | A 1/2 B 1/2         | A 1/2 B 1/2

          late withdrawal d4, not known yet        | A1 B3 !5          | all                    | A B !           | B 1        | A 1/2 B 1/2         | A 1/2 B 1/2             | A 1/2 B 1/2         | A 1/2 B 1/2

          late withdrawal d4, known: !5 refused    | ~1 ~3             | drop-touch             | dropped         | -          | -                   | -                       | -                   | -
          late withdrawal d4, known: !5 refused    | ~1 ~3             | truncate-at-withdrawal | dropped         | -          | -                   | -                       | -                   | -
          late withdrawal d4, known: !5 refused    | ~1 ~3             | opaque-state           | ~ ~ .           | -          | -                   | -                       | -                   | -
          late withdrawal d4, known: !5 refused    | ~1 ~3             | drop-journey           | dropped         | -          | -                   | -                       | -                   | -

          withdraw d4, event-time: !7 refused      | A1 B3 ~5          | drop-touch             | A B .           | -          | -                   | -                       | -                   | -
          withdraw d4, event-time: !7 refused      | A1 B3 ~5          | truncate-at-withdrawal | dropped         | -          | -                   | -                       | -                   | -
          withdraw d4, event-time: !7 refused      | A1 B3 ~5          | opaque-state           | A B ~ .         | -          | -                   | -                       | -                   | -
          withdraw d4, event-time: !7 refused      | A1 B3 ~5          | drop-journey           | dropped         | -          | -                   | -                       | -                   | -

          withdraw d2.5, grant d4, reopens         | A1 !2 ~3 !5       | drop-touch             | A !; refused !  | A 1 ~ 1    | A 1 ~ 1             | A 1 ~ 1                 | A 1 ~ 1             | A 1 ~ 1
          withdraw d2.5, grant d4, reopens         | A1 !2 ~3 !5       | truncate-at-withdrawal | A !; refused !  | A 1 ~ 1    | A 1 ~ 1             | A 1 ~ 1                 | A 1 ~ 1             | A 1 ~ 1
          withdraw d2.5, grant d4, reopens         | A1 !2 ~3 !5       | opaque-state           | A !; ~ !        | A 1 ~ 1    | A 1 ~ 1             | A 1 ~ 1                 | A 1 ~ 1             | A 1 ~ 1
          withdraw d2.5, grant d4, reopens         | A1 !2 ~3 !5       | drop-journey           | A !; refused !  | A 1 ~ 1    | A 1 ~ 1             | A 1 ~ 1                 | A 1 ~ 1             | A 1 ~ 1

          twice withdrawn and renewed, reopens     | A1 ~2 B3 ~4 C5 !6 | drop-touch             | A B C !         | C 1        | A 1/3 B 1/3 C 1/3   | A 2/5 B 1/5 C 2/5       | A 1/3 B 1/3 C 1/3   | A 1/3 B 1/3 C 1/3
          twice withdrawn and renewed, reopens     | A1 ~2 B3 ~4 C5 !6 | truncate-at-withdrawal | C !             | C 1        | C 1                 | C 1                     | C 1                 | C 1
          twice withdrawn and renewed, reopens     | A1 ~2 B3 ~4 C5 !6 | opaque-state           | A ~ B ~ C !     | C 1        | A 1/5 ~ 2/5 B 1/5 C 1/5 | A 2/5 ~ 2/15 B 1/15 C 2/5 | A 1/4 ~ 1/4 B 1/4 C 1/4 | A 2/7 ~ 2/7 B 1/7 C 2/7
          twice withdrawn and renewed, reopens     | A1 ~2 B3 ~4 C5 !6 | drop-journey           | refused !       | ~ 1        | ~ 1                 | ~ 1                     | ~ 1                 | ~ 1

          first touch older than the lookback      | A1 B35 !40        | all                    | A .; B !        | B 1        | B 1                 | B 1                     | B 1                 | B 1

          expires d3.5 after a conversion          | A1 !2 B3 ~4       | drop-touch             | A !; B .        | A 1        | A 1                 | A 1                     | A 1                 | A 1
          expires d3.5 after a conversion          | A1 !2 B3 ~4       | truncate-at-withdrawal | A !; dropped    | A 1        | A 1                 | A 1                     | A 1                 | A 1
          expires d3.5 after a conversion          | A1 !2 B3 ~4       | opaque-state           | A !; B ~ .      | A 1        | A 1                 | A 1                     | A 1                 | A 1
          expires d3.5 after a conversion          | A1 !2 B3 ~4       | drop-journey           | A !; dropped    | A 1        | A 1                 | A 1                     | A 1                 | A 1
          """)
  void is_seen_and_credited_as_worked_out_by_hand(
      String story,
      String journey,
      String policyId,
      String seen,
      String lastTouch,
      String linear,
      String positionBased,
      String shapley,
      String markov) {
    Map<String, String> expected =
        Map.of(
            "last-touch", lastTouch,
            "linear", linear,
            "position-based", positionBased,
            "shapley", shapley,
            "markov-1", markov);
    List<String> policies = policyId.equals("all") ? RefusedTouchPolicy.ids() : List.of(policyId);

    for (String id : policies) {
      RefusedTouchPolicy policy = RefusedTouchPolicy.find(id);
      AttributionTally tally = tally(policy);

      assertThat(see(journey, policy, tally)).as("seen under %s", id).isEqualTo(seen);

      Map<String, Map<String, Double>> credit = creditByModel(tally);
      expected.forEach((model, text) -> assertCredit(id, model, credit.get(model), text));
    }
  }

  private static AttributionTally tally(RefusedTouchPolicy policy) {
    List<AttributionModel> models =
        AttributionModels.with(ModelParameters.defaults())
            .findAll(List.of("last-touch", "linear", "position-based", "shapley", "markov-1"));
    return new AttributionTally(new TallySpec(policy, models, CHANNELS, Bootstrap.none()));
  }

  private static String see(String text, RefusedTouchPolicy policy, AttributionTally tally) {
    JourneyBuilder builder = new JourneyBuilder(new JourneyRules(30, 50, 50), JourneyText.day(100));
    List<String> seen = new ArrayList<>();
    VisiblePath path = new VisiblePath();
    builder.build(
        JourneyText.touches(text),
        JourneyText.conversions(text),
        journey -> {
          policy.apply(journey, path);
          seen.add(JourneyText.show(path));
          tally.add(1, journey, 10);
        });
    return String.join("; ", seen);
  }

  private static Map<String, Map<String, Double>> creditByModel(AttributionTally tally) {
    Map<String, Map<String, Double>> byModel = new TreeMap<>();
    for (AttributionCredit row : tally.results()) {
      Map<String, Double> credit = byModel.computeIfAbsent(row.model(), model -> new TreeMap<>());
      if (row.campaign() == AttributionCredit.ALL_CAMPAIGNS && row.conversions() > 0) {
        credit.put(name(row.channel()), row.conversions());
        assertThat(row.value()).isCloseTo(10 * row.conversions(), within(1e-9));
      }
    }
    return byModel;
  }

  private static String name(int channel) {
    if (channel == Bucket.TOUCHES_REFUSED.code()) {
      return "~";
    }
    return channel == Bucket.NO_TOUCH_SEEN.code() ? "?" : JourneyText.letter(channel);
  }

  private static void assertCredit(
      String policy, String model, Map<String, Double> credit, String text) {
    Map<String, Double> expected = parse(text);
    assertThat(credit.keySet())
        .as("credited by %s under %s", model, policy)
        .isEqualTo(expected.keySet());
    expected.forEach(
        (channel, amount) ->
            assertThat(credit.get(channel))
                .as("%s by %s under %s", channel, model, policy)
                .isCloseTo(amount, within(1e-12)));
  }

  /** {@code A 1/3 ~ 2/3}; {@code -} for no credit at all. */
  private static Map<String, Double> parse(String text) {
    Map<String, Double> credit = new TreeMap<>();
    if (!text.equals("-")) {
      String[] words = text.split(" +");
      for (int i = 0; i < words.length; i += 2) {
        String[] fraction = words[i + 1].split("/");
        double divisor = fraction.length == 2 ? Double.parseDouble(fraction[1]) : 1;
        credit.put(words[i], Double.parseDouble(fraction[0]) / divisor);
      }
    }
    return credit;
  }
}
