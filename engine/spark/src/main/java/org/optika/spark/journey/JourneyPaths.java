package org.optika.spark.journey;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.optika.spark.gate.ActivityCursor;
import org.optika.spark.gate.ChangeCursor;
import org.optika.spark.gate.ChangedSubjects;
import org.optika.spark.gate.PermittedActivity;
import org.optika.spark.gate.PermittedSubjects;
import org.optika.spark.table.InternalRows;

/**
 * Permitted activity -> distinct paths of journeys that ended with a conversion. Each partition
 * counts its own paths, and only distinct ones travel. Counts are additive: what a change of some
 * subjects does to them is what these subjects add now less what they added before.
 *
 * <p>The parts that the methods give out have the columns {@code policy}, {@code path} (channels,
 * oldest first), {@code conversions}, {@code value} (ten-thousandths of the reporting currency),
 * and, in rows of their own with nothing else, {@code robot}: the pseudonym of a subject that is no
 * person.
 */
public final class JourneyPaths {
  private static final StructType PART =
      new StructType()
          .add("policy", StringType)
          .add("path", StringType)
          .add("conversions", LongType)
          .add("value", LongType)
          .add("robot", LongType);

  private JourneyPaths() {}

  /**
   * All paths of all subjects.
   *
   * @param subjects where robots are to be found: all of them, not only those who converted
   */
  public static Dataset<Row> count(PermittedSubjects subjects, PathRules rules) {
    long asOfMicros = subjects.clocks().asOfMicros();
    return InternalRows.frame(
        subjects.spark(),
        subjects.map(
            cursor -> {
              ConvertingPaths paths = new ConvertingPaths(rules);
              count(cursor, paths, paths.journeys(asOfMicros));
              return paths.rows();
            }),
        PART);
  }

  private static void count(
      ActivityCursor subjects, ConvertingPaths paths, SubjectJourneys journeys) {
    while (subjects.next()) {
      PermittedActivity activity = subjects.activity();
      boolean person =
          activity.conversions() == 0
              ? paths.isPerson(activity)
              : journeys.build(activity, journey -> paths.add(journey, journeys));
      if (!person) {
        paths.addRobot(activity.subject());
      }
    }
  }

  /** What the subjects that have changed add to the paths of the earlier run; may be negative. */
  public static Dataset<Row> changes(ChangedSubjects subjects, PathRules rules) {
    long asOfBefore = subjects.before().asOfMicros();
    long asOfAfter = subjects.after().asOfMicros();
    return InternalRows.frame(
        subjects.spark(),
        subjects.map(
            cursor -> {
              ConvertingPaths paths = new ConvertingPaths(rules);
              changes(cursor, paths, paths.journeys(asOfBefore), paths.journeys(asOfAfter));
              return paths.rows();
            }),
        PART);
  }

  private static void changes(
      ChangeCursor subjects, ConvertingPaths paths, SubjectJourneys before, SubjectJourneys after) {
    while (subjects.next()) {
      long from = subjects.from();
      before.build(
          subjects.before(),
          journey -> {
            if (journey.endMicros() >= from) {
              paths.subtract(journey, before);
            }
          });
      after.build(
          subjects.after(),
          journey -> {
            if (journey.endMicros() >= from) {
              paths.add(journey, after);
            }
          });
      if (subjects.becameRobot()) {
        paths.addRobot(subjects.subject());
      }
    }
  }

  /** The sums of parts by policy and path; what comes to nothing is left out. */
  public static Dataset<Row> sums(Dataset<Row> parts) {
    return parts
        .where(col("path").isNotNull())
        .groupBy("policy", "path")
        .agg(sum("conversions").as("conversions"), sum("value").as("value"))
        .where(col("conversions").notEqual(0));
  }

  /** The robots among parts: {@code subject_id}. */
  public static Dataset<Row> robots(Dataset<Row> parts) {
    return parts.where(col("robot").isNotNull()).select(col("robot").as("subject_id"));
  }
}
