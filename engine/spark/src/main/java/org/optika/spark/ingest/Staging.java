package org.optika.spark.ingest;

import com.google.common.collect.Iterators;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.optika.core.ingest.IngestRules;
import org.optika.core.ingest.PseudonymKey;
import org.optika.core.ingest.SourceKind;
import org.optika.core.ingest.SourceSpec;

/** Reads files of one kind of source into {@link Staged} rows, each file once. */
final class Staging {
  /** What one task reads, about: enough to be worth a task. */
  private static final long TASK_BYTES = 32L << 20;

  private final List<SourceSpec> sources;
  private final PseudonymKey key;
  private final IngestRules rules;
  private final Pseudonymisers pseudonymisers;

  Staging(
      List<SourceSpec> sources,
      PseudonymKey key,
      IngestRules rules,
      Pseudonymisers pseudonymisers) {
    this.sources = sources;
    this.key = key;
    this.rules = rules;
    this.pseudonymisers = pseudonymisers;
  }

  /** Staged rows of files that all belong to sources of one kind. */
  Dataset<Row> stage(SparkSession spark, SourceKind kind, List<RawFile> files) {
    SilverShape<?> shape = SilverShape.of(kind);
    List<List<FilePart>> tasks = tasks(files);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<SerializableConfiguration> configuration = RawFiles.configuration(context);
    JavaRDD<Row> rows =
        tasks.isEmpty()
            ? context.emptyRDD()
            : rows(
                context.parallelize(tasks, tasks.size()),
                configuration,
                sources,
                shape,
                key,
                rules,
                pseudonymisers);
    return spark.createDataFrame(rows, Staged.schema(shape.table()));
  }

  private static <T> JavaRDD<Row> rows(
      JavaRDD<List<FilePart>> tasks,
      Broadcast<SerializableConfiguration> configuration,
      List<SourceSpec> sources,
      SilverShape<T> shape,
      PseudonymKey key,
      IngestRules rules,
      Pseudonymisers pseudonymisers) {
    return tasks.flatMap(
        parts -> {
          RawStorage storage = new RawStorage(configuration.value().value());
          Iterator<Iterator<Row>> readers =
              parts.stream()
                  .map(
                      part -> {
                        SourceSpec spec = sources.get(part.file().source());
                        return (Iterator<Row>)
                            new PartReader<>(
                                storage,
                                part,
                                spec,
                                shape,
                                shape.reader(spec, pseudonymisers.make(key), rules));
                      })
                  .iterator();
          return Iterators.concat(readers);
        });
  }

  /** Text files whole, Parquet files by row groups; small neighbours share a task. */
  private static List<List<FilePart>> tasks(List<RawFile> files) {
    List<List<FilePart>> tasks = new ArrayList<>();
    List<FilePart> open = new ArrayList<>();
    long openBytes = 0;
    for (RawFile file : files) {
      int groups = Math.max(1, file.rowGroups().size());
      long bytes = Math.max(1, file.bytes() / groups);
      int groupsInPart = (int) Math.max(1, TASK_BYTES / bytes);
      long rowsBefore = 0;
      for (int first = 0; first < groups; first += groupsInPart) {
        int last = Math.min(groups, first + groupsInPart) - 1;
        if (!open.isEmpty() && openBytes + bytes * (last - first + 1) > TASK_BYTES) {
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
