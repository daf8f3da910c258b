package org.optika.spark.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optika.core.Clocks;
import org.optika.core.attribution.AttributionCredit;
import org.optika.core.attribution.AttributionModel;
import org.optika.core.attribution.AttributionModels;
import org.optika.core.attribution.Bootstrap;
import org.optika.core.attribution.ModelParameters;
import org.optika.core.attribution.TallySpec;
import org.optika.core.journey.Bucket;
import org.optika.core.journey.RefusedTouchPolicy;
import org.optika.spark.LocalSpark;
import org.optika.spark.gate.Gate;
import org.optika.spark.gate.GateWorld;
import org.optika.spark.gate.Permitted;
import org.optika.spark.table.Campaigns;
import org.optika.spark.table.Rows;
import org.optika.spark.table.Tables;

/**
 * Stories worked out by hand, from raw consent to credit: consent_event, consent_timeline,
 * permission, gate, journey, attribution. {@code as_of} is day 100, lookback 30 days.
 *
 * <p>Consent: {@code given0:expires4} is an event of day 0 that ends on day 4, {@code
 * withdrawn4@60} one that became known on day 60, {@code :site1} names the notice and its version;
 * {@code -} is no record at all. Activity: {@code A1} is a touch of channel A on day 1, {@code !7}
 * an order on day 7. Asked: the purpose, and {@code @50} for a {@code known_at} other than day 100.
 *
 * <p>Journeys: {@code ~ B !} ends with an order and has one refused touch, {@code A .} is a null
 * journey. Credit: conversions by channel under last-touch; linear, where the two differ; {@code ~}
 * for the bucket (touches refused), {@code ?} for (no touch seen), {@code -} for none, {@code =}
 * for the same as under the policy to the left.
 */
@ExtendWith(LocalSpark.class)
class ConsentToCreditTest {
  private static final double AS_OF = 100;
  private static final int CHANNELS = 4;

  private static final String STORIES =
      """
      story                                | consent                        | activity        | asked          | journeys    | drop-touch                   | truncate-at-withdrawal | opaque-state                     | drop-journey
      grant before                         | given0                         | A1 B3 C5 !7     | measurement    | A B C !     | C 1; A 1/3 B 1/3 C 1/3       | =                      | =                                | =
      grant between                        | given4                         | A1 B3 C5 D6 !7  | measurement    | ~ ~ C D !   | D 1; C 1/2 D 1/2             | =                      | D 1; ~ 1/2 C 1/4 D 1/4           | ~ 1
      grant after the touches              | given6                         | A1 B3 C5 !7     | measurement    | ~ ~ ~ !     | ~ 1                          | =                      | =                                | =
      grant after the order                | given8                         | A1 !7           | measurement    | ~ .         | -                            | =                      | =                                | =
      nothing touched                      | given0                         | !7              | measurement    | !           | ? 1                          | =                      | =                                | =
      no record                            | -                              | A1 !2           | measurement    | ~ .         | -                            | =                      | =                                | =
      no record, none needed               | -                              | A1 B2 !3        | accountability | A B !       | B 1; A 1/2 B 1/2             | =                      | =                                | =
      withdrawn before the order           | given0 withdrawn4              | A1 C5 !7        | measurement    | ~ ~ .       | -                            | =                      | =                                | =
      withdrawn between order and as_of    | given0 withdrawn50             | A1 !7           | measurement    | ~ .         | -                            | =                      | =                                | =
      withdrawn, then given                | given0 withdrawn4 given6       | A1 B3 C5 D7 !8  | measurement    | ~ ~ ~ D !   | D 1                          | =                      | D 1; ~ 3/4 D 1/4                 | ~ 1
      withdrawn, then given, reopens       | given0 withdrawn4 given6       | A1 B3 C5 D7 !8  | reopening      | A B ~ D !   | D 1; A 1/3 B 1/3 D 1/3       | D 1                    | D 1; A 1/4 B 1/4 ~ 1/4 D 1/4     | ~ 1
      the same with an order in between    | given0 withdrawn2.5 given4     | A1 !2 C3 !5     | reopening      | A !; ~ !    | A 1 ~ 1                      | =                      | =                                | =
      expired, then renewed                | given0:expires4 renewed6       | A1 B5 A7 C8 !9  | measurement    | A ~ A C !   | C 1; A 2/3 C 1/3             | C 1; A 1/2 C 1/2       | C 1; A 1/2 ~ 1/4 C 1/4           | ~ 1
      expired between order and as_of      | given0:expires50               | A1 !7           | measurement    | ~ .         | -                            | =                      | =                                | =
      refused, then given                  | refused0 given4                | A1 B5 A6 B7 !8  | measurement    | ~ B A B !   | B 1; A 1/3 B 2/3             | =                      | B 1; ~ 1/4 A 1/4 B 1/2           | ~ 1
      material notice, renewed             | given0:site1 renewed6:site2    | A1 B2 C5 !7     | measurement    | A B ~ !     | B 1; A 1/2 B 1/2             | ~ 1                    | ~ 1; A 1/3 B 1/3 ~ 1/3           | ~ 1
      material notice, not renewed         | given0:site1                   | A1 !3           | measurement    | ~ .         | -                            | =                      | =                                | =
      editorial notice                     | given0:app1                    | A1 B5 !7        | measurement    | A B !       | B 1; A 1/2 B 1/2             | =                      | =                                | =
      late withdrawal, not known yet       | given0 withdrawn4@60           | A1 B3 !5        | measurement@50 | A B !       | B 1; A 1/2 B 1/2             | =                      | =                                | =
      late withdrawal, known               | given0 withdrawn4@60           | A1 B3 !5        | measurement    | ~ ~ .       | -                            | =                      | =                                | =
      late withdrawal, known, event time   | given0 withdrawn4@60           | A1 B3 !5        | statistics     | A B .       | -                            | =                      | =                                | =
      withdrawn, event time                | given0 withdrawn4              | A1 B3 !3.5 C5   | statistics     | A B !; ~ .  | B 1; A 1/2 B 1/2             | =                      | =                                | =
      legitimate interest, once shown      | shown2                         | A1 B3 !4        | interest       | ~ B !       | B 1                          | =                      | B 1; ~ 1/2 B 1/2                 | ~ 1
      objection to it                      | shown0 objected5               | A1 B3 !4        | interest       | ~ ~ .       | -                            | =                      | =                                | =
      objection to it, then consent        | shown0 objected3 given5        | A1 B4 C6 !7     | interest       | ~ ~ C !     | C 1                          | =                      | C 1; ~ 2/3 C 1/3                 | ~ 1
      first touch older than the lookback  | given0                         | A1 B35 !40      | measurement    | A .; B !    | B 1                          | =                      | =                                | =
      activity after as_of                 | given0                         | A1 !7 B120 !121 | measurement@200| A !         | A 1                          | =                      | =                                | =
      """;

  /** A line of the table; {@code credit} by policy id. */
  private record Story(
      int subject,
      String name,
      String consent,
      String activity,
      String asked,
      String journeys,
      Map<String, String> credit) {

    static Story of(int subject, List<String> policies, String line) {
      String[] cells = line.split("\\|");
      Map<String, String> credit = new TreeMap<>();
      String left = "";
      for (int i = 0; i < policies.size(); i++) {
        String cell = cells[5 + i].strip();
        left = cell.equals("=") ? left : cell;
        credit.put(policies.get(i), left);
      }
      return new Story(
          subject,
          cells[0].strip(),
          cells[1].strip(),
          cells[2].strip(),
          cells[3].strip(),
          cells[4].strip(),
          credit);
    }

    String purpose() {
      return asked.split("@")[0];
    }

    Clocks clocks() {
      return GateWorld.clocks(
          AS_OF, asked.contains("@") ? Double.parseDouble(asked.split("@")[1]) : AS_OF);
    }

    /** Each story has a region of its own, so that its credit can be told from the others'. */
    String region() {
      return "story-" + subject;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** What a run made of all stories: journeys by subject, credit by policy, region and model. */
  private record Result(Map<Long, String> journeys, Map<String, Map<String, Double>> credit) {}

  private static final Map<String, Result> RESULTS = new HashMap<>();

  static Stream<Story> stories() {
    List<String> lines = STORIES.lines().toList();
    List<String> policies =
        Stream.of(lines.get(0).split("\\|")).skip(5).map(String::strip).toList();
    return IntStream.range(1, lines.size())
        .mapToObj(subject -> Story.of(subject, policies, lines.get(subject)));
  }

  @BeforeAll
  static void run_all_stories(SparkSession spark, @TempDir Path root) {
    GateWorld world = GateWorld.at(spark, root);
    Rows consent =
        Rows.of(
            Tables.CONSENT_EVENT,
            "subject_id",
            "purpose",
            "action",
            "event_time",
            "recorded_time",
            "expires_at",
            "notice_id",
            "notice_version");
    Rows touches = Rows.of(Tables.TOUCHPOINT, "subject_id", "occurred_at", "channel", "region");
    Rows orders = Rows.of(Tables.CONVERSION, "subject_id", "occurred_at", "value", "region");
    stories()
        .forEach(
            story -> {
              addConsent(consent, story);
              addActivity(touches, orders, story);
            });
    world.lake().appendNew(Tables.CONSENT_EVENT, consent.on(spark));
    world.lake().appendNew(Tables.TOUCHPOINT, touches.on(spark));
    world.lake().appendNew(Tables.CONVERSION, orders.on(spark));
    world.buildTimeline();
    stories().forEach(story -> RESULTS.computeIfAbsent(story.asked(), asked -> run(world, story)));
  }

  private static final Pattern EVENT =
      Pattern.compile(
          "(?<action>[a-z]+)(?<day>[0-9.]+)(@(?<known>[0-9.]+))?"
              + "(:expires(?<expires>[0-9.]+))?(:(?<notice>[a-z]+)(?<version>[0-9]))?");

  private static void addConsent(Rows rows, Story story) {
    if (story.consent().equals("-")) {
      return;
    }
    for (String text : story.consent().split(" +")) {
      Matcher event = EVENT.matcher(text);
      assertThat(event.matches()).as(text).isTrue();
      String known = event.group("known") == null ? event.group("day") : event.group("known");
      String expires = event.group("expires");
      String notice = event.group("notice");
      rows.row(
          story.subject(),
          story.purpose(),
          event.group("action"),
          Rows.day(Double.parseDouble(event.group("day"))),
          Rows.day(Double.parseDouble(known)),
          expires == null ? null : Rows.day(Double.parseDouble(expires)),
          notice == null ? "unversioned" : notice,
          notice == null ? null : Integer.valueOf(event.group("version")));
    }
  }

  private static void addActivity(Rows touches, Rows orders, Story story) {
    for (String text : story.activity().split(" +")) {
      Instant at = Rows.day(Double.parseDouble(text.substring(1)));
      if (text.charAt(0) == '!') {
        orders.row(story.subject(), at, 10, story.region());
      } else {
        touches.row(story.subject(), at, text.charAt(0) - 'A', story.region());
      }
    }
  }

  private static Result run(GateWorld world, Story story) {
    Clocks clocks = story.clocks();
    world.buildPermission(clocks);
    world.buildJourneys(clocks, story.purpose());
    Permitted journeys = world.gate(clocks).stored(Tables.JOURNEY);
    Map<String, Map<String, Double>> credit = new HashMap<>();
    for (Attribution.Credit row : Attribution.of(journeys, Campaigns.of(world.lake()), specs())) {
      if (row.campaign() == AttributionCredit.ALL_CAMPAIGNS && row.conversions() > 0) {
        assertThat(row.value()).isCloseTo(10 * row.conversions(), within(1e-9));
        credit
            .computeIfAbsent(
                key(row.scope().policy().id(), row.scope().region(), row.model()),
                key -> new TreeMap<>())
            .merge(letter(row.channel()), row.conversions(), (one, other) -> one);
      }
    }
    return new Result(shown(journeys), credit);
  }

  private static String key(String policy, String region, String model) {
    return policy + " " + region + " " + model;
  }

  private static List<Attribution.ScopeSpecs> specs() {
    List<AttributionModel> models =
        AttributionModels.with(ModelParameters.defaults()).findAll(List.of("last-touch", "linear"));
    return RefusedTouchPolicy.ids().stream()
        .map(RefusedTouchPolicy::find)
        .map(policy -> new TallySpec(policy, models, CHANNELS, Bootstrap.none()))
        .map(spec -> new Attribution.ScopeSpecs(spec, spec))
        .toList();
  }

  private static Map<Long, String> shown(Permitted journeys) {
    Map<Long, String> bySubject = new HashMap<>();
    for (Row row :
        journeys
            .rows()
            .orderBy("subject_id", "journey_number")
            .select("subject_id", "touch_channel", "conversion_id")
            .collectAsList()) {
      List<String> words = new ArrayList<>();
      row.<Integer>getList(1).forEach(channel -> words.add(letter(channel)));
      words.add(row.isNullAt(2) ? "." : "!");
      bySubject.merge(row.getLong(0), String.join(" ", words), (one, other) -> one + "; " + other);
    }
    return bySubject;
  }

  private static String letter(int channel) {
    if (channel == Gate.REFUSED_CHANNEL || channel == Bucket.TOUCHES_REFUSED.code()) {
      return "~";
    }
    return channel == Bucket.NO_TOUCH_SEEN.code() ? "?" : String.valueOf((char) ('A' + channel));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stories")
  void consent_and_activity_become_the_journeys_and_credit_worked_out_by_hand(Story story) {
    Result result = RESULTS.get(story.asked());

    assertThat(result.journeys().getOrDefault((long) story.subject(), "-"))
        .isEqualTo(story.journeys());
    story
        .credit()
        .forEach(
            (policy, text) -> {
              String[] models = text.split(";");
              assertCredit(result, story, policy, "last-touch", models[0]);
              assertCredit(result, story, policy, "linear", models[models.length - 1]);
            });
  }

  private static void assertCredit(
      Result result, Story story, String policy, String model, String text) {
    Map<String, Double> credit =
        result.credit().getOrDefault(key(policy, story.region(), model), Map.of());
    Map<String, Double> expected = parse(text.strip());
    assertThat(credit.keySet()).as("%s under %s", model, policy).isEqualTo(expected.keySet());
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
