package org.optika.spark.attribution;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.unix_micros;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.optika.core.attribution.AttributionCredit;
import org.optika.core.attribution.AttributionTally;
import org.optika.core.attribution.Bootstrap;
import org.optika.core.attribution.BootstrapWeights;
import org.optika.core.attribution.Interval;
import org.optika.core.attribution.TallySpec;
import org.optika.core.journey.Journey;
import org.optika.core.journey.RefusedTouchPolicy;
import org.optika.core.journey.Touches;
import org.optika.core.journey.VisiblePath;
import org.optika.spark.gate.Gate;
import org.optika.spark.gate.Permitted;
import org.optika.spark.table.Campaigns;
import org.optika.spark.table.InternalRows;
import scala.Tuple2;

/**
 * Permitted journeys -> credit. One pass: each partition tallies its journeys for every policy and
 * scope, tallies are merged by scope, and only credit leaves.
 */
public final class Attribution {
  private Attribution() {}

  /** In place of a period or region: all of them. */
  public static final String ALL = "all";

  /**
   * Which journeys a tally holds.
   *
   * @param period month of the journey's end, YYYY-MM, or {@link #ALL}
   * @param region region, or {@link #ALL}
   */
  public record Scope(RefusedTouchPolicy policy, String period, String region)
      implements java.io.Serializable {

    /** The same in every JVM, which the hash of an enum constant is not: tallies meet by it. */
    @Override
    public int hashCode() {
      return Objects.hash(policy.id(), period, region);
    }
  }

  /**
   * Credit of a scope: an {@link AttributionCredit} in a form that travels.
   *
   * @param conversionsInterval low and high, or nothing
   * @param valueInterval as {@code conversionsInterval}
   */
  public record Credit(
      Scope scope,
      String model,
      int channel,
      int campaign,
      double conversions,
      double value,
      List<Double> conversionsInterval,
      List<Double> valueInterval)
      implements java.io.Serializable {

    static Credit of(Scope scope, AttributionCredit credit) {
      return new Credit(
          scope,
          credit.model(),
          credit.channel(),
          credit.campaign(),
          credit.conversions(),
          credit.value(),
          ends(credit.conversionsInterval()),
          ends(credit.valueInterval()));
    }

    private static List<Double> ends(Optional<Interval> interval) {
      return interval.map(found -> List.of(found.low(), found.high())).orElseGet(List::of);
    }
  }

  /**
   * @param journeys what {@link Gate#stored} gave for table journey
   * @param specs what to tally under each policy: for everything, and for each month and region
   * @return credit by scope, in no particular order; as many rows as will be published
   */
  public static List<Credit> of(Permitted journeys, Campaigns campaigns, List<ScopeSpecs> specs) {
    JavaPairRDD<Scope, AttributionTally> tallies =
        InternalRows.of(columns(journeys.rows()))
            .mapPartitionsToPair(rows -> tally(rows, campaigns, specs))
            .reduceByKey(
                (one, other) -> {
                  one.merge(other);
                  return one;
                });
    return tallies
        .flatMap(
            tally -> {
              List<Credit> credits = new ArrayList<>();
              tally._2().results().forEach(credit -> credits.add(Credit.of(tally._1(), credit)));
              return credits.iterator();
            })
        .collect();
  }

  /**
   * What one policy is asked for.
   *
   * @param whole for all journeys together
   * @param parts for each month and each region
   */
  public record ScopeSpecs(TallySpec whole, TallySpec parts) implements java.io.Serializable {}

  private static Dataset<Row> columns(Dataset<Row> journeys) {
    return journeys.select(
        col("subject_id"),
        col("conversion_id"),
        unix_micros(col("ended_at")),
        col("value").multiply(Gate.MONEY_SCALE).cast("bigint"),
        date_format(col("ended_at"), "yyyy-MM"),
        col("region"),
        col("touch_at"),
        col("touch_channel"),
        col("touch_campaign"));
  }

  private static Iterator<Tuple2<Scope, AttributionTally>> tally(
      Iterator<InternalRow> rows, Campaigns campaigns, List<ScopeSpecs> specs) {
    Map<Scope, AttributionTally> tallies = new HashMap<>();
    Touches touches = new Touches();
    VisiblePath path = new VisiblePath();
    Map<Bootstrap, BootstrapWeights> draws = new HashMap<>();
    for (ScopeSpecs spec : specs) {
      draws.computeIfAbsent(spec.whole().bootstrap(), BootstrapWeights::new);
      draws.computeIfAbsent(spec.parts().bootstrap(), BootstrapWeights::new);
    }
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      long subject = row.getLong(0);
      Journey journey = JourneyRows.read(row, touches, campaigns);
      double value = row.getLong(3) / (double) Gate.MONEY_SCALE;
      String month = row.getUTF8String(4).toString();
      String region = row.isNullAt(5) ? "unknown" : row.getUTF8String(5).toString();
      draws.values().forEach(weights -> weights.load(subject));
      for (ScopeSpecs spec : specs) {
        RefusedTouchPolicy policy = spec.whole().policy();
        policy.apply(journey, path);
        add(tallies, new Scope(policy, ALL, ALL), spec.whole(), draws, path, value);
        add(tallies, new Scope(policy, month, ALL), spec.parts(), draws, path, value);
        add(tallies, new Scope(policy, ALL, region), spec.parts(), draws, path, value);
      }
    }
    return tallies.entrySet().stream()
        .map(entry -> new Tuple2<>(entry.getKey(), entry.getValue()))
        .iterator();
  }

  private static void add(
      Map<Scope, AttributionTally> tallies,
      Scope scope,
      TallySpec spec,
      Map<Bootstrap, BootstrapWeights> draws,
      VisiblePath path,
      double value) {
    tallies
        .computeIfAbsent(scope, absent -> new AttributionTally(spec))
        .add(draws.get(spec.bootstrap()), path, value);
  }
}
