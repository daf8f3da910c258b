package org.optika.spark.attribution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.optika.core.attribution.AttributionCredit;
import org.optika.core.attribution.AttributionTally;
import org.optika.core.attribution.Interval;
import org.optika.core.attribution.PolicyTallies;
import org.optika.core.attribution.SeenJourney;
import org.optika.core.attribution.TallySpec;
import org.optika.core.journey.Journey;
import org.optika.core.journey.RefusedTouchPolicy;
import org.optika.core.journey.Touches;
import org.optika.spark.gate.Gate;
import org.optika.spark.gate.Permitted;
import org.optika.spark.table.Campaigns;
import org.optika.spark.table.InternalRows;
import scala.Tuple2;

/**
 * Permitted journeys -> credit. One pass: each partition tallies its journeys for every scope, and
 * under every policy what the policies see differently; tallies are merged by scope, and only
 * credit leaves.
 */
public final class Attribution {
  private Attribution() {}

  /** In place of a period or region: all of them. */
  public static final String ALL = "all";

  /**
   * Which journeys a credit is of.
   *
   * @param period month of the journey's end, YYYY-MM, or {@link #ALL}
   * @param region region, or {@link #ALL}
   */
  public record Scope(RefusedTouchPolicy policy, String period, String region)
      implements java.io.Serializable {}

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
    List<TallySpec> whole = specs.stream().map(ScopeSpecs::whole).toList();
    List<TallySpec> parts = specs.stream().map(ScopeSpecs::parts).toList();
    JavaPairRDD<Tuple2<String, String>, PolicyTallies> tallies =
        InternalRows.of(journeys.rows().select(JourneyRows.columns()))
            .mapPartitionsToPair(rows -> tally(rows, campaigns, whole, parts))
            .reduceByKey(
                (one, other) -> {
                  one.merge(other);
                  return one;
                });
    return tallies.flatMap(tally -> credits(tally._1(), tally._2()).iterator()).collect();
  }

  private static List<Credit> credits(Tuple2<String, String> periodAndRegion, PolicyTallies of) {
    List<Credit> credits = new ArrayList<>();
    for (AttributionTally tally : of.byPolicy()) {
      Scope scope = new Scope(tally.spec().policy(), periodAndRegion._1(), periodAndRegion._2());
      tally.results().forEach(credit -> credits.add(Credit.of(scope, credit)));
    }
    return credits;
  }

  /**
   * What one policy is asked for.
   *
   * @param whole for all journeys together
   * @param parts for each month and each region
   */
  public record ScopeSpecs(TallySpec whole, TallySpec parts) implements java.io.Serializable {}

  /** Tallies by period and region. */
  private static Iterator<Tuple2<Tuple2<String, String>, PolicyTallies>> tally(
      Iterator<InternalRow> rows,
      Campaigns campaigns,
      List<TallySpec> whole,
      List<TallySpec> parts) {
    PolicyTallies all = new PolicyTallies(whole);
    Map<String, PolicyTallies> ofMonth = new HashMap<>();
    Map<String, PolicyTallies> ofRegion = new HashMap<>();
    Touches touches = new Touches();
    SeenJourney seen = new SeenJourney();
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      Journey journey = JourneyRows.read(row, touches, campaigns);
      seen.show(row.getLong(0), journey, row.getLong(3) / (double) Gate.MONEY_SCALE);
      String month = row.getUTF8String(4).toString();
      String region = row.isNullAt(5) ? "unknown" : row.getUTF8String(5).toString();
      all.add(seen);
      ofMonth.computeIfAbsent(month, absent -> new PolicyTallies(parts)).add(seen);
      ofRegion.computeIfAbsent(region, absent -> new PolicyTallies(parts)).add(seen);
    }
    List<Tuple2<Tuple2<String, String>, PolicyTallies>> tallies = new ArrayList<>();
    tallies.add(new Tuple2<>(new Tuple2<>(ALL, ALL), all));
    ofMonth.forEach((month, tally) -> tallies.add(new Tuple2<>(new Tuple2<>(month, ALL), tally)));
    ofRegion.forEach(
        (region, tally) -> tallies.add(new Tuple2<>(new Tuple2<>(ALL, region), tally)));
    return tallies.iterator();
  }
}
