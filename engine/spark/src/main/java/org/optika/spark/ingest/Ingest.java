package org.optika.spark.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.optika.core.ingest.Pseudonymiser;
import org.optika.core.ingest.SourceKind;
import org.optika.core.ingest.SourceSpec;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Table;
import org.optika.spark.table.Tables;

/**
 * Raw files -> consent_event, touchpoint, conversion, contact, customer, channel_cost, subject,
 * channel, campaign, quarantine, ingest_outcome.
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
  private final Consumer<Table> afterAppend;
  private final Staging staging;

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
    this.afterAppend = afterAppend;
    this.staging = new Staging(spark, sources, context.key(), context.rules(), pseudonymisers);
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
    return files.isEmpty() ? List.of() : ingest.ingest(files);
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
    progress("reading %d files", files.size());
    Dataset<Row> notes =
        staging
            .notes(files.stream().filter(file -> file.faults().isEmpty()).toList())
            .persist(StorageLevel.DISK_ONLY());
    try {
      FileFindings findings = new FileFindings(files);
      findings.add(notes);
      return ingest(files, notes.where(findings.isReadable(col("file_id"))), findings);
    } finally {
      notes.unpersist();
    }
  }

  /**
   * @param notes on files that are readable
   */
  private List<FileOutcome> ingest(List<RawFile> files, Dataset<Row> notes, FileFindings findings) {
    Set<Long> ids = files.stream().map(RawFile::fileId).collect(Collectors.toSet());
    SubjectCollisions collisions = appendSubjects(notes);
    append(
        Tables.CAMPAIGN,
        notes
            .where(col(Staged.CAMPAIGN).isNotNull())
            .select(col("campaign_id"), col(Staged.CAMPAIGN).as("name")));
    // Rows that a run which was stopped has refused do not change sides, whatever the clock says.
    Dataset<Row> refusedBefore = lake.originsOf(Tables.QUARANTINE, ids);
    boolean someRefusedBefore = !refusedBefore.isEmpty();
    StoredRows stored = new StoredRows(lake, ids);
    Dataset<Row> refused = refused(notes, findings);
    for (SourceKind kind : SourceKind.values()) {
      List<RawFile> ofKind =
          files.stream()
              .filter(file -> sources.get(file.source()).kind() == kind)
              .filter(findings::isReadable)
              .toList();
      if (ofKind.isEmpty()) {
        continue;
      }
      Table table = SilverShape.of(kind).table();
      Dataset<Row> silver = staging.silver(kind, ofKind);
      if (kind.namesSubjects() && collisions.any()) {
        refused = refused.unionByName(collisions.of(silver, names(ofKind)));
      }
      silver = collisions.without(silver);
      if (someRefusedBefore) {
        silver = silver.join(refusedBefore, StoredRows.ORIGIN, "left_anti");
      }
      stored.count(table, append(table, Staged.PREFERENCE, silver.select(Staged.silver(table))));
    }
    append(Tables.QUARANTINE, stored.withoutForeign(refused));
    List<FileOutcome> outcomes = outcomes(files, findings, stored);
    append(Tables.INGEST_OUTCOME, rows(outcomes));
    return outcomes;
  }

  private Dataset<Row> names(List<RawFile> files) {
    return spark.createDataFrame(
        files.stream().map(file -> RowFactory.create(file.fileId(), file.name())).toList(),
        new StructType().add("file_id", DataTypes.LongType).add("file", DataTypes.StringType));
  }

  private SubjectCollisions appendSubjects(Dataset<Row> notes) {
    Dataset<Row> named =
        notes
            .where(col(Staged.KEY).isNotNull())
            .select("subject_id", Staged.CHECK, Staged.KEY, Staged.KEY_TYPE);
    append(
        Tables.SUBJECT_TABLE,
        List.of(Staged.KEY),
        named.select(
            col("subject_id"),
            col(Staged.KEY),
            col(Staged.KEY_TYPE),
            lit(context.key().epoch()).as("key_epoch")));
    return SubjectCollisions.between(named, lake.read(Tables.SUBJECT_TABLE));
  }

  /** Rows of the quarantine table. */
  private Dataset<Row> refused(Dataset<Row> notes, FileFindings findings) {
    return spark
        .createDataFrame(findings.fileFaults(sources), Tables.QUARANTINE.schema())
        .unionByName(
            notes
                .where(col(Staged.TAG).equalTo(Staged.REFUSED))
                .select(
                    col("source_system"),
                    col("file"),
                    col("file_id"),
                    col("file_row"),
                    col("fault_column").as("column"),
                    col("fault_expected").as("expected"),
                    col("fault_got").as("got")));
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
