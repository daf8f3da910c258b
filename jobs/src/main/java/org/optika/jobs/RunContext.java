package org.optika.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.get_json_object;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.timestamp_micros;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.optika.core.Clocks;
import org.optika.core.consent.RulePack;
import org.optika.core.ingest.IngestRules;
import org.optika.core.scores.action.Catalogue;
import org.optika.core.scores.card.SmallCell;
import org.optika.jobs.config.EngineConfig;
import org.optika.jobs.config.RulePackConfig;
import org.optika.jobs.config.ScoresConfig;
import org.optika.spark.gate.Gate;
import org.optika.spark.gate.OtherClocksException;
import org.optika.spark.gate.Permitted;
import org.optika.spark.ingest.IngestContext;
import org.optika.spark.table.Lake;
import org.optika.spark.table.PersonTable;
import org.optika.spark.table.Table;
import org.optika.spark.table.Tables;

/** What all jobs of one run share. */
final class RunContext {
  private static final List<String> STAMPS = List.of("as_of", "known_at", "run_id");

  private final Configuration configuration;
  private final Lake lake;
  private final String runId;
  private final Instant now;
  private final Consumer<String> log;
  private Optional<Clocks> clocks = Optional.empty();
  private Optional<Gate> gate = Optional.empty();
  private final Map<String, List<Row>> gateOutcome = new TreeMap<>();

  /**
   * @param now wall clock of the start; stamps what is ingested, and nothing else
   * @param log one line of what is read and written; never a person's data
   */
  RunContext(
      Configuration configuration, Lake lake, String runId, Instant now, Consumer<String> log) {
    this.configuration = configuration;
    this.lake = lake;
    this.runId = runId;
    this.now = now;
    this.log = log;
  }

  Configuration configuration() {
    return configuration;
  }

  EngineConfig config() {
    return configuration.engine();
  }

  RulePack rules() {
    return configuration.rules();
  }

  /**
   * How people are scored.
   *
   * @throws UserErrorException when nobody is
   */
  ScoresConfig scores() {
    return configuration.requiredScores();
  }

  /**
   * What can be done for people.
   *
   * @throws UserErrorException when nothing is proposed
   */
  Catalogue actions() {
    return configuration.requiredActions();
  }

  /** SHA-256 of all files of the configuration, as hex. */
  String configHash() {
    return FileHash.ofConfiguration(config().folder());
  }

  /** SHA-256 of purposes, jurisdictions, notices, LIA, vendors and transfers, as hex. */
  String rulePackHash() {
    return FileHash.of(RulePackConfig.files(config().folder()));
  }

  /** The same without vendors and transfers: what people permit does not depend on them. */
  String consentRulesHash() {
    return FileHash.of(RulePackConfig.consentFiles(config().folder()));
  }

  /** Of how many people or more is told. */
  SmallCell smallCell() {
    return new SmallCell(Math.max(2, config().smallCellThreshold()));
  }

  Lake lake() {
    return lake;
  }

  String runId() {
    return runId;
  }

  void log(String line) {
    log.accept(line);
  }

  /**
   * The clocks of the run: as configured, else the newest ingest. Fixed at the first call.
   *
   * @throws UserErrorException when nothing is configured and nothing was ingested
   */
  Clocks clocks() {
    if (clocks.isEmpty()) {
      Optional<Long> asOf = config().asOf().map(RunContext::micros);
      Optional<Long> knownAt = config().knownAt().map(RunContext::micros);
      long newest = asOf.isPresent() && knownAt.isPresent() ? 0 : newestIngest();
      clocks = Optional.of(new Clocks(asOf.orElse(newest), knownAt.orElse(newest)));
    }
    return clocks.get();
  }

  private long newestIngest() {
    Row newest =
        lake.read(Tables.INGEST_OUTCOME)
            .agg(max(org.apache.spark.sql.functions.unix_micros(col("ingested_at"))).as("newest"))
            .first();
    if (newest.isNullAt(0)) {
      throw new UserErrorException(
          "Nothing was ingested into %s yet, so the run has no clock. Run 'optika ingest' first, or give --as-of and --known-at.",
          lake.root());
    }
    return newest.getLong(0);
  }

  /** Starts a new record of what is read, written, asked and refused. */
  void startRecord() {
    lake.startRecord();
    gate.ifPresent(Gate::startRecord);
    gateOutcome.clear();
  }

  /**
   * Writes what the gate told a job of the rows that it was given and refused.
   *
   * @param outcome rows of {@link Tables#GATE_OUTCOME} without job, clocks and run; made in the
   *     driver, so that they are at hand
   */
  void writeGateOutcome(String job, Dataset<Row> outcome) {
    lake.replaceWhere(
        Tables.GATE_OUTCOME,
        sameClocks() + " AND job = '" + job + "'",
        stamped(outcome.withColumn("job", lit(job))));
    gateOutcome.clear();
    for (Row row : outcome.collectAsList()) {
      gateOutcome.computeIfAbsent(row.getAs("table_name"), table -> new ArrayList<>()).add(row);
    }
  }

  /** What {@link #writeGateOutcome} has written since {@link #startRecord}, by table. */
  Map<String, List<Row>> gateOutcome() {
    return gateOutcome;
  }

  /** Purposes that the gate was asked for since {@link #startRecord}, in declared order. */
  List<String> askedPurposes() {
    return gate.map(Gate::asked).orElse(List.of());
  }

  /** The rows with the clocks and the run's id, as every derived table carries them. */
  Dataset<Row> stamped(Dataset<Row> rows) {
    return rows.withColumn("as_of", timestamp_micros(lit(clocks().asOfMicros())))
        .withColumn("known_at", timestamp_micros(lit(clocks().knownAtMicros())))
        .withColumn("run_id", lit(runId));
  }

  /** Wall clock of the start. */
  long nowMicros() {
    return micros(now);
  }

  /** What ingest is given besides its sources. */
  IngestContext ingestContext() {
    return new IngestContext(
        config().raw().toString(),
        Keys.pseudonymKey(config().pseudonymisation()),
        new IngestRules(
            purposeIds(),
            configuration.channels(),
            configuration.currencies(),
            nowMicros(),
            IngestRules.ONE_DAY_MICROS),
        runId,
        log);
  }

  /** Ids of all purposes, in declared order. */
  List<String> purposeIds() {
    return configuration.purposeIds();
  }

  /** Aggregates as rows of a table, without the columns that {@link #stamped} adds. */
  Dataset<Row> rows(Table table, List<Row> rows) {
    StructField[] fields =
        Arrays.stream(table.schema().fields())
            .filter(field -> !STAMPS.contains(field.name()))
            .toArray(StructField[]::new);
    return lake.spark().createDataFrame(rows, new StructType(fields));
  }

  /** SQL condition on the rows that a run with the same clocks has written. */
  String sameClocks() {
    return "as_of = timestamp_micros(%d) AND known_at = timestamp_micros(%d)"
        .formatted(clocks().asOfMicros(), clocks().knownAtMicros());
  }

  /** The door to person-level tables, for the clocks of this run. */
  Gate gate() {
    if (gate.isEmpty()) {
      gate =
          Optional.of(
              new Gate(lake, config().controller(), rules(), configuration.vendors(), clocks()));
    }
    return gate.get();
  }

  /**
   * As {@link Gate#stored}; and a run with the same clocks has made the table, so that no rows mean
   * that there is nobody.
   *
   * @throws OtherClocksException when none has
   */
  Permitted stored(PersonTable table) {
    requireBuilt(table);
    return gate().stored(table);
  }

  /**
   * A table of which no version holds a row is not even written by the job that finds nobody, so
   * that only its row of {@code run} tells the two apart.
   */
  void requireBuilt(PersonTable table) {
    if (lake.version(table).isOfCreation()
        && lake.read(Tables.RUN_TABLE)
            .where(sameClocks())
            .where(get_json_object(col("output_versions"), "$." + table.name()).isNotNull())
            .isEmpty()) {
      throw OtherClocksException.neverBuilt(table.name());
    }
  }

  static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
