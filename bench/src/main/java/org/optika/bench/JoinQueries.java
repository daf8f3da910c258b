package org.optika.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.Clocks;
import org.optika.core.gate.GateRule;
import org.optika.spark.gate.ActivityCursor;
import org.optika.spark.gate.GateFunctions;
import org.optika.spark.gate.GateQuestion;
import org.optika.spark.gate.PermittedActivity;
import org.optika.spark.gate.PermittedSubjects;

/**
 * The consent join in every way: what some purposes permit at the instant of each touchpoint. The
 * answer is a count for each purpose, and a sum in which purposes and instants are mixed.
 */
final class JoinQueries {
  private static final long DENIED = 0;
  private static final long LATE = Long.MAX_VALUE / 2;

  private JoinQueries() {}

  /** Each purpose by itself, asked at the time of the touchpoint only. */
  static GateQuestion question(int purposes) {
    List<GateRule> rules = new ArrayList<>();
    for (int purpose = 0; purpose < purposes; purpose++) {
      rules.add(
          new GateRule(new int[] {purpose}, new boolean[] {false}, new boolean[] {true}, DENIED));
    }
    return GateQuestion.ofOneController(rules, new Clocks(LATE, LATE));
  }

  static String count(PermittedSubjects subjects, int purposes) {
    long[] sums =
        subjects
            .map(cursor -> sums(cursor, purposes))
            .reduce(
                (one, other) -> {
                  for (int i = 0; i < one.length; i++) {
                    one[i] += other[i];
                  }
                  return one;
                });
    return Arrays.stream(sums).mapToObj(Long::toString).collect(Collectors.joining(" "));
  }

  private static Iterator<long[]> sums(ActivityCursor subjects, int purposes) {
    long[] rows = new long[1 << purposes];
    long mixed = 0;
    while (subjects.next()) {
      PermittedActivity activity = subjects.activity();
      int touch = 0;
      for (int stretch = 0; stretch < activity.stretches(); stretch++) {
        int end = activity.stretchEnd(stretch);
        long admitted = activity.stretchAdmitted(stretch);
        rows[(int) admitted] += end - touch;
        long instants = 0;
        for (; touch < end; touch++) {
          instants += activity.touchAt(touch) % 1000;
        }
        mixed += admitted * instants;
      }
    }
    long[] sums = new long[purposes + 1];
    for (int admitted = 0; admitted < rows.length; admitted++) {
      for (int purpose = 0; purpose < purposes; purpose++) {
        sums[purpose] += (admitted >> purpose & 1) * rows[admitted];
      }
    }
    sums[purposes] = mixed;
    return List.of(sums).iterator();
  }

  /** The gate's own plan in Spark SQL: a hash join by subject, then one call a row. */
  static String portable(Dataset<Row> touchpoints, Dataset<Row> permission, int purposes) {
    Dataset<Row> joined =
        touchpoints
            .join(
                permission.hint("shuffle_hash"),
                scala.jdk.javaapi.CollectionConverters.asScala(List.of("subject_id")).toSeq(),
                "left")
            .select(
                col("occurred_at"),
                GateFunctions.stateAt(col("`from`"), col("state"), col("occurred_at"), DENIED)
                    .as("word"));
    Column mask = lit(0L);
    List<Column> sums = new ArrayList<>();
    for (int purpose = 0; purpose < purposes; purpose++) {
      Column permitted =
          when(shiftrightunsigned(col("word"), 4 * purpose).bitwiseAND(lit(15L)).between(1, 4), 1L)
              .otherwise(0L);
      sums.add(sum(permitted));
      mask = mask.plus(permitted.multiply(lit(1L << purpose)));
    }
    sums.add(sum(mask.multiply(pmod(col("occurred_at"), lit(1000L)))));
    return joined
        .agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new))
        .first()
        .mkString(" ");
  }

  /** Permission as it is stored, its steps and their ends made in the query. */
  static String duckDbInterval(String touchpoint, String permission, int purposes) {
    return """
        WITH step AS (
          SELECT subject_id, unnest("from") AS start, unnest(state) AS word,
                 unnest(list_append("from"[2:], 9223372036854775807)) AS stop
          FROM %s)
        SELECT %s FROM %s AS touchpoint JOIN step USING (subject_id)
        WHERE occurred_at >= start AND occurred_at < stop
        """
        .formatted(permission, sums(purposes), touchpoint);
  }

  /** Steps and their ends made beforehand. */
  static String duckDbSteps(String touchpoint, String steps, int purposes) {
    return """
        SELECT %s FROM %s AS touchpoint JOIN %s AS step USING (subject_id)
        WHERE occurred_at >= start AND occurred_at < stop
        """
        .formatted(sums(purposes), touchpoint, steps);
  }

  static String duckDbAsof(String touchpoint, String steps, int purposes) {
    return """
        SELECT %s FROM %s AS touchpoint ASOF JOIN %s AS step
        ON touchpoint.subject_id = step.subject_id AND occurred_at >= start
        """
        .formatted(sums(purposes), touchpoint, steps);
  }

  private static String sums(int purposes) {
    List<String> sums = new ArrayList<>();
    List<String> mask = new ArrayList<>();
    for (int purpose = 0; purpose < purposes; purpose++) {
      String permitted =
          "(CASE WHEN (word >> %d) & 15 BETWEEN 1 AND 4 THEN 1 ELSE 0 END)".formatted(4 * purpose);
      sums.add("sum(%s)".formatted(permitted));
      mask.add("%s * %d".formatted(permitted, 1 << purpose));
    }
    sums.add("sum((%s) * (occurred_at %% 1000))".formatted(String.join(" + ", mask)));
    return String.join(", ", sums);
  }
}
