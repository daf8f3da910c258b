package org.optika.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.optika.jobs.Optika;
import org.optika.sample.SampleWorld;
import org.optika.spark.evidence.ConsentLog;
import org.optika.spark.evidence.LogReport;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Tables;

/**
 * The Merkle log beside the ingest that it is a part of: all of {@code optika ingest} on the
 * consent sources of a made-up shop, the append alone of the same rows, and verifying them.
 */
final class LogSuite implements Suite {
  /** At scale 1. */
  private static final long PEOPLE = 320_000;

  private static final int DAYS = 240;
  private static final long SEED = 42;

  /** The least that the generator knows: the log is not about touchpoints. */
  private static final double ACTIVITY = 0.1;

  private static final int BUCKETS = 32;
  private static final int SHUFFLE_PARTITIONS = 8;
  private static final String RUN = "bench";

  private final SparkSession spark;
  private final Path folder;
  private final long people;
  private int lakes;

  /**
   * @param conf configuration of the checkout
   */
  LogSuite(SparkSession spark, Path dir, double scale, Path conf) throws IOException {
    this.spark = spark;
    spark.conf().set("spark.sql.shuffle.partitions", SHUFFLE_PARTITIONS);
    folder = dir.resolve("log-" + scale);
    people = Math.max(100, Math.round(PEOPLE * scale));
    configure(conf);
    if (!Files.exists(folder.resolve("complete"))) {
      new SampleWorld(people, DAYS, SEED).withActivity(ACTIVITY).writeTo(folder, line -> {});
      ingest(whole());
      Files.createFile(folder.resolve("complete"));
    }
  }

  /** That of the checkout, with the sources of consent alone and a key of its own. */
  private void configure(Path conf) throws IOException {
    try (Stream<Path> files = Files.walk(conf)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path relative = conf.relativize(file);
        boolean left = relative.startsWith("sources") && !isOfConsent(file);
        if (!left) {
          Path copy = folder.resolve("conf").resolve(relative.toString());
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    Path key = folder.resolve("bench.key");
    Files.writeString(
        key, "a key for the benchmark only, 32 bytes or more", StandardCharsets.UTF_8);
    Path file = folder.resolve("conf").resolve("optika.yaml");
    Files.writeString(
        file,
        Files.readString(file)
            .replaceFirst("key_file: .*", "key_file: " + key)
            .replaceFirst("buckets: .*", "buckets: " + BUCKETS));
  }

  private static boolean isOfConsent(Path source) {
    return source.getFileName().toString().startsWith("consent_");
  }

  @Override
  public String name() {
    return "log";
  }

  @Override
  public String data() {
    return "%,d people, %,d consent events, %d buckets".formatted(people, leaves(whole()), BUCKETS);
  }

  @Override
  public List<Variant> variants() {
    return List.of(
        new Variant(
            "optika-ingest",
            Variant.Role.LIMIT,
            () -> {
              Path lake = fresh();
              ingest(lake);
              return () -> Long.toString(leaves(lake));
            }),
        new Variant(
            "optika-log-append",
            Variant.Role.ENGINE,
            () -> {
              Path lake = fresh();
              link(whole().resolve(events()), lake.resolve(events()));
              long appended = ConsentLog.in(open(lake)).append(0, RUN);
              return Variant.Answer.of(Long.toString(appended));
            }),
        new Variant(
            "optika-log-verify",
            Variant.Role.ENGINE,
            () -> {
              LogReport report = ConsentLog.in(open(whole())).verify(Optional.empty());
              if (!report.findings().isEmpty()) {
                throw new IllegalStateException(report.findings().toString());
              }
              return () -> Long.toString(leaves(whole()));
            }));
  }

  /** The lake that is there in all rounds. */
  private Path whole() {
    return folder.resolve("lake");
  }

  private static String events() {
    return Tables.CONSENT_EVENT.name();
  }

  /** A lake that was not there before, so that nothing of it is known to the session. */
  private Path fresh() {
    lakes++;
    return folder.resolve("lakes").resolve(ProcessHandle.current().pid() + "-" + lakes);
  }

  private Lake open(Path lake) {
    return Lake.open(spark, lake.toString(), BUCKETS);
  }

  private void ingest(Path lake) {
    int code =
        Optika.run(
            "ingest",
            "--config",
            folder.resolve("conf").resolve("optika.yaml").toString(),
            "--raw",
            folder.resolve("raw").toString(),
            "--lake",
            lake.toString());
    if (code != 0) {
      throw new IllegalStateException("ingest ended with " + code);
    }
  }

  private long leaves(Path lake) {
    return ConsentLog.in(open(lake)).newest().orElseThrow().head().size();
  }

  /** The same files under another name: a table is the files of its folder. */
  private static void link(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.createLink(target, file);
      }
    }
  }

  @Override
  public void close() throws IOException {
    DeltaLog.clearCache();
    Path made = folder.resolve("lakes");
    if (Files.exists(made)) {
      try (Stream<Path> files = Files.walk(made)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
