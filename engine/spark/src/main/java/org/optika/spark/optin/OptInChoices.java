package org.optika.spark.optin;

import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.optika.core.Clocks;
import org.optika.core.optin.NoticeContext;
import org.optika.core.optin.OptInFact;
import org.optika.core.optin.OptInMetrics;
import org.optika.core.optin.Proportion;
import org.optika.core.optin.Showing;
import org.optika.core.optin.ShowingMetric;
import org.optika.spark.table.FlatIterator;
import org.optika.spark.table.SubjectGroups;

/**
 * consent_event -> one row for each showing of a notice and each purpose: what metric opt-in-rate
 * counts of it. All rows of a subject lie in one partition, one after another.
 */
public final class OptInChoices {
  private static final ShowingMetric METRIC = (ShowingMetric) OptInMetrics.find("opt-in-rate");

  private static final StructType CHOICE =
      new StructType()
          .add("subject_id", LongType)
          .add("at", LongType)
          .add("purpose", StringType)
          .add("collection_channel", StringType)
          .add("device_class", StringType)
          .add("jurisdiction", StringType)
          .add("region", StringType)
          .add("opted_in", LongType)
          .add("asked", LongType);

  private OptInChoices() {}

  /**
   * @param events rows of {@link org.optika.spark.table.Tables#CONSENT_EVENT}
   * @return {@code subject_id, at} (microseconds), dimensions, and {@code opted_in} of {@code
   *     asked}, 0 or 1 each
   */
  public static Dataset<Row> of(
      Dataset<Row> events, String controller, List<String> purposes, Clocks clocks) {
    return events
        .sparkSession()
        .createDataFrame(
            OptInFacts.bySubject(events, controller, purposes, clocks)
                .toJavaRDD()
                .mapPartitions(
                    rows -> new FlatIterator<>(new SubjectGroups(rows, 0), OptInChoices::choices)),
            CHOICE);
  }

  private static List<Row> choices(List<Row> subject) {
    List<Row> choices = new ArrayList<>();
    OptInFacts.of(subject)
        .forEach(
            (purpose, facts) -> {
              for (OptInFact fact : facts) {
                if (fact instanceof Showing showing) {
                  choices.add(choice(subject.get(0).getLong(0), purpose, showing));
                }
              }
            });
    return choices;
  }

  private static Row choice(long subject, String purpose, Showing showing) {
    NoticeContext context = showing.context();
    Proportion counted = METRIC.of(showing.counts());
    return RowFactory.create(
        subject,
        showing.timeMicros(),
        purpose,
        orNull(context.collectionChannel()),
        orNull(context.deviceClass()),
        orNull(context.jurisdiction()),
        orNull(context.region()),
        counted.numerator(),
        counted.denominator());
  }

  private static String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
