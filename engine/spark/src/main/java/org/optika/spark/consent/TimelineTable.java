package org.optika.spark.consent;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.spark.table.Lake;
import org.optika.spark.table.TableVersion;
import org.optika.spark.table.Tables;

/**
 * Table {@code consent_timeline} as this run sees it. A build appends all rows of each subject of
 * whom it has heard something new, under the next number in column {@code version}: of the rows of
 * a subject those of the highest version hold. Everything that reads the table reads {@link #rows}.
 */
public final class TimelineTable {
  private static final String VERSION = "version";
  private static final String EVENTS = "events";
  private static final String BASIS = "basis";

  private static final List<String> SUBJECT = List.of("controller_id", "subject_id");
  private static final String NEWEST = "newest_version";

  private final Lake lake;

  private TimelineTable(Lake lake) {
    this.lake = lake;
  }

  /** The version that the run reads; it is pinned by that. */
  public static TimelineTable in(Lake lake) {
    return new TimelineTable(lake);
  }

  /** The rows that hold, of {@link Tables#CONSENT_TIMELINE}. */
  public Dataset<Row> rows() {
    Dataset<Row> all = lake.read(Tables.CONSENT_TIMELINE);
    if (version().filter(newest -> newest == 0).isPresent()) {
      return all;
    }
    // Few subjects have more than one version: where they fit, they are sent to all others.
    Dataset<Row> newest =
        later(all)
            .groupBy(col("controller_id"), col("subject_id"))
            .agg(max(col(VERSION)).as(NEWEST));
    return all.join(newest, scala.jdk.javaapi.CollectionConverters.asScala(SUBJECT).toSeq(), "left")
        .where(col(NEWEST).isNull().or(col(VERSION).equalTo(col(NEWEST))))
        .select(
            Tables.CONSENT_TIMELINE.columns().stream()
                .map(column -> col(column.name()))
                .toArray(org.apache.spark.sql.Column[]::new));
  }

  private static Dataset<Row> later(Dataset<Row> all) {
    return all.where(col(VERSION).gt(0));
  }

  /** Number of the newest version; 0 when the table was written as a whole; empty before that. */
  Optional<Long> version() {
    return lake.state(Tables.CONSENT_TIMELINE, VERSION).map(Long::parseLong);
  }

  /** What the rows depend on besides events; empty before the first build. */
  Optional<String> basis() {
    return lake.state(Tables.CONSENT_TIMELINE, BASIS);
  }

  /** The version of consent_event up to which events are in the rows. */
  Optional<TableVersion> events() {
    return lake.state(Tables.CONSENT_TIMELINE, EVENTS).flatMap(TableVersion::parse);
  }

  /** Rows of later versions as a share of all rows, in [0, 1]. */
  double laterShare() {
    Dataset<Row> all = lake.read(Tables.CONSENT_TIMELINE);
    long rows = all.count();
    return rows == 0 ? 0 : (double) later(all).count() / rows;
  }

  /**
   * @param rows of {@link Tables#CONSENT_TIMELINE}, without version
   * @param events version of consent_event that they were made from
   */
  void replace(Dataset<Row> rows, TableVersion events, String basis) {
    lake.replace(
        Tables.CONSENT_TIMELINE, rows.withColumn(VERSION, lit(0L)), state(0, events, basis));
  }

  /**
   * Appends all rows of some subjects as the next version.
   *
   * @param rows as in {@link #replace}
   * @return false, with nothing written, when another run has written the table meanwhile
   */
  boolean append(Dataset<Row> rows, TableVersion events, String basis) {
    TableVersion base = lake.version(Tables.CONSENT_TIMELINE);
    long next = version().orElseThrow() + 1;
    return lake.appendFrom(
        base,
        Tables.CONSENT_TIMELINE,
        rows.withColumn(VERSION, lit(next)),
        state(next, events, basis));
  }

  /**
   * Drops the rows that hold no more.
   *
   * @return false, with nothing written, when there are none, or when another run has written the
   *     table meanwhile
   */
  public boolean compact() {
    if (version().orElse(0L) == 0) {
      return false;
    }
    return lake.replaceFrom(
        lake.version(Tables.CONSENT_TIMELINE),
        Tables.CONSENT_TIMELINE,
        rows().withColumn(VERSION, lit(0L)),
        Map.of(VERSION, "0"));
  }

  private static Map<String, String> state(long version, TableVersion events, String basis) {
    return Map.of(VERSION, Long.toString(version), EVENTS, events.text(), BASIS, basis);
  }
}
