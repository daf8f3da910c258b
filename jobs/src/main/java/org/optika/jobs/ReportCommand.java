package org.optika.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.optika.core.evidence.report.Audience;
import org.optika.core.evidence.report.ReportPeriod;
import org.optika.jobs.config.EvidenceConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.Unmatched;

/** Reports that a regulator can check without trusting who made them. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Build and verify reports that a regulator can check.",
    subcommands = {
      ReportCommand.Build.class,
      ReportCommand.Verify.class,
      ReportCommand.NewKey.class,
      ReportCommand.StampRequest.class,
      ReportCommand.Stamp.class
    })
final class ReportCommand {

  @Command(
      name = "build",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Make a signed bundle of the figures of a period: report-<controller>-<period>.zip.",
        "The jobs have to have run as at the end of the period ('optika run --as-of ...')."
      })
  static final class Build implements Callable<Integer> {
    @Option(
        names = "--period",
        required = true,
        converter = PeriodConverter.class,
        description = "Year, quarter or month: 2026, 2026-Q3, 2026-09.")
    private ReportPeriod period;

    @Option(
        names = "--audience",
        paramLabel = "WHO",
        defaultValue = "authority",
        converter = AudienceConverter.class,
        description =
            "authority: exact aggregates, small cells withheld; public: differentially private releases alone (default: ${DEFAULT-VALUE}).")
    private Audience audience;

    @Option(
        names = "--out",
        paramLabel = "DIR",
        defaultValue = "reports",
        description = "Folder of the bundle (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(
        names = "--key",
        paramLabel = "FILE",
        description = "Signing key, instead of that of evidence.yaml.")
    private Path key;

    @Option(
        names = "--sampling-audit",
        paramLabel = "FILE",
        description = "Result of 'optika audit check --out FILE', to go into the report.")
    private Path samplingAudit;

    @Option(
        names = "--versions",
        paramLabel = "FILE",
        description =
            "report.json of an earlier bundle: read the tables at its versions, to make the same bundle again.")
    private Path versions;

    @Option(
        names = "--earlier",
        paramLabel = "FILE.zip",
        description =
            "Bundle that the same reader has already; repeatable. What is withheld must not follow from both together.")
    private List<Path> earlier = List.of();

    @Option(
        names = "--page",
        description = "Also leave the page of the bundle beside it, to be looked at.")
    private boolean page;

    @Option(
        names = "--keep-input",
        paramLabel = "DIR",
        description = "Also leave what was exported in this new folder.")
    private Path keepInput;

    @Mixin private RunOptions options;

    @Override
    public Integer call() {
      if (options.asOf != null) {
        throw new UserErrorException(
            "--as-of: a report is always as at the end of its period (%s); leave it out",
            period.until());
      }
      options.asOf = endOfPeriod();
      if (keepInput != null && Files.exists(keepInput)) {
        throw new UserErrorException("--keep-input %s: is there already", keepInput);
      }
      try (ReportFolder folder =
          keepInput == null ? ReportFolder.temporary() : ReportFolder.kept(keepInput)) {
        EvidenceConfig evidence = export(folder);
        List<String> more = new ArrayList<>();
        earlier.forEach(bundle -> more.addAll(List.of("--earlier", bundle.toString())));
        if (page) {
          more.add("--page");
        }
        return folder.bundle(out, key == null ? evidence.signingKey() : key, more);
      }
    }

    private Instant endOfPeriod() {
      return period.until().atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private EvidenceConfig export(ReportFolder folder) {
      EvidenceConfig evidence = Configuration.load(options).requiredEvidence();
      Optional<Map<String, Long>> pinned = Optional.ofNullable(versions).map(Build::versionsOf);
      Run.inContext(
          "report",
          options,
          (spark, context) -> {
            pinned.ifPresent(context.lake()::readAtVersions);
            folder.write(new ReportExport(context, evidence, period, audience).files());
          });
      if (samplingAudit != null) {
        folder.copy(samplingAudit, "validation/sampling-audit.json");
      }
      return evidence;
    }

    private static Map<String, Long> versionsOf(Path report) {
      try {
        JsonNode versions = new ObjectMapper().readTree(report.toFile()).path("table_versions");
        Map<String, Long> pinned = new TreeMap<>();
        versions
            .properties()
            .forEach(entry -> pinned.put(entry.getKey(), entry.getValue().asLong()));
        if (pinned.isEmpty()) {
          throw new UserErrorException("--versions %s: names no table_versions", report);
        }
        return pinned;
      } catch (IOException e) {
        throw new UserErrorException("--versions %s: cannot be read: %s", report, e.getMessage());
      }
    }
  }

  /** A command whose words go to the evidence module as they are, {@code --help} included. */
  private abstract static class PassedOn implements Callable<Integer> {
    @Unmatched private List<String> words = new ArrayList<>();
    private final String command;

    PassedOn(String command) {
      this.command = command;
    }

    @Override
    public Integer call() {
      List<String> all = new ArrayList<>(List.of(command));
      all.addAll(words);
      return EvidenceProcess.run(all);
    }
  }

  @Command(
      name = "verify",
      description = "Check a bundle, offline: 'optika report verify FILE.zip', --help for more.")
  static final class Verify extends PassedOn {
    Verify() {
      super("verify");
    }
  }

  @Command(
      name = "new-key",
      description = "Make a signing key: 'optika report new-key --out FILE'.")
  static final class NewKey extends PassedOn {
    NewKey() {
      super("new-key");
    }
  }

  @Command(
      name = "stamp-request",
      description = "Write the question to a time stamping authority (RFC 3161), --help for more.")
  static final class StampRequest extends PassedOn {
    StampRequest() {
      super("stamp-request");
    }
  }

  @Command(
      name = "stamp",
      description = "Put the answer of a time stamping authority into a bundle, --help for more.")
  static final class Stamp extends PassedOn {
    Stamp() {
      super("stamp");
    }
  }

  static final class PeriodConverter implements ITypeConverter<ReportPeriod> {
    @Override
    public ReportPeriod convert(String text) {
      try {
        return ReportPeriod.of(text);
      } catch (IllegalArgumentException wrong) {
        throw new TypeConversionException(wrong.getMessage());
      }
    }
  }

  static final class AudienceConverter implements ITypeConverter<Audience> {
    @Override
    public Audience convert(String text) {
      try {
        return Audience.of(text);
      } catch (IllegalArgumentException wrong) {
        throw new TypeConversionException(wrong.getMessage());
      }
    }
  }
}
