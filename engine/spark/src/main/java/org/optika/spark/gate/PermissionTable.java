package org.optika.spark.gate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.timestamp_micros;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.optika.spark.table.Lake;
import org.optika.spark.table.TableVersion;
import org.optika.spark.table.Tables;

/**
 * Table {@code permission} as this run sees it. A build appends a row for each subject that it
 * changes, and {@code known_at} is the version of the row: of several rows of a subject the newest
 * holds. A subject of whom nothing holds any more has a row without steps, which means the same as
 * no row. Which instants the table was built for is said by its commits.
 */
public final class PermissionTable {
  /** Microseconds of all builds since the table was last written as a whole, ascending. */
  private static final String KNOWN_AT = "known_at";

  private static final String TIMELINE = "timeline";
  private static final String BASIS = "basis";

  private final Lake lake;
  private final List<Long> builds;

  private PermissionTable(Lake lake, List<Long> builds) {
    this.lake = lake;
    this.builds = builds;
  }

  /** The version that the run reads; it is pinned by that. */
  public static PermissionTable in(Lake lake) {
    List<Long> builds = new ArrayList<>();
    lake.state(Tables.PERMISSION, KNOWN_AT)
        .ifPresent(
            text -> {
              for (String micros : text.split(",")) {
                builds.add(Long.parseLong(micros));
              }
            });
    return new PermissionTable(lake, List.copyOf(builds));
  }

  /**
   * What the subjects of a controller permit; columns {@code subject_id, from, state}, one row a
   * subject.
   *
   * @throws IllegalStateException when the table was not built for this instant last: a permission
   *     of older knowledge does not hold the withdrawals known since
   */
  public Dataset<Row> rows(String controller, long knownAtMicros) {
    requireBuiltFor(knownAtMicros);
    return newest(
        lake.read(Tables.PERMISSION).where(col("controller_id").equalTo(controller)),
        inOneVersion());
  }

  private static Dataset<Row> newest(Dataset<Row> rows, boolean inOneVersion) {
    if (inOneVersion) {
      return rows.select("subject_id", "from", "state");
    }
    // One exchange by subject, which the join with activity needs anyway.
    return rows.groupBy("subject_id")
        .agg(max_by(struct(col("`from`"), col("state")), col("known_at")).as("newest"))
        .select("subject_id", "newest.from", "newest.state");
  }

  /** Fails closed, as {@link #rows} does. */
  void requireBuiltFor(long knownAtMicros) {
    if (builtFor().filter(built -> built == knownAtMicros).isEmpty()) {
      throw OtherClocksException.ofPermission(builtFor(), knownAtMicros);
    }
  }

  /** The instant whose knowledge the newest rows hold; empty when the table was never built. */
  public Optional<Long> builtFor() {
    return builds.isEmpty() ? Optional.empty() : Optional.of(builds.get(builds.size() - 1));
  }

  /**
   * Whether the rows up to an instant are still those of a build for it, so that what a run with
   * these clocks was given can be told from what holds now.
   */
  public boolean holds(long knownAtMicros) {
    return builds.contains(knownAtMicros);
  }

  /** Each subject has one row at most, and nobody needs to look at its version. */
  boolean inOneVersion() {
    return builds.size() == 1;
  }

  /** What the rows depend on besides the timeline; empty when that is not said. */
  Optional<String> basis() {
    return lake.state(Tables.PERMISSION, BASIS);
  }

  /** The version of consent_timeline that the rows were made from; empty when that is not said. */
  Optional<TableVersion> timeline() {
    return lake.state(Tables.PERMISSION, TIMELINE).flatMap(TableVersion::parse);
  }

  /** Rows of versions after the first as a share of all rows, in [0, 1]. */
  double laterShare() {
    if (builds.size() <= 1) {
      return 0;
    }
    Dataset<Row> all = lake.read(Tables.PERMISSION);
    long later = all.where(col("known_at").gt(timestamp_micros(lit(builds.get(0))))).count();
    return later == 0 ? 0 : (double) later / all.count();
  }

  /**
   * Writes the table as a whole, from a timeline that is not named: the next build makes it anew.
   *
   * @param rows of {@link Tables#PERMISSION}, one a subject, with this {@code known_at}
   */
  public void replace(Dataset<Row> rows, long knownAtMicros) {
    lake.replace(Tables.PERMISSION, rows, state(List.of(knownAtMicros), "", ""));
  }

  /**
   * As {@link #replace(Dataset, long)}.
   *
   * @param timeline version of consent_timeline that the rows were made from
   * @param basis what they depend on besides
   */
  void replace(Dataset<Row> rows, long knownAtMicros, TableVersion timeline, String basis) {
    lake.replace(Tables.PERMISSION, rows, state(List.of(knownAtMicros), timeline.text(), basis));
  }

  /**
   * Appends a version.
   *
   * @param changed of {@link Tables#PERMISSION}, one a subject, with this {@code known_at}; of all
   *     other subjects the older rows hold
   * @param knownAtMicros later than what the table was built for
   * @return false, with nothing written, when another run has written the table meanwhile
   */
  boolean append(Dataset<Row> changed, long knownAtMicros, TableVersion timeline, String basis) {
    if (builtFor().filter(built -> built < knownAtMicros).isEmpty()) {
      throw new IllegalArgumentException(
          "A version of 'permission' for %d after one for %s".formatted(knownAtMicros, builtFor()));
    }
    List<Long> all = new ArrayList<>(builds);
    all.add(knownAtMicros);
    return lake.appendFrom(
        lake.version(Tables.PERMISSION),
        Tables.PERMISSION,
        changed,
        state(all, timeline.text(), basis));
  }

  /**
   * Drops the rows that hold no more. What runs with earlier clocks were given can then no longer
   * be told, see {@link #holds}.
   *
   * @param timeline version of consent_timeline that held the same rows as the one that the run
   *     reads now
   * @return false, with nothing written, when there are none, or when another run has written the
   *     table meanwhile
   */
  public boolean compact(TableVersion timeline) {
    if (builds.size() <= 1) {
      return false;
    }
    Dataset<Row> newest =
        lake.read(Tables.PERMISSION)
            .groupBy("controller_id", "subject_id")
            .agg(
                max_by(struct(col("`from`"), col("state"), col("known_at")), col("known_at"))
                    .as("newest"))
            .select(
                "controller_id", "subject_id", "newest.from", "newest.state", "newest.known_at");
    String same =
        timeline().filter(timeline::equals).isPresent()
            ? lake.version(Tables.CONSENT_TIMELINE).text()
            : timeline().map(TableVersion::text).orElse("");
    return lake.replaceFrom(
        lake.version(Tables.PERMISSION),
        Tables.PERMISSION,
        newest,
        state(List.of(builtFor().orElseThrow()), same, basis().orElse("")));
  }

  private static Map<String, String> state(List<Long> builds, String timeline, String basis) {
    return Map.of(
        KNOWN_AT,
        builds.stream().map(micros -> micros.toString()).collect(Collectors.joining(",")),
        TIMELINE,
        timeline,
        BASIS,
        basis);
  }
}
