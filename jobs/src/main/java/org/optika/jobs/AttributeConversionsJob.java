package org.optika.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.sum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.optika.core.attribution.AttributionCredit;
import org.optika.core.attribution.AttributionModel;
import org.optika.core.attribution.AttributionModels;
import org.optika.core.attribution.Bootstrap;
import org.optika.core.attribution.Interval;
import org.optika.core.attribution.ModelParameters;
import org.optika.core.attribution.TallySpec;
import org.optika.core.journey.Bucket;
import org.optika.core.journey.RefusedTouchPolicy;
import org.optika.jobs.config.EngineConfig;
import org.optika.spark.attribution.Attribution;
import org.optika.spark.attribution.TouchCredits;
import org.optika.spark.gate.Permitted;
import org.optika.spark.table.Campaigns;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Table;
import org.optika.spark.table.Tables;

/** journey, channel_cost -> attribution_credit, touch_credit, channel_performance. */
public final class AttributeConversionsJob implements Job {
  private static final String DIRECT = "direct";

  /** Usage: {@code --config conf/optika.yaml [--as-of T] [--known-at T]}. */
  public static void main(String[] arguments) {
    CommandLineMain.runJob(new AttributeConversionsJob(), arguments);
  }

  @Override
  public String name() {
    return "attribute-conversions";
  }

  @Override
  public String summary() {
    return "credit channels and campaigns under every model and policy, with intervals and cost";
  }

  @Override
  public List<Table> writes() {
    return List.of(Tables.ATTRIBUTION_CREDIT, Tables.TOUCH_CREDIT, Tables.CHANNEL_PERFORMANCE);
  }

  /** A marketing channel of the dictionary. */
  private record Channel(String name, String stage) {}

  @Override
  public void run(RunContext context) {
    Lake lake = context.lake();
    EngineConfig.Attribution settings = context.config().attribution();
    Map<Integer, Channel> channels = channels(lake);
    Campaigns campaigns = Campaigns.of(lake);
    List<AttributionModel> models = models(settings, channels);
    Permitted journeys = context.gate().stored(Tables.JOURNEY);

    Map<CostKey, Double> costs = costs(lake);
    List<Attribution.Credit> credits =
        Attribution.of(journeys, campaigns, specs(settings, models, channels));
    List<Row> rows =
        credits.stream().map(credit -> row(credit, channels, campaigns, costs)).toList();
    lake.replace(
        Tables.ATTRIBUTION_CREDIT, context.stamped(context.rows(Tables.ATTRIBUTION_CREDIT, rows)));
    lake.replace(
        Tables.TOUCH_CREDIT,
        context.stamped(
            TouchCredits.of(
                journeys,
                context.config().controller(),
                campaigns,
                RefusedTouchPolicy.find(settings.defaultPolicy()),
                models.stream().flatMap(model -> model.perJourney().stream()).toList())));
  }

  private static Map<Integer, Channel> channels(Lake lake) {
    Map<Integer, Channel> channels = new TreeMap<>();
    for (Row row : lake.read(Tables.CHANNEL).select("channel", "name", "stage").collectAsList()) {
      channels.put(row.getInt(0), new Channel(row.getString(1), row.getString(2)));
    }
    return channels;
  }

  private static List<AttributionModel> models(
      EngineConfig.Attribution settings, Map<Integer, Channel> channels) {
    Set<Integer> direct =
        channels.entrySet().stream()
            .filter(channel -> channel.getValue().name().equals(DIRECT))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    return AttributionModels.with(
            new ModelParameters(
                direct,
                settings.positionFirst(),
                settings.positionLast(),
                Duration.ofSeconds(Math.round(settings.halfLifeDays() * 86_400)),
                1))
        .findAll(settings.models());
  }

  /** Intervals cost replicas times models: they are made for the default policy. */
  private static List<Attribution.ScopeSpecs> specs(
      EngineConfig.Attribution settings,
      List<AttributionModel> models,
      Map<Integer, Channel> channels) {
    int channelCount = channels.keySet().stream().mapToInt(code -> code + 1).max().orElse(0);
    List<Attribution.ScopeSpecs> specs = new ArrayList<>();
    for (String id : settings.policies()) {
      RefusedTouchPolicy policy = RefusedTouchPolicy.find(id);
      Bootstrap bootstrap =
          id.equals(settings.defaultPolicy())
              ? new Bootstrap(settings.bootstrapSeed(), settings.bootstrapReplicas())
              : Bootstrap.none();
      specs.add(
          new Attribution.ScopeSpecs(
              new TallySpec(policy, models, channelCount, bootstrap),
              new TallySpec(policy, models, channelCount, Bootstrap.none())));
    }
    return specs;
  }

  /** Cost by period, channel and campaign; "all" adds up. */
  private record CostKey(String period, int channel, long campaign) {}

  private static final long ALL_CAMPAIGNS = -1;

  private static Map<CostKey, Double> costs(Lake lake) {
    Map<CostKey, Double> costs = new HashMap<>();
    List<Row> rows =
        lake.read(Tables.CHANNEL_COST)
            .groupBy(
                date_format(col("cost_date"), "yyyy-MM").as("period"),
                col("channel"),
                col("campaign_id"))
            .agg(sum("cost").cast("double").as("cost"))
            .collectAsList();
    for (Row row : rows) {
      for (String period : List.of(row.getString(0), Attribution.ALL)) {
        for (long campaign : new long[] {row.getLong(2), ALL_CAMPAIGNS}) {
          costs.merge(new CostKey(period, row.getInt(1), campaign), row.getDouble(3), Double::sum);
        }
      }
    }
    return costs;
  }

  private static Row row(
      Attribution.Credit row,
      Map<Integer, Channel> channels,
      Campaigns campaigns,
      Map<CostKey, Double> costs) {
    AttributionCredit credit = row.credit();
    boolean bucket = credit.channel() < 0;
    boolean allCampaigns = credit.campaign() == AttributionCredit.ALL_CAMPAIGNS;
    Double cost = null;
    if (!bucket && row.scope().region().equals(Attribution.ALL)) {
      long campaign = allCampaigns ? ALL_CAMPAIGNS : campaigns.id(credit.campaign());
      cost = costs.get(new CostKey(row.scope().period(), credit.channel(), campaign));
    }
    return RowFactory.create(
        credit.model(),
        row.scope().policy().id(),
        row.scope().period(),
        row.scope().region(),
        bucket ? bucketName(credit.channel()) : channels.get(credit.channel()).name(),
        allCampaigns ? Attribution.ALL : campaigns.name(credit.campaign()),
        bucket ? "-" : channels.get(credit.channel()).stage(),
        credit.conversions(),
        low(credit.conversionsInterval()),
        high(credit.conversionsInterval()),
        credit.value(),
        low(credit.valueInterval()),
        high(credit.valueInterval()),
        cost,
        ratio(cost, credit.conversions()),
        cost == null ? null : ratio(credit.value(), cost));
  }

  private static String bucketName(int code) {
    return code == Bucket.TOUCHES_REFUSED.code()
        ? Bucket.TOUCHES_REFUSED.label()
        : Bucket.NO_TOUCH_SEEN.label();
  }

  private static Double low(Optional<Interval> interval) {
    return interval.map(Interval::low).orElse(null);
  }

  private static Double high(Optional<Interval> interval) {
    return interval.map(Interval::high).orElse(null);
  }

  private static Double ratio(Double numerator, double denominator) {
    return numerator == null || denominator == 0 ? null : numerator / denominator;
  }
}
