package org.optika.jobs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.optika.jobs.config.EngineConfig;
import org.optika.sample.SampleWorld;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The first thing that a newcomer runs: a generated world through all jobs. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Generate a sample, run every job on it, print what a marketer wants to see.")
final class DemoCommand implements Runnable {
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
  public void run() {
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
    Run.inContext(
        "demo",
        options,
        config -> config.at(lake.toString(), world.resolve("raw"), key),
        (spark, context) -> {
          new JobRunner(spark, context).run(Jobs.ALL);
          System.out.print(Summary.of(context, Optional.of(world.resolve("truth"))));
          System.out.print(whereNext(context.config(), lake, world));
        });
  }

  private static String whereNext(EngineConfig config, Path lake, Path world) {
    return """

        Delta tables: %1$s (one folder a table; docs/tables.md says what is in them)
        Next:
          ./optika run --help                 all jobs on your own data: edit %2$s and conf/sources/*.yaml
          ./optika show --lake %1$s --raw %3$s
          ./optika explain --help             why one subject's activity is permitted or refused
        """
        .formatted(lake, config.file(), world.resolve("raw"));
  }
}
