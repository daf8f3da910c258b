package org.optika.spark.ingest;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.util.SerializableConfiguration;
import org.optika.core.ingest.IngestRules;
import org.optika.core.ingest.PseudonymKey;
import org.optika.core.ingest.Pseudonymiser;
import org.optika.core.ingest.SourceKind;
import org.optika.core.ingest.SourceSpec;
import org.optika.spark.table.FlatIterator;
import org.optika.spark.table.InternalRows;

/** Reads files into {@link Staged} rows. */
final class Staging {
  /** Bounds of what one task reads, about: enough to be worth a task, few enough to share out. */
  private static final long LEAST_TASK_BYTES = 4L << 20;

  private static final long MOST_TASK_BYTES = 128L << 20;
  private static final int TASKS_A_CORE = 4;

  private final SparkSession spark;
  private final List<SourceSpec> sources;
  private final PseudonymKey key;
  private final IngestRules rules;
  private final Pseudonymisers pseudonymisers;

  Staging(
      SparkSession spark,
      List<SourceSpec> sources,
      PseudonymKey key,
      IngestRules rules,
      Pseudonymisers pseudonymisers) {
    this.spark = spark;
    this.sources = sources;
    this.key = key;
    this.rules = rules;
    this.pseudonymisers = pseudonymisers;
  }

  /** Notes on files of any kind: rows of {@link Staged#NOTES}. */
  Dataset<Row> notes(List<RawFile> files) {
    return InternalRows.frame(spark, rows(files, PartReader.Yield.NOTES), Staged.NOTES);
  }

  /** Silver rows of files that all belong to sources of one kind and have no fault as a whole. */
  Dataset<Row> silver(SourceKind kind, List<RawFile> files) {
    return InternalRows.frame(
        spark,
        rows(files, PartReader.Yield.SILVER),
        Staged.silverSchema(SilverShape.of(kind).table()));
  }

  private JavaRDD<InternalRow> rows(List<RawFile> files, PartReader.Yield wanted) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    List<List<FilePart>> tasks = tasks(files, context.defaultParallelism());
    return tasks.isEmpty()
        ? context.emptyRDD()
        : rows(
            context.parallelize(tasks, tasks.size()),
            RawFiles.configuration(context),
            sources,
            key,
            rules,
            pseudonymisers,
            wanted);
  }

  private static JavaRDD<InternalRow> rows(
      JavaRDD<List<FilePart>> tasks,
      Broadcast<SerializableConfiguration> configuration,
      List<SourceSpec> sources,
      PseudonymKey key,
      IngestRules rules,
      Pseudonymisers pseudonymisers,
      PartReader.Yield wanted) {
    return tasks.flatMap(
        parts -> {
          RawStorage storage = new RawStorage(configuration.value().value());
          return new FlatIterator<>(
              parts.iterator(),
              part -> {
                SourceSpec spec = sources.get(part.file().source());
                return reader(
                    storage,
                    part,
                    spec,
                    SilverShape.of(spec.kind()),
                    pseudonymisers.make(key),
                    rules,
                    wanted);
              });
        });
  }

  private static <T> Iterable<InternalRow> reader(
      RawStorage storage,
      FilePart part,
      SourceSpec spec,
      SilverShape<T> shape,
      Pseudonymiser pseudonymiser,
      IngestRules rules,
      PartReader.Yield wanted) {
    return () ->
        new PartReader<>(
            storage, part, spec, shape, shape.reader(spec, pseudonymiser, rules), wanted);
  }

  /** Text files whole, Parquet files by row groups; small neighbours share a task. */
  private static List<List<FilePart>> tasks(List<RawFile> files, int cores) {
    long allBytes = files.stream().mapToLong(RawFile::bytes).sum();
    long taskBytes =
        Math.min(MOST_TASK_BYTES, Math.max(LEAST_TASK_BYTES, allBytes / (TASKS_A_CORE * cores)));
    List<List<FilePart>> tasks = new ArrayList<>();
    List<FilePart> open = new ArrayList<>();
    long openBytes = 0;
    for (RawFile file : files) {
      int groups = Math.max(1, file.rowGroups().size());
      long bytes = Math.max(1, file.bytes() / groups);
      int groupsInPart = (int) Math.max(1, taskBytes / bytes);
      long rowsBefore = 0;
      for (int first = 0; first < groups; first += groupsInPart) {
        int last = Math.min(groups, first + groupsInPart) - 1;
        if (!open.isEmpty() && openBytes + bytes * (last - first + 1) > taskBytes) {
          tasks.add(open);
          open = new ArrayList<>();
          openBytes = 0;
        }
        open.add(new FilePart(file, first, last, rowsBefore));
        openBytes += bytes * (last - first + 1);
        for (int group = first; group <= last && group < file.rowGroups().size(); group++) {
          rowsBefore += file.rowGroups().get(group);
        }
      }
    }
    if (!open.isEmpty()) {
      tasks.add(open);
    }
    return tasks;
  }
}
