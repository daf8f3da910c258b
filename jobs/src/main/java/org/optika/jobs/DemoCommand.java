package org.optika.jobs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.optika.core.evidence.report.Audience;
import org.optika.core.evidence.report.ReportPeriod;
import org.optika.jobs.config.EvidenceConfig;
import org.optika.sample.SampleWorld;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The first thing that a newcomer runs: a generated world through all jobs. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Generate a sample, run every job on it, print what a marketer wants to see, and make a",
      "report that an authority can verify."
    })
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = ".optika/demo",
      description = "Folder for files and tables (default: ${DEFAULT-VALUE}).")
  private Path dir;

  @Option(
      names = "--people",
      paramLabel = "N",
      defaultValue = "5000",
      description = "People in the sample (default: ${DEFAULT-VALUE}).")
  private long people;

  @Option(
      names = "--days",
      paramLabel = "D",
      defaultValue = "240",
      description = "Days up to 2026-09-30 (default: ${DEFAULT-VALUE}).")
  private int days;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "42",
      description = "Seed of the sample (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() {
    Path world = dir.resolve("people-%d-days-%d-seed-%d".formatted(people, days, seed));
    if (Files.exists(world.resolve("truth"))) {
      System.err.println("Sample world is there already: " + world);
    } else {
      System.err.println("Generating a sample world in " + world);
      SampleCommand.write(() -> new SampleWorld(people, days, seed), world);
    }
    Path key = dir.resolve("pseudonym.key");
    Keys.createIfAbsent(key);
    Path lake = world.resolve("lake");
    RunOptions options = RunOptions.of();
    try (ReportFolder folder = ReportFolder.temporary()) {
      AtomicReference<Optional<String>> exported = new AtomicReference<>(Optional.empty());
      Run.inContext(
          "demo",
          options,
          config -> config.at(lake.toString(), world.resolve("raw"), key),
          (spark, context) -> {
            new JobRunner(spark, context).run(Jobs.ALL);
            System.out.print(Summary.of(context, Optional.of(world.resolve("truth"))));
            exported.set(export(context, folder));
          });
      int exitCode = 0;
      if (exported.get().isPresent()) {
        System.out.println("\nReport for an authority, built and verified\n");
        Path signing = dir.resolve("demo-report-key.pem");
        exitCode = bundle(exported.get().get(), folder, signing, world.resolve("reports"));
      }
      System.out.print(whereNext(options.config, lake, world));
      return exitCode;
    }
  }

  /**
   * Of the quarter or month that ends as the run does.
   *
   * @return name of the bundle; empty where the configuration knows of no reports or its clocks
   *     stand within a month
   */
  private static Optional<String> export(RunContext context, ReportFolder folder) {
    Instant asOf = Instant.EPOCH.plus(context.clocks().asOfMicros(), ChronoUnit.MICROS);
    LocalDate day = asOf.atZone(ZoneOffset.UTC).toLocalDate();
    Optional<ReportPeriod> period =
        asOf.equals(day.atStartOfDay(ZoneOffset.UTC).toInstant())
            ? ReportPeriod.endingAt(day)
            : Optional.empty();
    Optional<EvidenceConfig> evidence = context.configuration().evidence();
    if (period.isEmpty() || evidence.isEmpty()) {
      context.log("No report: it needs evidence.yaml, and clocks at the end of a month");
      return Optional.empty();
    }
    folder.write(
        new ReportExport(context, evidence.get(), period.get(), Audience.AUTHORITY).files());
    return Optional.of(
        Audience.AUTHORITY.bundleName(context.config().controller(), period.get().id()));
  }

  /**
   * Signs it with a key that is for demos only, and verifies it as a regulator would.
   *
   * @param name of the bundle, without its ending
   * @param key made unless it is there
   * @return 0, or the exit code of what has failed and has said why
   */
  static int bundle(String name, ReportFolder folder, Path key, Path reports) {
    int exitCode =
        Files.exists(key) ? 0 : EvidenceProcess.run(List.of("new-key", "--out", key.toString()));
    if (exitCode == 0) {
      exitCode = folder.bundle(reports, key, List.of("--page"));
    }
    if (exitCode == 0) {
      String bundle = reports.resolve(name + ".zip").toString();
      exitCode = EvidenceProcess.run(List.of("verify", bundle));
    }
    return exitCode;
  }

  private static String whereNext(Path config, Path lake, Path world) {
    return """

        Delta tables: %1$s (one folder a table; docs/tables.md says what is in them)
        Next:
          ./optika run --help                 all jobs on your own data: edit %2$s and conf/sources/*.yaml
          ./optika show --lake %1$s --raw %3$s
          ./optika explain --help             why one subject's activity is permitted or refused
          ./optika report --help              a report of your own data, signed with a key of your own: that of the demo is for the demo
        """
        .formatted(lake, config, world.resolve("raw"));
  }
}
