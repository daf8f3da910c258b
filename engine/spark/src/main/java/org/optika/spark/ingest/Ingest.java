package org.optika.spark.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.optika.core.ingest.Pseudonymiser;
import org.optika.core.ingest.SourceKind;
import org.optika.core.ingest.SourceSpec;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Table;
import org.optika.spark.table.Tables;

/**
 * Raw files -> consent_event, touchpoint, conversion, customer, channel_cost, subject, channel,
 * campaign, quarantine, ingest_outcome.
 *
 * <p>A run may stop at any point and start again, and two runs may read the same files at once:
 * every append adds what is missing and nothing else, and a file counts as done when its outcome is
 * written, which is last. What became of a row is then read from the tables and not remembered, so
 * the sums hold whoever wrote the rows.
 */
public final class Ingest {
  private final Lake lake;
  private final SparkSession spark;
  private final List<SourceSpec> sources;
  private final IngestContext context;
  private final Pseudonymisers pseudonymisers;
  private final Consumer<Table> afterAppend;
  private final Map<SourceKind, Dataset<Row>> staged = new EnumMap<>(SourceKind.class);

  private Ingest(
      Lake lake,
      List<SourceSpec> sources,
      IngestContext context,
      Pseudonymisers pseudonymisers,
      Consumer<Table> afterAppend) {
    this.lake = lake;
    this.spark = lake.spark();
    this.sources = List.copyOf(sources);
    this.context = context;
    this.pseudonymisers = pseudonymisers;
    this.afterAppend = afterAppend;
  }

  /**
   * Reads every file of the sources that was not read before.
   *
   * @return what became of the files that this run read, in the order of sources and names
   * @throws IllegalArgumentException naming every source that cannot be used and why
   */
  public static List<FileOutcome> run(Lake lake, List<SourceSpec> sources, IngestContext context) {
    return run(lake, sources, context, Pseudonymiser::keyed, table -> {});
  }

  /**
   * @param afterAppend called after each append, with its table
   */
  static List<FileOutcome> run(
      Lake lake,
      List<SourceSpec> sources,
      IngestContext context,
      Pseudonymisers pseudonymisers,
      Consumer<Table> afterAppend) {
    Ingest ingest = new Ingest(lake, sources, context, pseudonymisers, afterAppend);
    ingest.requireUsableSources();
    ingest.writeChannels();
    List<RawFile> files = ingest.newFiles();
    try {
      return files.isEmpty() ? List.of() : ingest.ingest(files);
    } finally {
      ingest.staged.values().forEach(Dataset::unpersist);
    }
  }

  private void requireUsableSources() {
    List<String> faults = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (SourceSpec source : sources) {
      if (!names.add(source.name())) {
        faults.add("source '%s' stands twice".formatted(source.name()));
      }
      source
          .misfits(context.rules().purposes())
          .forEach(
              misfit ->
                  faults.add(
                      "source '%s', '%s': %s"
                          .formatted(source.name(), misfit.getKey(), misfit.getValue())));
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", faults));
    }
  }

  /** The dictionary follows the config; unchanged, it is left alone. */
  private void writeChannels() {
    List<Row> wanted =
        context.rules().channels().channels().stream()
            .map(
                channel ->
                    RowFactory.create(
                        channel.code(),
                        channel.name(),
                        channel.stage().name().toLowerCase(Locale.ROOT)))
            .toList();
    if (!new HashSet<>(wanted).equals(new HashSet<>(lake.read(Tables.CHANNEL).collectAsList()))) {
      lake.replace(Tables.CHANNEL, spark.createDataFrame(wanted, Tables.CHANNEL.schema()));
    }
  }

  /** Files that have no outcome yet, each content once. */
  private List<RawFile> newFiles() {
    Set<Long> known =
        lake.read(Tables.INGEST_OUTCOME).select("file_id").collectAsList().stream()
            .map(row -> row.getLong(0))
            .collect(Collectors.toCollection(HashSet::new));
    List<RawFile> files = new ArrayList<>();
    int[] found = new int[sources.size()];
    for (RawFile file : RawFiles.find(spark, sources, context.rawRoot())) {
      found[file.source()]++;
      if (known.add(file.fileId())) {
        files.add(file);
      } else {
        progress("%s: read before, skipped", file.name());
      }
    }
    for (int i = 0; i < found.length; i++) {
      if (found[i] == 0) {
        progress("source %s: no file fits %s", sources.get(i).name(), sources.get(i).path());
      }
    }
    return files;
  }

  private List<FileOutcome> ingest(List<RawFile> files) {
    Set<Long> ids = files.stream().map(RawFile::fileId).collect(Collectors.toSet());
    FileFindings findings = stage(files);
    SubjectCollisions collisions = appendSubjects(findings);
    appendCampaigns(findings);
    // Rows that a run which was stopped has refused do not change sides, whatever the clock says.
    Dataset<Row> refusedBefore = lake.originsOf(Tables.QUARANTINE, ids);
    boolean someRefusedBefore = !refusedBefore.isEmpty();
    StoredRows stored = new StoredRows(lake, ids);
    for (SourceKind kind : staged.keySet()) {
      Table table = SilverShape.of(kind).table();
      Dataset<Row> silver = collisions.without(readable(kind, findings, Staged.SILVER));
      if (someRefusedBefore) {
        silver = silver.join(refusedBefore, StoredRows.ORIGIN, "left_anti");
      }
      stored.count(table, append(table, Staged.PREFERENCE, silver.select(Staged.silver(table))));
    }
    append(Tables.QUARANTINE, stored.withoutForeign(refused(findings, collisions)));
    List<FileOutcome> outcomes = outcomes(files, findings, stored);
    append(Tables.INGEST_OUTCOME, rows(outcomes));
    return outcomes;
  }

  private FileFindings stage(List<RawFile> files) {
    Staging staging = new Staging(sources, context.key(), context.rules(), pseudonymisers);
    FileFindings findings = new FileFindings(files);
    for (SourceKind kind : SourceKind.values()) {
      List<RawFile> ofKind =
          files.stream().filter(file -> sources.get(file.source()).kind() == kind).toList();
      if (ofKind.isEmpty()) {
        continue;
      }
      progress("reading %d files of kind %s", ofKind.size(), kind.id());
      Dataset<Row> rows =
          staging
              .stage(spark, kind, ofKind.stream().filter(file -> file.faults().isEmpty()).toList())
              .persist(StorageLevel.DISK_ONLY());
      staged.put(kind, rows);
      findings.add(rows);
    }
    return findings;
  }

  private Dataset<Row> readable(SourceKind kind, FileFindings findings, String tag) {
    return staged
        .get(kind)
        .where(col(Staged.TAG).equalTo(tag))
        .where(findings.isReadable(col("file_id")));
  }

  private SubjectCollisions appendSubjects(FileFindings findings) {
    Optional<Dataset<Row>> named =
        staged.keySet().stream()
            .filter(SourceKind::namesSubjects)
            .map(
                kind ->
                    readable(kind, findings, Staged.SILVER)
                        .where(col(Staged.KEY).isNotNull())
                        .select("subject_id", Staged.CHECK, Staged.KEY, Staged.KEY_TYPE))
            .reduce(Dataset::unionByName);
    if (named.isEmpty()) {
      return SubjectCollisions.none();
    }
    append(
        Tables.SUBJECT_TABLE,
        List.of(Staged.KEY),
        named
            .get()
            .select(
                col("subject_id"),
                col(Staged.KEY),
                col(Staged.KEY_TYPE),
                lit(context.key().epoch()).as("key_epoch")));
    return SubjectCollisions.between(named.get(), lake.read(Tables.SUBJECT_TABLE));
  }

  private void appendCampaigns(FileFindings findings) {
    staged.keySet().stream()
        .filter(kind -> kind == SourceKind.TOUCHPOINT || kind == SourceKind.CHANNEL_COST)
        .map(
            kind ->
                readable(kind, findings, Staged.SILVER)
                    .where(col(Staged.CAMPAIGN).isNotNull())
                    .select(col("campaign_id"), col(Staged.CAMPAIGN).as("name")))
        .reduce(Dataset::unionByName)
        .ifPresent(campaigns -> append(Tables.CAMPAIGN, campaigns));
  }

  /** Rows of the quarantine table. */
  private Dataset<Row> refused(FileFindings findings, SubjectCollisions collisions) {
    Dataset<Row> refused =
        spark.createDataFrame(findings.fileFaults(sources), Tables.QUARANTINE.schema());
    for (SourceKind kind : staged.keySet()) {
      refused =
          refused.unionByName(
              readable(kind, findings, Staged.REFUSED)
                  .select(
                      col("source_system"),
                      col("file"),
                      col("file_id"),
                      col("file_row"),
                      col("fault_column").as("column"),
                      col("fault_expected").as("expected"),
                      col("fault_got").as("got")));
      if (kind.namesSubjects() && collisions.any()) {
        refused = refused.unionByName(collisions.of(readable(kind, findings, Staged.SILVER)));
      }
    }
    return refused;
  }

  private List<FileOutcome> outcomes(
      List<RawFile> files, FileFindings findings, StoredRows stored) {
    StoredRows.Refused refused = stored.refused();
    List<FileOutcome> outcomes = new ArrayList<>();
    for (RawFile file : files) {
      long rows = findings.rows(file);
      long taken = stored.accepted(file.fileId());
      long bad =
          refused.wholeFiles().contains(file.fileId())
              ? rows - taken
              : refused.rows().getOrDefault(file.fileId(), 0L);
      FileOutcome outcome =
          new FileOutcome(
              sources.get(file.source()).name(),
              file.name(),
              file.fileId(),
              file.bytes(),
              rows,
              taken,
              rows - taken - bad,
              bad);
      progress(
          "%s: %d rows, %d accepted, %d duplicates, %d quarantined",
          outcome.file(),
          outcome.rowsIn(),
          outcome.accepted(),
          outcome.duplicates(),
          outcome.quarantined());
      outcomes.add(outcome);
    }
    return outcomes;
  }

  private Dataset<Row> rows(List<FileOutcome> outcomes) {
    Timestamp now =
        Timestamp.from(Instant.EPOCH.plus(context.rules().nowMicros(), ChronoUnit.MICROS));
    return spark.createDataFrame(
        outcomes.stream()
            .map(
                outcome ->
                    RowFactory.create(
                        outcome.source(),
                        outcome.file(),
                        outcome.fileId(),
                        outcome.fileBytes(),
                        outcome.rowsIn(),
                        outcome.accepted(),
                        outcome.duplicates(),
                        outcome.quarantined(),
                        now,
                        context.runId()))
            .toList(),
        Tables.INGEST_OUTCOME.schema());
  }

  private void append(Table table, Dataset<Row> rows) {
    append(table, List.of(), rows);
  }

  /**
   * @param preference columns that choose among rows with one key; none where they are equal anyway
   * @return how many rows were new
   */
  private long append(Table table, List<String> preference, Dataset<Row> rows) {
    progress("writing %s", table.name());
    long before = lake.rowsWritten().getOrDefault(table.name(), 0L);
    lake.appendNew(table, rows, preference);
    afterAppend.accept(table);
    return lake.rowsWritten().getOrDefault(table.name(), 0L) - before;
  }

  private void progress(String line, Object... arguments) {
    context.progress().accept(line.formatted(arguments));
  }
}
