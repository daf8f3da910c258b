package org.optika.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code optika bench}. */
@Command(
    name = "optika bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Measure the engine beside Spark's limits and DuckDB: variants in turns in one JVM, results compared, CPU seconds and their ratios.")
public final class BenchCommand implements Callable<Integer> {
  static final List<String> SUITES =
      List.of(
          "join",
          "clustered",
          "e2e",
          "incremental",
          "release",
          "actions",
          "log",
          "paths",
          "markov",
          "kernels",
          ScoreFigures.NAME);

  private static final List<String> ON_SPARK =
      List.of("join", "clustered", "e2e", "incremental", "release", "actions", "log");

  /** Of one measurement of a kernel. */
  private static final int KERNEL_MILLISECONDS = 500;

  @Option(
      names = "--scale",
      paramLabel = "X",
      defaultValue = "0.1",
      description =
          "1 = 40 million contacts of 2 million people, 39 million visits of 10 million, actions for 1 million, the consent of 320,000, 10 million paths (default: ${DEFAULT-VALUE}).")
  private double scale;

  @Option(
      names = "--only",
      paramLabel = "SUITE",
      split = ",",
      description =
          "Suites, comma separated: join, clustered, e2e, incremental, release, actions, log, paths, markov, kernels, scores (default: all).")
  private List<String> only = SUITES;

  @Option(
      names = "--paths-file",
      paramLabel = "FILE",
      description =
          "CSV of aggregated paths for suite markov: path, conversions, value, nulls, or as ChannelAttribution names them (default: a made-up one).")
  private Path pathsFile;

  @Option(
      names = "--reference",
      paramLabel = "DIR",
      description =
          "Folder with telco_churn.csv, telco_churn_folds_seed42.csv and cdnow_master.txt for suite scores, which is about quality and not about speed (default: the suite is left out).")
  private Path reference;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Rounds that count (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--warmup",
      paramLabel = "N",
      defaultValue = "3",
      description = "Rounds before that, which do not count (default: ${DEFAULT-VALUE}).")
  private int warmup;

  @Option(
      names = "--variants",
      paramLabel = "NAME",
      split = ",",
      description = "Run these variants only, as for a profile (default: all of the suite).")
  private List<String> variants = List.of();

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "text, markdown or json (default: ${DEFAULT-VALUE}).")
  private Report.Format format;

  @Option(
      names = "--docs",
      paramLabel = "FILE",
      description = "Put the tables in place of those of the same suites in a Markdown page.")
  private Path docs;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = ".optika/bench",
      description = "Folder for the generated files, which are kept (default: ${DEFAULT-VALUE}).")
  private Path dir;

  @Spec private CommandLine.Model.CommandSpec spec;

  /** Ends with 0, 1 (failure) or 2 (a mistake in the arguments). */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new BenchCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    require(scale > 0, "--scale must be above 0, got " + scale);
    require(rounds >= 1, "--rounds must be at least 1, got " + rounds);
    require(warmup >= 0, "--warmup must be at least 0, got " + warmup);
    for (String suite : only) {
      require(SUITES.contains(suite), "unknown suite '%s'; known: %s".formatted(suite, SUITES));
    }
    require(docs == null || Files.isRegularFile(docs), "--docs: there is no file " + docs);
    if (only.contains(ScoreFigures.NAME)) {
      requireReference();
    }
    Files.createDirectories(dir);
    Path folder = dir.toAbsolutePath().normalize();
    if (only.stream().anyMatch(ON_SPARK::contains)) {
      try (SparkSession spark = session()) {
        for (String name : only) {
          if (ON_SPARK.contains(name)) {
            try (Suite suite = onSpark(name, spark, folder)) {
              measure(suite);
            }
          }
        }
      }
    }
    if (only.contains("paths")) {
      try (Suite suite = new PathsSuite(folder, scale)) {
        measure(suite);
      }
    }
    if (only.contains("markov")) {
      try (Suite suite = new MarkovSuite(folder, Optional.ofNullable(pathsFile))) {
        measure(suite);
      }
    }
    if (only.contains("kernels")) {
      System.out.print(KernelReport.of(KernelReport.inForks(KERNEL_MILLISECONDS), format));
    }
    if (only.contains(ScoreFigures.NAME) && reference != null) {
      scores();
    }
    return 0;
  }

  /** Before anything is measured. */
  private void requireReference() {
    if (reference == null) {
      boolean asked = spec.commandLine().getParseResult().hasMatchedOption("--only");
      require(!asked, "suite scores needs --reference DIR, a folder of public data");
      System.err.println("scores: left out, it needs --reference DIR");
      return;
    }
    List<Path> missing = ScoreFigures.missing(reference);
    require(missing.isEmpty(), "--reference: there is no file " + join(missing));
  }

  private static String join(List<Path> files) {
    return files.stream().map(Path::toString).collect(Collectors.joining(", "));
  }

  private void scores() throws IOException {
    ScoreFigures.Effort effort = ScoreFigures.Effort.full(); // before Spark, see Learners.find
    try (SparkSession spark = session()) {
      FigureReport report =
          new ScoreFigures(spark, reference, effort, System.err::println).measure();
      System.out.print(report.in(format));
      if (docs != null) {
        Files.writeString(docs, report.inRows().intoPage(Files.readString(docs)));
      }
    }
  }

  private Suite onSpark(String name, SparkSession spark, Path folder) throws Exception {
    return switch (name) {
      case "join" -> new JoinSuite(spark, folder, scale);
      case "clustered" -> new ClusteredSuite(spark, folder, scale);
      case "e2e" -> new EndToEndSuite(spark, folder, scale);
      case "incremental" -> new IncrementalSuite(spark, folder, scale);
      case "release" -> new ReleaseSuite(spark, folder, scale);
      case "actions" -> new ActionsSuite(spark, folder, scale, conf());
      case "log" -> new LogSuite(spark, folder, scale, conf());
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Path conf() {
    return Path.of(System.getProperty("optika.conf.dir", "conf"));
  }

  private void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }

  private void measure(Suite suite) throws Exception {
    List<Measured> measured = new Rounds(warmup, rounds, System.err::println).run(suite, variants);
    System.out.print(Report.of(suite, measured, format));
    if (docs != null) {
      Files.writeString(docs, Report.intoPage(Files.readString(docs), suite, measured));
    }
  }

  /** Plans stay as they are written: what is compared must not change from round to round. */
  static SparkSession session() {
    return SparkSession.builder()
        .appName("optika bench")
        .master("local[*]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
        .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
        .config(
            "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
        .config("spark.databricks.delta.snapshotPartitions", "2")
        .config("spark.sql.adaptive.enabled", "false")
        .config("spark.sql.autoBroadcastJoinThreshold", "-1")
        .getOrCreate();
  }
}
