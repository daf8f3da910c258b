package org.optika.spark.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.optika.core.Clocks;
import org.optika.spark.table.TableFiles;
import org.optika.spark.table.columnar.BucketedTable;

/**
 * The tables in which {@link SubjectChanges} looks for what has changed.
 *
 * @param touchpoints all files of this run
 * @param conversions all files of this run
 * @param addedTouchpoints files that were added since the earlier run
 * @param addedConversions files that were added since the earlier run
 */
record ChangeTables(
    ChangeQuestion question,
    TableFiles touchpoints,
    TableFiles conversions,
    TableFiles addedTouchpoints,
    TableFiles addedConversions) {

  /**
   * All tables, in the order of {@link SubjectChanges}.
   *
   * @param robots of the earlier run; nothing where there is no rule on them
   */
  List<BucketedTable> with(BucketedTable permission, Optional<BucketedTable> robots) {
    Clocks before = question.before();
    GateQuestion after = question.after();
    Set<String> laterConversions = laterThan(before.knownAtMicros(), conversions);
    laterConversions.addAll(
        conversions.namesLaterThan(before.asOfMicros(), List.of("occurred_at")));
    laterConversions.removeAll(addedConversions.names());
    Set<String> laterTouchpoints = laterThan(before.knownAtMicros(), touchpoints);
    laterTouchpoints.removeAll(addedTouchpoints.names());

    BucketedTable conversion =
        withOrigins(conversions, ActivityColumns.CONVERSION, before.knownAtMicros());
    BucketedTable touchpoint =
        withOrigins(touchpoints, ActivityColumns.touchpoint(after), before.knownAtMicros());
    long knownAtMicros = after.clocks().knownAtMicros();
    List<String> times = ActivityColumns.TOUCHPOINT.subList(0, ActivityColumns.WITHOUT_CHANNEL);
    List<BucketedTable> tables =
        new ArrayList<>(
            List.of(
                permission,
                conversion,
                touchpoint,
                withOrigins(addedConversions, ActivityColumns.CONVERSION, knownAtMicros),
                withOrigins(addedTouchpoints, times, knownAtMicros),
                conversion.onlyFiles(laterConversions),
                touchpoint.onlyFiles(laterTouchpoints)));
    robots.ifPresent(tables::add);
    return tables;
  }

  /** Names of the files that may hold rows which became known after an instant. */
  private static Set<String> laterThan(long micros, TableFiles files) {
    return files.namesLaterThan(micros, ActivityColumns.KNOWN_TIMES);
  }

  /**
   * @param settledMicros rows that were known at this instant count as known in any case
   */
  private BucketedTable withOrigins(TableFiles files, List<String> columns, long settledMicros) {
    Set<String> settled = files.names();
    settled.removeAll(laterThan(settledMicros, files));
    int recorded = columns.size();
    return ActivityTables.withOrigins(files.rows(), columns, question.after())
        .inBuckets()
        .longAgo(settled, recorded, recorded + 1);
  }
}
