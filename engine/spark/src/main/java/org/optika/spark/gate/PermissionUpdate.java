package org.optika.spark.gate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.consent.RulePack;
import org.optika.spark.consent.TimelineTable;
import org.optika.spark.consent.TimelineUpdate;
import org.optika.spark.table.Lake;
import org.optika.spark.table.TableVersion;
import org.optika.spark.table.Tables;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * consent_timeline -> permission, for the subjects whose permission may be another than at the last
 * build; for all where that cannot be told or does not pay.
 */
public final class PermissionUpdate {
  private static final Column NO_STEPS = expr("CAST(array() AS array<bigint>)");

  private static final Seq<String> BY_SUBJECT =
      CollectionConverters.asScala(List.of("subject_id")).toSeq();

  private final Lake lake;
  private final String controller;
  private final RulePack rules;
  private final long knownAtMicros;
  private final String basis;
  private final PermissionTable table;

  private PermissionUpdate(
      Lake lake, String controller, RulePack rules, long knownAtMicros, String basis) {
    this.lake = lake;
    this.controller = controller;
    this.rules = rules;
    this.knownAtMicros = knownAtMicros;
    this.basis = basis;
    table = PermissionTable.in(lake);
  }

  /**
   * Brings the table up to the timeline that this run reads and to an instant of knowledge, in one
   * commit; in none when it is there already.
   *
   * @param basis as of {@link TimelineUpdate#run}
   * @param log one line when the table is written as a whole, with the reason
   */
  public static void run(
      Lake lake,
      String controller,
      RulePack rules,
      long knownAtMicros,
      String basis,
      Consumer<String> log) {
    new PermissionUpdate(lake, controller, rules, knownAtMicros, basis)
        .run()
        .ifPresent(reason -> log.accept("permission is written as a whole: " + reason));
  }

  /** Why the table was written as a whole; empty when it was not. */
  private Optional<String> run() {
    Dataset<Row> timeline = TimelineTable.in(lake).rows();
    TableVersion version = lake.version(Tables.CONSENT_TIMELINE);
    Optional<String> reason = append(timeline, version);
    if (reason.isPresent()) {
      table.replace(permission(timeline), knownAtMicros, version, basis);
    }
    return reason;
  }

  /** Why nothing was appended; empty when the table is up to date. */
  private Optional<String> append(Dataset<Row> timeline, TableVersion version) {
    if (table.builtFor().isEmpty()) {
      return Optional.of("it was not built yet");
    }
    if (table.basis().filter(basis::equals).isEmpty()) {
      return Optional.of("rules, controller or program are others");
    }
    Optional<Dataset<Row>> appended =
        table.timeline().flatMap(earlier -> lake.appendedSince(Tables.CONSENT_TIMELINE, earlier));
    if (appended.isEmpty()) {
      return Optional.of("consent_timeline was");
    }
    long builtFor = table.builtFor().get();
    if (knownAtMicros == builtFor) {
      return appended.get().isEmpty()
          ? Optional.empty()
          : Optional.of("consent_timeline has changed under the same known_at");
    }
    if (knownAtMicros < builtFor) {
      return Optional.of("it was built for a later known_at");
    }
    if (table.laterShare() > TimelineUpdate.LARGEST_SHARE) {
      return Optional.of("a large part of its rows lies in later versions");
    }
    Dataset<Row> changed = changed(timeline, appended.get(), builtFor);
    boolean written = table.append(permissionOf(changed, timeline), knownAtMicros, version, basis);
    return written ? Optional.empty() : Optional.of("another run has written it meanwhile");
  }

  /** Subjects with other rows, or with one that knowledge has reached or left since. */
  private Dataset<Row> changed(Dataset<Row> timeline, Dataset<Row> appended, long earlierMicros) {
    Dataset<Row> reachedOrLeft =
        timeline.where(since("known_from", earlierMicros).or(since("known_to", earlierMicros)));
    return ownSubjects(reachedOrLeft).union(ownSubjects(appended)).distinct();
  }

  private Dataset<Row> ownSubjects(Dataset<Row> timeline) {
    return timeline.where(col("controller_id").equalTo(controller)).select("subject_id");
  }

  private Column since(String time, long earlierMicros) {
    return col(time)
        .gt(timestamp_micros(lit(earlierMicros)))
        .and(col(time).leq(timestamp_micros(lit(knownAtMicros))));
  }

  /** One row for each of the subjects: without steps where nothing holds any more. */
  private Dataset<Row> permissionOf(Dataset<Row> subjects, Dataset<Row> timeline) {
    Dataset<Row> built =
        permission(timeline.join(subjects, BY_SUBJECT, "left_semi"))
            .select("subject_id", "from", "state");
    return subjects
        .join(built, BY_SUBJECT, "left")
        .select(
            lit(controller).as("controller_id"),
            col("subject_id"),
            coalesce(col("`from`"), NO_STEPS).as("from"),
            coalesce(col("state"), NO_STEPS).as("state"),
            timestamp_micros(lit(knownAtMicros)).as("known_at"));
  }

  private Dataset<Row> permission(Dataset<Row> timeline) {
    return PermissionBuilder.build(timeline, controller, knownAtMicros, rules);
  }
}
