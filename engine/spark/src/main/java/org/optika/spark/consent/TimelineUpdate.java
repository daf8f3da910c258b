package org.optika.spark.consent;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.core.consent.RulePack;
import org.optika.spark.table.Lake;
import org.optika.spark.table.TableVersion;
import org.optika.spark.table.Tables;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * consent_event -> consent_timeline, for the subjects of whom events have come in since the last
 * build; for all where that cannot be told or does not pay.
 */
public final class TimelineUpdate {
  /**
   * New events, or rows of later versions, as a share of all of the table: above it, writing the
   * table as a whole is cheaper than what appends cost this build and the readers to come.
   */
  public static final double LARGEST_SHARE = 0.3;

  private static final Seq<String> BY_SUBJECT =
      CollectionConverters.asScala(List.of("subject_id")).toSeq();

  private final Lake lake;
  private final String controller;
  private final RulePack rules;
  private final String basis;
  private final TimelineTable table;

  private TimelineUpdate(Lake lake, String controller, RulePack rules, String basis) {
    this.lake = lake;
    this.controller = controller;
    this.rules = rules;
    this.basis = basis;
    table = TimelineTable.in(lake);
  }

  /**
   * Brings the table up to the events that this run reads, in one commit; in none when there is
   * nothing new.
   *
   * @param basis names the controller, the rules and the program: when it changes, all rows are
   *     made anew
   * @param log one line when the table is written as a whole, with the reason
   */
  public static void run(
      Lake lake, String controller, RulePack rules, String basis, Consumer<String> log) {
    new TimelineUpdate(lake, controller, rules, basis)
        .run()
        .ifPresent(reason -> log.accept("consent_timeline is written as a whole: " + reason));
  }

  /** Why the table was written as a whole; empty when it was not. */
  private Optional<String> run() {
    Dataset<Row> events = lake.read(Tables.CONSENT_EVENT);
    TableVersion version = lake.version(Tables.CONSENT_EVENT);
    if (upToDate(version)) {
      return Optional.empty();
    }
    Optional<String> reason = append(events, version);
    if (reason.isPresent()) {
      table.replace(ConsentTimelineBuilder.build(events, controller, rules), version, basis);
    }
    return reason;
  }

  private boolean upToDate(TableVersion version) {
    return table.version().isPresent()
        && table.basis().filter(basis::equals).isPresent()
        && table.events().filter(version::equals).isPresent();
  }

  /** Why nothing was appended; empty when the table is up to date. */
  private Optional<String> append(Dataset<Row> events, TableVersion version) {
    if (table.version().isEmpty()) {
      return Optional.of("it was not built yet");
    }
    if (table.basis().filter(basis::equals).isEmpty()) {
      return Optional.of("rules, controller or program are others");
    }
    Optional<Dataset<Row>> appended =
        table.events().flatMap(earlier -> lake.appendedSince(Tables.CONSENT_EVENT, earlier));
    if (appended.isEmpty()) {
      return Optional.of("what is new in consent_event cannot be told from its log");
    }
    long fresh = appended.get().count();
    if (fresh == 0) {
      return Optional.empty();
    }
    if (fresh > LARGEST_SHARE * events.count()) {
      return Optional.of("a large part of consent_event is new");
    }
    if (table.laterShare() > LARGEST_SHARE) {
      return Optional.of("a large part of its rows lies in later versions");
    }
    Dataset<Row> own = appended.get().where(col("controller_id").equalTo(controller));
    if (leavesSubjectsWithoutRows(events, own)) {
      return Optional.of("corrections leave nothing of a subject");
    }
    boolean written = table.append(timeline(events, own), version, basis);
    return written ? Optional.empty() : Optional.of("another run has written it meanwhile");
  }

  /** All rows of the subjects of some events. */
  private Dataset<Row> timeline(Dataset<Row> events, Dataset<Row> some) {
    Dataset<Row> subjects = some.select("subject_id").distinct();
    return ConsentTimelineBuilder.build(
        events.join(subjects, BY_SUBJECT, "left_semi"), controller, rules);
  }

  /**
   * A subject without rows in the new version would keep those of an older one. That can only come
   * of events that take others, or themselves, back from the start; there are few of them.
   */
  private boolean leavesSubjectsWithoutRows(Dataset<Row> events, Dataset<Row> appended) {
    Dataset<Row> corrections = appended.where(col("correction_of").isNotNull());
    if (corrections.isEmpty()) {
      return false;
    }
    return !corrections.join(timeline(events, corrections), BY_SUBJECT, "left_anti").isEmpty();
  }
}
