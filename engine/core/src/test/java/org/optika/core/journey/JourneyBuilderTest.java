package org.optika.core.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.optika.core.journey.JourneyText.day;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JourneyBuilderTest {
  private static final JourneyRules TEN_DAYS = new JourneyRules(10, 50, 100);

  private static JourneyBuilder builder(JourneyRules rules) {
    return new JourneyBuilder(rules, day(100));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          one conversion takes what led to it        | A1 B3 !5                 | A B !
          a touch at the conversion belongs to it    | A1 B5 !5                 | A B !
          a touch just after it does not             | A1 !5 B5.000001          | A !; B .
          a touch at the lookback's edge is in       | A1 B3 !11                | A B !
          a touch just before the edge is not        | A0.999999 B3 !11         | A .; B !
          the next journey begins after a conversion | A1 !2 B3 !4              | A !; B !
          a conversion leaves nothing to the next    | A1 !2 !4                 | A !; !
          two conversions at once: the first has all | A1 !2 !2                 | A !; !
          no touch at all                            | !7                       | !
          no conversion at all                       | A1 B3                    | A B .
          a null journey takes touches before f + D  | A1 B10.999999 C11        | A B .; C .
          left over between two conversions          | A1 !2 B3 C12 !20         | A !; B .; C !
          refused places keep their place            | A1 ~3 B5 ~5 !6           | A ~ ~ B !
          a refused place can begin a null journey   | ~1 A5 B11.5              | ~ A .; B .
          """)
  void cuts_at_conversions_and_lookback(String name, String text, String journeys) {
    assertThat(JourneyText.journeys(builder(TEN_DAYS), text)).isEqualTo(journeys);
  }

  @Test
  void a_null_journey_that_ends_after_as_of_is_open_and_only_counted() {
    JourneyBuilder builder = new JourneyBuilder(TEN_DAYS, day(20));

    String journeys = JourneyText.journeys(builder, "A10 B12 C20");

    assertThat(journeys).isEqualTo("A B .");
    assertThat(builder.counts().openJourneys()).isEqualTo(1);
    assertThat(builder.counts().openTouches()).isEqualTo(1);
  }

  @Test
  void the_newest_touches_of_a_journey_are_kept_and_the_rest_is_counted() {
    JourneyBuilder builder = builder(new JourneyRules(10, 2, 100));
    List<Integer> cuts = new ArrayList<>();
    String text = "A1 B2 ~3 C4 !5 A6 B7 C8";

    assertThat(JourneyText.journeys(builder, text)).isEqualTo("~ C !; B C .");
    builder.build(
        JourneyText.touches(text),
        JourneyText.conversions(text),
        journey -> cuts.add(journey.cut()));

    assertThat(cuts).containsExactly(2, 1);
    assertThat(builder.counts().cutTouches()).isEqualTo(2 * 3);
  }

  @Test
  void a_subject_with_too_many_touches_on_one_utc_day_is_a_bot() {
    JourneyBuilder builder = builder(new JourneyRules(10, 50, 3));

    assertThat(JourneyText.journeys(builder, "A1.1 A1.2 A1.3 A2.0 !3")).isEqualTo("A A A A !");
    assertThat(JourneyText.journeys(builder, "A1.1 ~1.2 A1.3 A1.999999 !3")).isEmpty();

    JourneyCounts counts = builder.counts();
    assertThat(counts.subjects()).isEqualTo(2);
    assertThat(counts.botSubjects()).isEqualTo(1);
    assertThat(counts.botTouches()).isEqualTo(4);
    assertThat(counts.botConversions()).isEqualTo(1);
  }

  @Test
  void touches_of_one_instant_have_one_order_however_they_arrive() {
    Touches touches = new Touches();
    touches.add(day(1), 2, 0, 5);
    touches.add(day(1), 0, 7, 4);
    touches.add(day(1), 0, 3, 9);
    touches.addRefused(day(1));
    touches.add(day(1), 0, 3, 8);
    List<String> seen = new ArrayList<>();

    builder(TEN_DAYS)
        .build(
            touches,
            new Conversions(),
            journey -> {
              for (int i = 0; i < journey.length(); i++) {
                seen.add(journey.channel(i) + "/" + journey.campaign(i) + "/" + journey.touchId(i));
              }
            });

    assertThat(seen).containsExactly("-1/-1/-1", "0/3/8", "0/3/9", "0/7/4", "2/0/5");
  }

  @Test
  void what_is_out_of_order_is_refused() {
    Touches touches = new Touches();
    touches.add(day(2), 0, 0, 0);
    Conversions conversions = new Conversions();
    conversions.add(day(2), 7);

    assertThatThrownBy(() -> touches.add(day(1), 0, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("touches must ascend in time; touch 1 lies before the one ahead of it");
    assertThatThrownBy(() -> conversions.add(day(2), 6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "conversions must ascend in (time, id); conversion 1 lies before the one ahead of it");
  }

  @Test
  void rules_out_of_range_are_refused() {
    assertThatThrownBy(() -> new JourneyRules(0, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lookbackDays must be in [1, 3650], got 0");
    assertThatThrownBy(() -> new JourneyRules(30, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lookbackTouches must be >= 1, got 0");
    assertThatThrownBy(() -> new JourneyRules(30, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxTouchpointsPerDay must be >= 1, got 0");
  }

  static LongStream seeds() {
    return LongStream.range(0, 2000);
  }

  /**
   * The definition, taken touch by touch: the conversion of a touch is the first at or after it, if
   * it looks back that far; what is left over is cut greedily over the whole life of the subject.
   */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void equals_the_definition_on_random_subjects(long seed) {
    Random random = new Random(seed);
    JourneyRules rules = new JourneyRules(1 + random.nextInt(5), 1 + random.nextInt(6), 1000);
    double grain = random.nextBoolean() ? 1 : 0.25;
    String text =
        IntStream.range(0, 1 + random.nextInt(25))
            .mapToObj(i -> "ABC~!".charAt(random.nextInt(5)) + "" + grain * random.nextInt(60))
            .collect(Collectors.joining(" "));
    long asOf = day(random.nextInt(70));
    List<String> expected = byDefinition(text, rules, asOf);

    JourneyBuilder builder = new JourneyBuilder(rules, asOf);
    List<String> found = new ArrayList<>();
    Touches touches = JourneyText.touches(text);
    Conversions conversions = JourneyText.conversions(text);
    builder.build(
        touches,
        conversions,
        journey -> found.add(journey.endMicros() + " " + JourneyText.show(journey)));

    assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    JourneyCounts counts = builder.counts();
    assertThat(counts.keptTouches() + counts.cutTouches() + counts.openTouches())
        .isEqualTo(touches.size());
    assertThat(counts.convertingJourneys()).isEqualTo(conversions.size());
    assertThat(counts.convertingJourneys() + counts.nullJourneys()).isEqualTo(found.size());
  }

  private static List<String> byDefinition(String text, JourneyRules rules, long asOf) {
    Touches touches = JourneyText.touches(text);
    touches.orderTies();
    Conversions conversions = JourneyText.conversions(text);
    long lookback = rules.lookbackMicros();
    List<List<Integer>> taken = new ArrayList<>();
    for (int c = 0; c < conversions.size(); c++) {
      taken.add(new ArrayList<>());
    }
    List<Integer> leftOver = new ArrayList<>();
    for (int t = 0; t < touches.size(); t++) {
      long at = touches.timeMicros(t);
      int next =
          IntStream.range(0, conversions.size())
              .filter(c -> conversions.timeMicros(c) >= at)
              .findFirst()
              .orElse(-1);
      if (next >= 0 && at >= conversions.timeMicros(next) - lookback) {
        taken.get(next).add(t);
      } else {
        leftOver.add(t);
      }
    }
    List<String> journeys = new ArrayList<>();
    for (int c = 0; c < conversions.size(); c++) {
      journeys.add(conversions.timeMicros(c) + " " + show(touches, taken.get(c), rules, "!"));
    }
    while (!leftOver.isEmpty()) {
      long first = touches.timeMicros(leftOver.get(0));
      long end = first + lookback;
      assertThat(IntStream.range(0, conversions.size()).mapToLong(conversions::timeMicros))
          .as("a conversion inside a null journey would have taken its first touch")
          .noneMatch(converted -> converted > first && converted <= end);
      List<Integer> inside = leftOver.stream().filter(t -> touches.timeMicros(t) < end).toList();
      if (end <= asOf) {
        journeys.add(end + " " + show(touches, inside, rules, "."));
      }
      leftOver.removeAll(inside);
    }
    return journeys;
  }

  private static String show(
      Touches touches, List<Integer> places, JourneyRules rules, String end) {
    String shown =
        places.stream()
            .skip(Math.max(0, places.size() - rules.lookbackTouches()))
            .map(t -> JourneyText.letter(touches.channel(t)) + " ")
            .collect(Collectors.joining());
    return shown + end;
  }

  @Test
  void a_million_touches_of_one_subject_are_no_burden() {
    Touches touches = new Touches();
    Conversions conversions = new Conversions();
    for (int i = 0; i < 1_000_000; i++) {
      touches.add(day(0) + i * 60_000_000L, i % 7, i % 3, i);
      if (i % 1000 == 999) {
        conversions.add(day(0) + i * 60_000_000L, i);
      }
    }
    JourneyBuilder builder = new JourneyBuilder(new JourneyRules(30, 50, 2000), day(2000));

    builder.build(touches, conversions, journey -> {});

    JourneyCounts counts = builder.counts();
    assertThat(counts.convertingJourneys()).isEqualTo(1000);
    assertThat(counts.keptTouches()).isEqualTo(50_000);
    assertThat(counts.cutTouches()).isEqualTo(950_000);
  }

  @Test
  void counts_add_up_in_any_order() {
    List<JourneyCounts> parts = new ArrayList<>();
    for (String text : Arrays.asList("A1 !2", "A1 B15 ~16", "!3 A95")) {
      JourneyBuilder builder = builder(TEN_DAYS);
      JourneyText.journeys(builder, text);
      parts.add(builder.counts());
    }
    JourneyBuilder together = builder(TEN_DAYS);
    for (String text : Arrays.asList("A1 !2", "A1 B15 ~16", "!3 A95")) {
      JourneyText.journeys(together, text);
    }

    JourneyCounts forward = parts.stream().reduce(JourneyCounts.NONE, JourneyCounts::plus);
    JourneyCounts backward =
        parts.stream()
            .sorted(Comparator.comparing(parts::indexOf).reversed())
            .reduce(JourneyCounts.NONE, JourneyCounts::plus);

    assertThat(forward).isEqualTo(backward).isEqualTo(together.counts());
  }
}
