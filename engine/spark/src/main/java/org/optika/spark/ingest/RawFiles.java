package org.optika.spark.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.optika.core.ingest.Fault;
import org.optika.core.ingest.SourceFormat;
import org.optika.core.ingest.SourceSpec;

/** Finds the files of the sources and says which they are. */
final class RawFiles {
  private RawFiles() {}

  /** A file before anybody opened it. */
  private record Candidate(
      int order, int source, String location, String name, long bytes, long modified)
      implements java.io.Serializable {}

  /** All files of all sources, read once to know them by their bytes. */
  static List<RawFile> find(SparkSession spark, List<SourceSpec> sources, String root) {
    RawStorage storage = new RawStorage(spark.sparkContext().hadoopConfiguration());
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      try {
        for (RawStorage.Listed file : storage.list(root, sources.get(i).path())) {
          candidates.add(
              new Candidate(
                  candidates.size(),
                  i,
                  file.path().toString(),
                  file.name(),
                  file.bytes(),
                  file.modified()));
        }
      } catch (IOException unreachable) {
        throw new UncheckedIOException(
            "cannot list the files of source '%s'".formatted(sources.get(i).name()), unreachable);
      }
    }
    if (candidates.isEmpty()) {
      return List.of();
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<SerializableConfiguration> configuration = configuration(context);
    return context
        .parallelize(candidates, Math.min(candidates.size(), 1_000))
        .map(file -> inspect(new RawStorage(configuration.value().value()), sources, file))
        .collect();
  }

  static Broadcast<SerializableConfiguration> configuration(JavaSparkContext context) {
    return context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
  }

  private static RawFile inspect(RawStorage storage, List<SourceSpec> sources, Candidate file)
      throws IOException {
    SourceSpec spec = sources.get(file.source());
    long fileId = storage.fileId(spec.name(), file.location());
    List<Long> rowGroups = List.of();
    Optional<Fault> fault = Optional.empty();
    if (spec.format() == SourceFormat.PARQUET) {
      try {
        ParquetInput input = new ParquetInput(storage, file.location());
        rowGroups = ParquetRows.rowGroups(input);
        fault = ParquetRows.misfit(input, spec);
      } catch (UnreadableFileException broken) {
        fault = Optional.of(broken.fault());
      }
    }
    return new RawFile(
        file.order(),
        file.source(),
        file.location(),
        file.name(),
        file.bytes(),
        file.modified(),
        fileId,
        rowGroups,
        fault.stream().toList());
  }
}
