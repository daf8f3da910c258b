package org.optika.spark.evidence;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.optika.core.evidence.log.LeafKind;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Table;
import org.optika.spark.table.TableVersion;
import org.optika.spark.table.Tables;

/**
 * Forgets the events of some subjects: an erased leaf for each, then the rows go, then the salts
 * and names in their leaves, then the files that held them. Killed anywhere, the next erasure, of
 * whomever, finishes it, since the erased leaves say what is to go.
 */
final class LogErasure {
  /** Columns of a leaf that go with its event. */
  private static final List<String> FORGOTTEN = List.of("event_id", "file_id", "file_row", "salt");

  private static final int ATTEMPTS = 12;

  /** A file that no commit names and that is older was left behind by a run that was killed. */
  private static final long DAY_MILLIS = 24L * 60 * 60 * 1000;

  private final ConsentLog log;
  private final Lake lake;
  private final Consumer<Table> afterCommit;

  /**
   * @param afterCommit called after each commit, with its table
   */
  LogErasure(ConsentLog log, Consumer<Table> afterCommit) {
    this.log = log;
    this.lake = log.lake();
    this.afterCommit = afterCommit;
  }

  /**
   * @param subjects column subject_id
   */
  ErasedEvents run(Dataset<Row> subjects, long nowMicros, String runId) {
    long leaves = name(subjects, nowMicros, runId);
    log.moveToNewest();
    lake.moveToNewest(Tables.CONSENT_EVENT);
    Dataset<Row> pending = pending();
    removeRows(pending);
    afterCommit.accept(Tables.CONSENT_EVENT);
    forget();
    afterCommit.accept(Tables.CONSENT_LOG);
    long untouchedSince = nowMicros / 1000 - DAY_MILLIS;
    int files =
        lake.deleteUnusedFiles(Tables.CONSENT_EVENT, untouchedSince)
            + lake.deleteUnusedFiles(Tables.CONSENT_LOG, untouchedSince);
    return new ErasedEvents(leaves, files);
  }

  /** Appends an erased leaf for each event of the subjects; returns how many. */
  private long name(Dataset<Row> subjects, long nowMicros, String runId) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      // Nothing that is not logged can be erased.
      lake.moveToNewest(Tables.CONSENT_EVENT);
      log.append(nowMicros, runId);
      TableVersion base = lake.version(Tables.CONSENT_LOG);
      List<Long> targets = targets(subjects);
      if (targets.isEmpty()) {
        return 0;
      }
      long size = log.size();
      TableVersion events = log.events().orElseThrow();
      List<Row> rows = new ArrayList<>();
      for (long target : targets) {
        rows.add(
            RowFactory.create(
                size + rows.size(), LeafKind.ERASED.id(), target, null, null, null, null, null));
      }
      Map<String, String> state = ConsentLog.state(size + rows.size(), events);
      boolean written =
          lake.appendFrom(
              base,
              Tables.CONSENT_LOG,
              lake.spark().createDataFrame(rows, LogAppend.schemaOfLeaves()),
              state);
      if (written) {
        afterCommit.accept(Tables.CONSENT_LOG);
        log.seal(nowMicros, runId);
        afterCommit.accept(Tables.CONSENT_LOG_HEAD);
        return rows.size();
      }
    }
    throw new IllegalStateException(
        "Table 'consent_log': %d attempts to append met an append of another run each time; try again later"
            .formatted(ATTEMPTS));
  }

  /** Leaves of the subjects' events that no erased leaf names yet, ascending. */
  private List<Long> targets(Dataset<Row> subjects) {
    Dataset<Row> events =
        lake.read(Tables.CONSENT_EVENT)
            .join(subjects.select("subject_id").distinct(), by("subject_id"), "left_semi")
            .select("event_id");
    return log
        .leaves()
        .where(col("kind").equalTo(LeafKind.EVENT.id()))
        .join(events, by("event_id"), "left_semi")
        .join(named(), by("leaf_index"), "left_anti")
        .select("leaf_index")
        .orderBy("leaf_index")
        .collectAsList()
        .stream()
        .map(row -> row.getLong(0))
        .toList();
  }

  /** Leaves that erased leaves name. */
  private Dataset<Row> named() {
    return log.leaves()
        .where(col("kind").equalTo(LeafKind.ERASED.id()))
        .select(col("erases").as("leaf_index"))
        .distinct();
  }

  /** Leaves that are named and still hold something of their event. */
  private Dataset<Row> pending() {
    Column holds = lit(false);
    for (String column : FORGOTTEN) {
      holds = holds.or(col(column).isNotNull());
    }
    return log.leaves()
        .where(col("kind").equalTo(LeafKind.EVENT.id()).and(holds))
        .join(named(), by("leaf_index"), "left_semi");
  }

  private void removeRows(Dataset<Row> pending) {
    Dataset<Row> ids = pending.where(col("event_id").isNotNull()).select("event_id");
    lake.rewrite(
        Tables.CONSENT_EVENT,
        lake.read(Tables.CONSENT_EVENT).join(ids, by("event_id"), "left_semi"),
        rows -> rows.join(ids, by("event_id"), "left_anti"));
  }

  private void forget() {
    Dataset<Row> named = named().withColumn("is_named", lit(true));
    lake.rewrite(
        Tables.CONSENT_LOG,
        pending(),
        rows -> {
          Dataset<Row> left = rows.join(broadcast(named), by("leaf_index"), "left");
          for (String column : FORGOTTEN) {
            left = left.withColumn(column, when(col("is_named").isNull(), col(column)));
          }
          return left.drop("is_named");
        });
  }

  private static scala.collection.immutable.Seq<String> by(String column) {
    return scala.jdk.javaapi.CollectionConverters.asScala(List.of(column)).toSeq();
  }
}
