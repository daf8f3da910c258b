package org.optika.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.optika.core.Clocks;
import org.optika.core.journey.JourneyRules;
import org.optika.core.journey.RefusedTouchPolicy;
import org.optika.jobs.config.EngineConfig;
import org.optika.spark.gate.ChangeReach;
import org.optika.spark.gate.ChangedSubjects;
import org.optika.spark.gate.EarlierRun;
import org.optika.spark.gate.Gate;
import org.optika.spark.gate.PermittedSubjects;
import org.optika.spark.journey.JourneyPaths;
import org.optika.spark.journey.PathRules;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Table;
import org.optika.spark.table.TableVersion;
import org.optika.spark.table.Tables;

/**
 * touchpoint, conversion, permission -> journey_path, robot. Where the last run can be continued,
 * only subjects that have changed since are counted: what they add now less what they added then.
 */
public final class CountPathsJob implements Job {
  private static final String AS_OF = "as_of";
  private static final String KNOWN_AT = "known_at";
  private static final String SETTINGS = "settings";
  private static final List<Table> INPUTS =
      List.of(Tables.PERMISSION, Tables.TOUCHPOINT, Tables.CONVERSION);

  /** Usage: {@code --config conf/optika.yaml [--as-of T] [--known-at T]}. */
  public static void main(String[] arguments) {
    CommandLineMain.runJob(new CountPathsJob(), arguments);
  }

  @Override
  public String name() {
    return "count-paths";
  }

  @Override
  public String summary() {
    return "count the paths that led to conversions, from what has changed since the last run";
  }

  @Override
  public List<Table> writes() {
    return List.of(Tables.JOURNEY_PATH, Tables.ROBOT);
  }

  @Override
  public void run(RunContext context) {
    PathRules rules = rules(context);
    Optional<EarlierRun> earlier = earlier(context);
    Optional<String> reason = Optional.of("there is no run to continue");
    if (earlier.isPresent()) {
      if (isUpToDate(context, earlier.get())) {
        return;
      }
      reason =
          context
              .gate()
              .passChanges(
                  context.config().journeys().purposes(),
                  earlier.get(),
                  new ChangeReach(
                      rules.journeys().lookbackMicros(), rules.journeys().maxTouchpointsPerDay()),
                  subjects -> writeChanges(context, subjects, rules, earlier.get()));
    }
    if (reason.isPresent()) {
      context.log("%s: counting everything, since %s".formatted(name(), reason.get()));
      context
          .gate()
          .passUncounted(
              context.config().journeys().purposes(),
              context::log,
              subjects -> writeAll(context, subjects, rules));
    }
  }

  private static PathRules rules(RunContext context) {
    EngineConfig.Journeys settings = context.config().journeys();
    return new PathRules(
        new JourneyRules(
            settings.lookbackDays(), settings.lookbackTouches(), settings.maxTouchpointsPerDay()),
        context.config().attribution().policies().stream().map(RefusedTouchPolicy::find).toList(),
        MarketingChannels.of(context.lake()).names());
  }

  private static void writeAll(RunContext context, PermittedSubjects subjects, PathRules rules) {
    Dataset<Row> parts = JourneyPaths.count(subjects, rules).persist(StorageLevel.DISK_ONLY());
    try {
      TableVersion robots = replaceRobots(context, JourneyPaths.robots(parts));
      replacePaths(context, JourneyPaths.sums(parts), robots);
    } finally {
      parts.unpersist();
    }
  }

  private static void writeChanges(
      RunContext context, ChangedSubjects subjects, PathRules rules, EarlierRun earlier) {
    Lake lake = context.lake();
    Dataset<Row> parts = JourneyPaths.changes(subjects, rules).persist(StorageLevel.DISK_ONLY());
    try {
      Dataset<Row> newRobots = JourneyPaths.robots(parts);
      TableVersion robots = earlier.robot();
      if (!newRobots.isEmpty()) {
        Dataset<Row> all =
            lake.readAt(Tables.ROBOT, robots).orElseThrow().select("subject_id").union(newRobots);
        robots = replaceRobots(context, all);
      }
      Dataset<Row> stored =
          lake.read(Tables.JOURNEY_PATH)
              .select(
                  col("policy"),
                  col("path"),
                  col("conversions"),
                  col("value").multiply(lit(Gate.MONEY_SCALE)).cast("bigint").as("value"));
      replacePaths(
          context,
          JourneyPaths.sums(
              stored.unionByName(parts.select("policy", "path", "conversions", "value"))),
          robots);
    } finally {
      parts.unpersist();
    }
  }

  private static TableVersion replaceRobots(RunContext context, Dataset<Row> subjects) {
    Lake lake = context.lake();
    lake.replace(
        Tables.ROBOT, subjects.withColumn("controller_id", lit(context.config().controller())));
    return lake.version(Tables.ROBOT);
  }

  /** The table names what it was made from in the same commit, so a kill leaves both or neither. */
  private static void replacePaths(RunContext context, Dataset<Row> paths, TableVersion robots) {
    Lake lake = context.lake();
    Map<String, String> state = new TreeMap<>();
    state.put(AS_OF, Long.toString(context.clocks().asOfMicros()));
    state.put(KNOWN_AT, Long.toString(context.clocks().knownAtMicros()));
    state.put(SETTINGS, settings(context));
    for (Table table : INPUTS) {
      state.put(table.name(), lake.version(table).text());
    }
    state.put(Tables.ROBOT.name(), robots.text());
    lake.replace(
        Tables.JOURNEY_PATH,
        context.stamped(
            paths
                .withColumn(
                    "value",
                    col("value")
                        .cast("decimal(18,0)")
                        .divide(lit(Gate.MONEY_SCALE))
                        .cast("decimal(18,4)"))
                .withColumn("controller_id", lit(context.config().controller()))),
        state);
  }

  /** What the last run with the same settings had before it. */
  private static Optional<EarlierRun> earlier(RunContext context) {
    boolean sameSettings =
        context
            .lake()
            .state(Tables.JOURNEY_PATH, SETTINGS)
            .filter(settings(context)::equals)
            .isPresent();
    if (!sameSettings) {
      return Optional.empty();
    }
    Map<Table, TableVersion> versions = new HashMap<>();
    for (Table table :
        List.of(Tables.PERMISSION, Tables.TOUCHPOINT, Tables.CONVERSION, Tables.ROBOT)) {
      Optional<TableVersion> version = version(context, table);
      if (version.isEmpty()) {
        return Optional.empty();
      }
      versions.put(table, version.get());
    }
    Clocks clocks = new Clocks(micros(context, AS_OF), micros(context, KNOWN_AT));
    return Optional.of(
        new EarlierRun(
            clocks,
            versions.get(Tables.PERMISSION),
            versions.get(Tables.TOUCHPOINT),
            versions.get(Tables.CONVERSION),
            versions.get(Tables.ROBOT)));
  }

  private static Optional<TableVersion> version(RunContext context, Table of) {
    return context.lake().state(Tables.JOURNEY_PATH, of.name()).flatMap(TableVersion::parse);
  }

  private static long micros(RunContext context, String key) {
    return context.lake().state(Tables.JOURNEY_PATH, key).map(Long::parseLong).orElseThrow();
  }

  private static boolean isUpToDate(RunContext context, EarlierRun earlier) {
    return earlier.clocks().equals(context.clocks())
        && INPUTS.stream()
            .allMatch(
                table ->
                    version(context, table)
                        .filter(context.lake().version(table)::equals)
                        .isPresent());
  }

  /** Whatever may change what the same rows count for. */
  private static String settings(RunContext context) {
    return context.configHash() + " " + Version.current();
  }
}
