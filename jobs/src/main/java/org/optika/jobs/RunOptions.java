package org.optika.jobs;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.optika.jobs.config.EngineConfig;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Options that every job has. */
final class RunOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "${sys:optika.conf.dir:-conf}/optika.yaml",
      description =
          "Configuration; purposes, sources and the rest stand beside it (default: ${DEFAULT-VALUE}).")
  Path config;

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      converter = InstantConverter.class,
      description =
          "Process as at this instant (UTC); permissions must hold at it. Default: config, else the newest ingest.")
  Instant asOf;

  @Option(
      names = "--known-at",
      paramLabel = "TIME",
      converter = InstantConverter.class,
      description =
          "Use what was known at this instant (UTC). Default: config, else the newest ingest.")
  Instant knownAt;

  @Option(
      names = "--lake",
      paramLabel = "DIR",
      description = "Where the Delta tables are, instead of the config's.")
  String lake;

  @Option(
      names = "--raw",
      paramLabel = "DIR",
      description = "Where the raw files are, instead of the config's.")
  Path raw;

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "Holds the pseudonymisation key, instead of what the config names.")
  Path keyFile;

  /**
   * @param arguments as on the command line; none for the defaults
   * @throws UserErrorException when one is unknown or cannot be read
   */
  static RunOptions of(String... arguments) {
    RunOptions options = new RunOptions();
    try {
      new picocli.CommandLine(new Holder(options)).parseArgs(arguments);
    } catch (ParameterException wrong) {
      throw new UserErrorException("%s", wrong.getMessage());
    }
    return options;
  }

  @picocli.CommandLine.Command
  private static final class Holder {
    @picocli.CommandLine.Mixin private final RunOptions options;

    private Holder(RunOptions options) {
      this.options = options;
    }
  }

  /** The config with what the command line says in its place. */
  EngineConfig override(EngineConfig config) {
    return new EngineConfig(
        config.file(),
        config.controller(),
        lake == null ? config.lake() : lake,
        raw == null ? config.raw() : raw,
        asOf == null ? config.asOf() : Optional.of(asOf),
        knownAt == null ? config.knownAt() : Optional.of(knownAt),
        config.buckets(),
        keyFile == null ? config.pseudonymisation() : config.pseudonymisation().in(keyFile),
        config.journeys(),
        config.attribution(),
        config.smallCellThreshold(),
        config.releases(),
        config.lateWithdrawalBaselines(),
        lake == null ? config.lineage() : config.lineageBeside(lake));
  }

  /** A day (its start) or an instant, in UTC. */
  static final class InstantConverter implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return text.length() == 10
            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
            : Instant.parse(text);
      } catch (DateTimeException wrong) {
        throw new TypeConversionException(
            "expected a day or an instant in UTC, e.g. 2026-03-01 or 2026-03-01T10:00:00Z, got '%s'"
                .formatted(text));
      }
    }
  }
}
