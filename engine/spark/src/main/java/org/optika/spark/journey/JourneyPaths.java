package org.optika.spark.journey;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.optika.core.journey.Bucket;
import org.optika.core.journey.JourneyRules;
import org.optika.core.journey.PathCounts;
import org.optika.core.journey.PathOutcome;
import org.optika.core.journey.RefusedTouchPolicy;
import org.optika.core.journey.Touches;
import org.optika.core.journey.VisiblePath;
import org.optika.spark.gate.ActivityCursor;
import org.optika.spark.gate.PermittedActivity;
import org.optika.spark.gate.PermittedSubjects;
import org.optika.spark.table.Campaigns;
import org.optika.spark.table.InternalRows;

/**
 * Permitted activity -> distinct paths with what came of them. Each partition counts its own paths,
 * and only distinct ones travel.
 */
public final class JourneyPaths {
  private static final String ARROW = " > ";

  private static final StructType PATH =
      new StructType()
          .add("path", StringType)
          .add("conversions", LongType)
          .add("value", LongType)
          .add("nulls", LongType);

  private JourneyPaths() {}

  /**
   * Paths of journeys that ended with a conversion: columns {@code path} (channels, oldest first),
   * {@code conversions}, {@code value} (ten-thousandths of the reporting currency), {@code nulls}
   * (always 0).
   *
   * @param channelNames by code
   */
  public static Dataset<Row> converting(
      PermittedSubjects subjects,
      JourneyRules rules,
      RefusedTouchPolicy policy,
      List<String> channelNames) {
    List<String> names = new ArrayList<>(channelNames);
    long asOfMicros = subjects.clocks().asOfMicros();
    JavaRDD<InternalRow> counted =
        subjects.map(
            cursor -> {
              PathCounts counts = new PathCounts();
              SubjectJourneys journeys = new SubjectJourneys(rules, asOfMicros, Campaigns.none());
              countConverting(cursor, journeys, policy, counts);
              return rows(counts, names);
            });
    return InternalRows.frame(subjects.spark(), counted, PATH)
        .groupBy("path")
        .agg(
            sum("conversions").as("conversions"),
            sum("value").as("value"),
            sum("nulls").as("nulls"))
        .select(col("path"), col("conversions"), col("value"), col("nulls"));
  }

  private static void countConverting(
      ActivityCursor subjects,
      SubjectJourneys journeys,
      RefusedTouchPolicy policy,
      PathCounts counts) {
    VisiblePath path = new VisiblePath();
    while (subjects.next()) {
      PermittedActivity activity = subjects.activity();
      if (activity.conversions() == 0) {
        continue;
      }
      journeys.build(
          activity,
          journey -> {
            if (journey.converted()) {
              policy.apply(journey, path);
              if (path.outcome() == PathOutcome.MODELLED) {
                counts.addConverted(path, journeys.value(journey));
              }
            }
          });
    }
  }

  private static Iterator<InternalRow> rows(PathCounts counts, List<String> names) {
    List<InternalRow> rows = new ArrayList<>(counts.size());
    StringBuilder text = new StringBuilder();
    counts.forEach(
        (channels, conversions, value, nulls) -> {
          text.setLength(0);
          for (int channel : channels) {
            text.append(text.isEmpty() ? "" : ARROW).append(name(channel, names));
          }
          rows.add(
              new GenericInternalRow(
                  new Object[] {
                    UTF8String.fromString(text.toString()), conversions, value, nulls
                  }));
        });
    return rows.iterator();
  }

  private static String name(int channel, List<String> names) {
    return channel == Touches.REFUSED ? Bucket.TOUCHES_REFUSED.label() : names.get(channel);
  }
}
