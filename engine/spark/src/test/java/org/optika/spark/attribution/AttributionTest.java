package org.optika.spark.attribution;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.optika.spark.table.Rows.day;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
import org.optika.spark.gate.PermittedForTests;
import org.optika.spark.table.Campaigns;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Rows;
import org.optika.spark.table.Tables;

@ExtendWith(LocalSpark.class)
class AttributionTest {
  private static final int CHANNELS = 4;
  private static final int SPRING = 501;
  private static final int AUTUMN = 502;
  private static final List<Long> CAMPAIGN_IDS = List.of(0L, (long) SPRING, (long) AUTUMN);
  private static final List<String> RULE_BASED =
      List.of(
          "first-touch", "last-touch", "last-non-direct", "linear", "position-based", "time-decay");

  private static Campaigns campaigns;

  @BeforeAll
  static void name_the_campaigns(SparkSession spark, @TempDir Path root) {
    Lake lake = Lake.open(spark, root.toString(), 1);
    lake.replace(
        Tables.CAMPAIGN,
        Rows.of(Tables.CAMPAIGN, "campaign_id", "name")
            .row(SPRING, "spring")
            .row(AUTUMN, "autumn")
            .on(spark));
    campaigns = Campaigns.of(lake);
  }

  private static Rows journeys() {
    return Rows.of(
        Tables.JOURNEY,
        "subject_id",
        "journey_number",
        "conversion_id",
        "ended_at",
        "value",
        "region",
        "touch_at",
        "touch_channel",
        "touch_campaign");
  }

  /** Journeys of one to six touches over three months and three regions. */
  private static Rows random(long seed, int percentRefused) {
    Random random = new Random(seed);
    Rows journeys = journeys();
    for (int subject = 1; subject <= 400; subject++) {
      List<Long> at = new ArrayList<>();
      List<Integer> channel = new ArrayList<>();
      List<Long> campaign = new ArrayList<>();
      double end = 10 + random.nextInt(80);
      for (int touch = random.nextInt(6) + (random.nextInt(10) == 0 ? 0 : 1); touch > 0; touch--) {
        boolean refused = random.nextInt(100) < percentRefused;
        at.add(Rows.dayMicros(end - touch));
        channel.add(refused ? Gate.REFUSED_CHANNEL : random.nextInt(CHANNELS));
        campaign.add(refused ? 0L : CAMPAIGN_IDS.get(random.nextInt(3)));
      }
      boolean converts = at.isEmpty() || random.nextInt(3) == 0;
      journeys.row(
          subject,
          1,
          converts ? subject : null,
          day(end),
          converts ? random.nextInt(1_000_000) / 100.0 : 0,
          random.nextInt(4) == 0 ? null : "region-" + random.nextInt(2),
          at,
          channel,
          campaign);
    }
    return journeys;
  }

  private static Permitted permitted(Dataset<Row> journeys) {
    return PermittedForTests.of(journeys, GateWorld.clocks(100, 100));
  }

  private static List<Attribution.Credit> credit(Dataset<Row> journeys, int replicas) {
    List<AttributionModel> models =
        AttributionModels.with(ModelParameters.defaults()).findAll(AttributionModels.ids());
    Bootstrap bootstrap = replicas == 0 ? Bootstrap.none() : new Bootstrap(17, replicas);
    List<Attribution.ScopeSpecs> specs =
        RefusedTouchPolicy.ids().stream()
            .map(RefusedTouchPolicy::find)
            .map(
                policy ->
                    new Attribution.ScopeSpecs(
                        new TallySpec(policy, models, CHANNELS, bootstrap),
                        new TallySpec(policy, models, CHANNELS, Bootstrap.none())))
            .toList();
    return Attribution.of(permitted(journeys), campaigns, specs);
  }

  /** Doubles print so that different bits give different text. */
  private static List<String> bits(List<Attribution.Credit> credits) {
    return credits.stream().map(Attribution.Credit::toString).sorted().toList();
  }

  @ParameterizedTest(name = "{0} partitions")
  @ValueSource(ints = {2, 8})
  void credit_is_the_same_to_the_last_bit_however_journeys_are_parted(
      int partitions, SparkSession spark) {
    Dataset<Row> journeys = random(1, 25).on(spark);

    List<Attribution.Credit> inOne = credit(journeys.coalesce(1), 20);
    List<Attribution.Credit> inParts =
        credit(journeys.orderBy(col("value")).repartition(partitions), 20);

    assertThat(bits(inParts)).isEqualTo(bits(inOne));
    assertThat(inOne).anyMatch(credit -> !credit.conversionsInterval().isEmpty());
  }

  @Test
  void where_all_is_permitted_the_policies_agree(SparkSession spark) {
    List<Attribution.Credit> credits = credit(random(2, 0).on(spark), 0);

    Map<RefusedTouchPolicy, List<String>> byPolicy = new TreeMap<>();
    for (Attribution.Credit credit : credits) {
      byPolicy
          .computeIfAbsent(credit.scope().policy(), policy -> new ArrayList<>())
          .add(credit.toString().replace(credit.scope().policy().toString(), "any policy"));
    }
    byPolicy.values().forEach(rows -> rows.sort(null));
    assertThat(byPolicy).hasSize(4);
    assertThat(new HashSet<>(byPolicy.values())).hasSize(1);
  }

  @Test
  void months_and_regions_add_up_to_the_whole_where_a_journey_is_credited_by_itself(
      SparkSession spark) {
    List<Attribution.Credit> credits = credit(random(3, 25).on(spark), 0);

    Map<String, Double> whole = sums(credits, "all", "all");
    assertThat(whole).isNotEmpty();
    assertEqualSums(sums(credits, "month", "all"), whole);
    assertEqualSums(sums(credits, "all", "region"), whole);
  }

  /**
   * Conversions and revenue by policy, model, channel and campaign over all scopes of a sort:
   * "month" stands for each of them, "all" for the whole.
   */
  private static Map<String, Double> sums(
      List<Attribution.Credit> credits, String period, String region) {
    Map<String, Double> sums = new TreeMap<>();
    for (Attribution.Credit credit : credits) {
      Attribution.Scope scope = credit.scope();
      boolean wanted =
          scope.period().equals(Attribution.ALL) == period.equals("all")
              && scope.region().equals(Attribution.ALL) == region.equals("all");
      if (wanted && RULE_BASED.contains(credit.model())) {
        String key =
            "%s %s %s %s"
                .formatted(scope.policy(), credit.model(), credit.channel(), credit.campaign());
        sums.merge(key + " conversions", credit.conversions(), Double::sum);
        sums.merge(key + " revenue", credit.value(), Double::sum);
      }
    }
    sums.values().removeIf(sum -> sum == 0);
    return sums;
  }

  private static void assertEqualSums(Map<String, Double> parts, Map<String, Double> whole) {
    assertThat(parts.keySet()).isEqualTo(whole.keySet());
    whole.forEach((key, sum) -> assertThat(parts.get(key)).as(key).isCloseTo(sum, within(1e-6)));
  }

  @Test
  void every_order_is_credited_once_under_every_model_and_policy(SparkSession spark) {
    Dataset<Row> journeys = random(4, 40).on(spark);
    long orders = journeys.where("conversion_id IS NOT NULL").count();
    double revenue = journeys.agg(sum("value").cast("double")).first().getDouble(0);

    Map<String, double[]> totals = new TreeMap<>();
    for (Attribution.Credit row : credit(journeys, 0)) {
      if (row.scope().period().equals(Attribution.ALL)
          && row.scope().region().equals(Attribution.ALL)
          && row.campaign() == AttributionCredit.ALL_CAMPAIGNS) {
        double[] total =
            totals.computeIfAbsent(row.scope().policy() + " " + row.model(), key -> new double[2]);
        total[0] += row.conversions();
        total[1] += row.value();
      }
    }

    assertThat(totals).hasSize(4 * AttributionModels.ids().size());
    totals.forEach(
        (key, total) -> {
          assertThat(total[0]).as(key).isCloseTo(orders, within(1e-6));
          assertThat(total[1]).as(key).isCloseTo(revenue, within(1e-3));
        });
  }

  @Test
  void campaigns_share_the_credit_of_their_channel(SparkSession spark) {
    Dataset<Row> journeys =
        journeys()
            .row(
                1,
                1,
                7,
                day(7),
                "90.50",
                "NL",
                List.of(Rows.dayMicros(1), Rows.dayMicros(2), Rows.dayMicros(3)),
                List.of(0, 0, 2),
                List.of((long) SPRING, 0L, (long) AUTUMN))
            .on(spark);

    Map<String, Double> linear = new TreeMap<>();
    for (Attribution.Credit credit : credit(journeys, 0)) {
      if (credit
              .scope()
              .equals(new Attribution.Scope(RefusedTouchPolicy.DROP_TOUCH, "2026-03", "all"))
          && credit.model().equals("linear")
          && credit.channel() >= 0) {
        String campaign =
            credit.campaign() == AttributionCredit.ALL_CAMPAIGNS
                ? "all"
                : campaigns.name(credit.campaign());
        linear.put(credit.channel() + " " + campaign, credit.conversions());
        assertThat(credit.value()).isCloseTo(90.5 * credit.conversions(), within(1e-9));
      }
    }

    assertThat(linear.keySet())
        .containsExactly("0 (none)", "0 all", "0 spring", "2 all", "2 autumn");
    assertThat(linear.get("0 all")).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(linear.get("0 (none)")).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(linear.get("0 spring")).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(linear.get("2 all")).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(linear.get("2 autumn")).isCloseTo(1 / 3.0, within(1e-12));
  }

  @Test
  void credit_of_touches_names_what_the_policy_lets_be_seen(SparkSession spark) {
    Dataset<Row> journeys =
        journeys()
            .row(
                1,
                1,
                7,
                day(7),
                100,
                "NL",
                List.of(Rows.dayMicros(1), Rows.dayMicros(2), Rows.dayMicros(3)),
                List.of(0, Gate.REFUSED_CHANNEL, 2),
                List.of((long) SPRING, 0L, 0L))
            .row(2, 1, null, day(31), 0, null, List.of(Rows.dayMicros(1)), List.of(1), List.of(0L))
            .on(spark);

    Dataset<Row> credits =
        TouchCredits.of(
            permitted(journeys),
            Rows.CONTROLLER,
            campaigns,
            RefusedTouchPolicy.DROP_TOUCH,
            AttributionModels.with(ModelParameters.defaults())
                .findAll(List.of("linear", "first-touch"))
                .stream()
                .flatMap(model -> model.perJourney().stream())
                .toList());

    assertThat(
            Rows.texts(
                credits,
                "model",
                "touch_number",
                "touch_at",
                "channel",
                "campaign_id",
                "share",
                "revenue",
                "subject_id",
                "journey_number",
                "conversion_id"))
        .containsExactly(
            "first-touch 1 2026-03-02 00:00:00.0 0 501 1.0 100.0 1 1 7",
            "first-touch 2 2026-03-04 00:00:00.0 2 0 0.0 0.0 1 1 7",
            "linear 1 2026-03-02 00:00:00.0 0 501 0.5 50.0 1 1 7",
            "linear 2 2026-03-04 00:00:00.0 2 0 0.5 50.0 1 1 7");
  }

  @Test
  void credit_of_touches_adds_up_to_the_credit_of_channels(SparkSession spark) {
    Dataset<Row> journeys = random(5, 25).on(spark);
    Map<String, Double> ofChannels = new TreeMap<>();
    for (Attribution.Credit row : credit(journeys, 0)) {
      if (row.scope().equals(new Attribution.Scope(RefusedTouchPolicy.OPAQUE_STATE, "all", "all"))
          && row.campaign() == AttributionCredit.ALL_CAMPAIGNS
          && row.model().equals("time-decay")
          && row.channel() != Bucket.NO_TOUCH_SEEN.code()) {
        ofChannels.put(Integer.toString(row.channel()), row.conversions());
      }
    }

    Dataset<Row> touches =
        TouchCredits.of(
            permitted(journeys),
            Rows.CONTROLLER,
            campaigns,
            RefusedTouchPolicy.OPAQUE_STATE,
            AttributionModels.with(ModelParameters.defaults())
                .find("time-decay")
                .perJourney()
                .stream()
                .toList());

    Map<String, Double> ofTouches = new TreeMap<>();
    touches
        .groupBy("channel")
        .sum("share")
        .collectAsList()
        .forEach(row -> ofTouches.put(Integer.toString(row.getInt(0)), row.getDouble(1)));
    assertThat(ofTouches.keySet()).isEqualTo(ofChannels.keySet());
    ofTouches.forEach(
        (channel, sum) ->
            assertThat(sum).as(channel).isCloseTo(ofChannels.get(channel), within(1e-9)));
  }
}
