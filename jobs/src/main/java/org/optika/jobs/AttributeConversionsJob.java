package org.optika.jobs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.optika.core.attribution.AttributionCredit;
import org.optika.core.attribution.AttributionModel;
import org.optika.core.attribution.AttributionModels;
import org.optika.core.attribution.Bootstrap;
import org.optika.core.attribution.ModelParameters;
import org.optika.core.attribution.TallySpec;
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

  @Override
  public void run(RunContext context) {
    Lake lake = context.lake();
    EngineConfig.Attribution settings = context.config().attribution();
    MarketingChannels channels = MarketingChannels.of(lake);
    Campaigns campaigns = Campaigns.of(lake);
    List<AttributionModel> models = models(settings, channels);
    Permitted journeys = context.stored(Tables.JOURNEY);

    List<Attribution.Credit> credits =
        Attribution.of(journeys, campaigns, specs(settings, models, channels));
    CreditRows rows = new CreditRows(channels, campaigns, lake);
    lake.replace(
        Tables.ATTRIBUTION_CREDIT,
        context.stamped(
            context.rows(Tables.ATTRIBUTION_CREDIT, credits.stream().map(rows::credit).toList())));
    lake.replace(
        Tables.TOUCH_CREDIT,
        context.stamped(
            TouchCredits.of(
                journeys,
                context.config().controller(),
                campaigns,
                RefusedTouchPolicy.find(settings.defaultPolicy()),
                models.stream().flatMap(model -> model.perJourney().stream()).toList())));
    List<Attribution.Credit> published =
        credits.stream()
            .filter(credit -> isDefault(credit, settings))
            .filter(credit -> credit.channel() >= 0)
            .toList();
    lake.replace(
        Tables.CHANNEL_PERFORMANCE,
        context.stamped(
            context.rows(
                Tables.CHANNEL_PERFORMANCE,
                rows.performance(
                    published, lake.read(Tables.COVERAGE).where(context.sameClocks())))));
  }

  /** A whole channel over all periods and regions, under the default model and policy. */
  private static boolean isDefault(Attribution.Credit credit, EngineConfig.Attribution settings) {
    return credit.scope().policy().id().equals(settings.defaultPolicy())
        && credit.scope().period().equals(Attribution.ALL)
        && credit.scope().region().equals(Attribution.ALL)
        && credit.model().equals(settings.defaultModel())
        && credit.campaign() == AttributionCredit.ALL_CAMPAIGNS;
  }

  private static List<AttributionModel> models(
      EngineConfig.Attribution settings, MarketingChannels channels) {
    return AttributionModels.with(
            new ModelParameters(
                channels.codes(DIRECT),
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
      MarketingChannels channels) {
    int channelCount = channels.codeCount();
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
}
