package org.optika.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.sum;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.optika.core.attribution.AttributionCredit;
import org.optika.spark.attribution.Attribution;
import org.optika.spark.table.Campaigns;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Tables;

/** Credit with names and cost, as rows of the attribution tables. */
final class CreditRows {
  private static final long ALL_CAMPAIGNS = -1;

  /** Months and campaigns add up to {@link Attribution#ALL} and {@link #ALL_CAMPAIGNS}. */
  private record CostKey(String period, int channel, long campaign) {}

  private final MarketingChannels channels;
  private final Campaigns campaigns;
  private final Map<CostKey, Double> costs = new HashMap<>();

  CreditRows(MarketingChannels channels, Campaigns campaigns, Lake lake) {
    this.channels = channels;
    this.campaigns = campaigns;
    List<Row> spent =
        lake.read(Tables.CHANNEL_COST)
            .groupBy(
                date_format(col("cost_date"), "yyyy-MM").as("period"),
                col("channel"),
                col("campaign_id"))
            .agg(sum("cost").cast("double").as("cost"))
            .collectAsList();
    for (Row row : spent) {
      for (String period : List.of(row.getString(0), Attribution.ALL)) {
        for (long campaign : new long[] {row.getLong(2), ALL_CAMPAIGNS}) {
          costs.merge(new CostKey(period, row.getInt(1), campaign), row.getDouble(3), Double::sum);
        }
      }
    }
  }

  /** A row of {@link Tables#ATTRIBUTION_CREDIT} without clocks and run. */
  Row credit(Attribution.Credit credit) {
    boolean whole = credit.campaign() == AttributionCredit.ALL_CAMPAIGNS;
    Double cost = cost(credit);
    return RowFactory.create(
        credit.model(),
        credit.scope().policy().id(),
        credit.scope().period(),
        credit.scope().region(),
        channels.name(credit.channel()),
        whole ? Attribution.ALL : campaigns.name(credit.campaign()),
        channels.stage(credit.channel()),
        credit.conversions(),
        low(credit.conversionsInterval()),
        high(credit.conversionsInterval()),
        credit.value(),
        low(credit.valueInterval()),
        high(credit.valueInterval()),
        cost,
        cost == null ? null : ratio(cost, credit.conversions()),
        cost == null ? null : ratio(credit.value(), cost));
  }

  /**
   * Rows of {@link Tables#CHANNEL_PERFORMANCE} without clocks and run.
   *
   * @param credits whole channels over all periods and regions
   * @param coverage rows of {@link Tables#COVERAGE} of the run
   */
  List<Row> performance(List<Attribution.Credit> credits, Dataset<Row> coverage) {
    Map<List<String>, Long> contacts = new HashMap<>();
    coverage
        .where(col("segment").equalTo("channel"))
        .select("segment_value", "verdict", "touchpoints")
        .collectAsList()
        .forEach(row -> contacts.put(List.of(row.getString(0), row.getString(1)), row.getLong(2)));
    return credits.stream().map(credit -> performance(credit, contacts)).toList();
  }

  private Row performance(Attribution.Credit credit, Map<List<String>, Long> contacts) {
    String channel = channels.name(credit.channel());
    Double cost = cost(credit);
    return RowFactory.create(
        channel,
        channels.stage(credit.channel()),
        contacts.getOrDefault(List.of(channel, "admitted"), 0L),
        contacts.getOrDefault(List.of(channel, "refused"), 0L),
        credit.conversions(),
        credit.value(),
        cost,
        cost == null ? null : ratio(cost, credit.conversions()),
        cost == null ? null : ratio(credit.value(), cost));
  }

  /** Null for a bucket, for a region (cost is not known by region) and where nothing was spent. */
  private Double cost(Attribution.Credit credit) {
    if (credit.channel() < 0 || !credit.scope().region().equals(Attribution.ALL)) {
      return null;
    }
    long campaign =
        credit.campaign() == AttributionCredit.ALL_CAMPAIGNS
            ? ALL_CAMPAIGNS
            : campaigns.id(credit.campaign());
    return costs.get(new CostKey(credit.scope().period(), credit.channel(), campaign));
  }

  private static Double low(List<Double> interval) {
    return interval.isEmpty() ? null : interval.get(0);
  }

  private static Double high(List<Double> interval) {
    return interval.isEmpty() ? null : interval.get(1);
  }

  private static Double ratio(double numerator, double denominator) {
    return denominator == 0 ? null : numerator / denominator;
  }
}
