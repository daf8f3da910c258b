package org.optika.jobs;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.optika.core.evidence.audit.CaptureJudge;
import org.optika.core.evidence.audit.DrawnSample;
import org.optika.core.evidence.audit.TagBook;
import org.optika.core.evidence.audit.TestGoal;
import org.optika.jobs.audit.Captures;
import org.optika.jobs.audit.CsvCaptures;
import org.optika.jobs.audit.HarFolder;
import org.optika.jobs.audit.SampleFile;
import org.optika.jobs.config.TagsConfig;
import org.optika.spark.evidence.audit.StoredPermission;
import org.optika.spark.gate.PermissionTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares captures with the stored permission. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Compare what was recorded on the devices of a sample with the stored permission: each cookie and request with what was permitted at its instant, as it was known then.",
      "Ends with 3 when the test says that more devices deviate than is acceptable."
    })
final class AuditCheckCommand implements Callable<Integer> {
  /** Exit code when the answer is that more devices deviate than is acceptable. */
  static final int REJECTED = 3;

  private static final double ALPHA = 0.05;

  @Option(
      names = "--sample",
      paramLabel = "FILE",
      required = true,
      description = "As 'audit sample' has written it.")
  private Path sampleFile;

  @Option(
      names = "--har",
      paramLabel = "DIR",
      description = "Folder of HAR files, named <sample_id>.har or <sample_id>-<capture_code>.har.")
  private Path har;

  @Option(
      names = "--captures",
      paramLabel = "FILE",
      description =
          "Instead of --har: CSV with sample_id, seen_at, kind (cookie-set, cookie-read, request, storage), host, name.")
  private Path csv;

  @Option(
      names = "--null",
      paramLabel = "RATE",
      description =
          "Largest acceptable share of deviating devices, where the sample was not drawn for a test.")
  private Double nullRate;

  @Option(
      names = "--alpha",
      paramLabel = "RATE",
      description =
          "Probability, at most, of a false alarm (default: that of the sample, or 0.05).")
  private Double alpha;

  @Option(names = "--out", paramLabel = "FILE", description = "Write the report as JSON.")
  private Path out;

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "Of what is printed: text or json (default: ${DEFAULT-VALUE}).")
  private Format format;

  @Mixin private RunOptions options;

  private enum Format {
    TEXT,
    JSON
  }

  private Optional<AuditReport> report = Optional.empty();

  @Override
  public Integer call() {
    if ((har == null) == (csv == null)) {
      throw new UserErrorException("Name the captures by either --har DIR or --captures FILE.");
    }
    DrawnSample sample = SampleFile.read(sampleFile);
    Optional<RateQuestion> question = question(sample.design().goal());
    Captures captures = har != null ? new HarFolder(har, sample) : new CsvCaptures(csv, sample);
    Run.inContext(
        "audit-check", options, (spark, context) -> check(context, sample, captures, question));
    return report.orElseThrow().rejects() ? REJECTED : 0;
  }

  /** The question cannot be changed once the sample is drawn. */
  private Optional<RateQuestion> question(Optional<TestGoal> planned) {
    if (planned.isPresent()) {
      TestGoal goal = planned.get();
      if ((nullRate != null && nullRate != goal.nullRate())
          || (alpha != null && alpha != goal.alpha())) {
        throw new UserErrorException(
            "%s was drawn to test %s at alpha %s, which is not changed afterwards. Leave --null and --alpha out, or draw another sample.",
            sampleFile, goal.nullRate(), goal.alpha());
      }
      return Optional.of(new RateQuestion(goal.nullRate(), goal.alpha()));
    }
    if (nullRate == null) {
      if (alpha != null) {
        throw new UserErrorException("--alpha: there is no test without --null");
      }
      return Optional.empty();
    }
    double chosen = alpha == null ? ALPHA : alpha;
    if (!(0 < nullRate && nullRate < 1 && 0 < chosen && chosen < 0.25)) {
      throw new UserErrorException(
          "--null must be in (0, 1) and --alpha in (0, 0.25), got %s and %s", nullRate, chosen);
    }
    return Optional.of(new RateQuestion(nullRate, chosen));
  }

  private void check(
      RunContext context, DrawnSample sample, Captures captures, Optional<RateQuestion> question) {
    TagBook tags = context.configuration().requiredTags();
    long knownAt = context.clocks().knownAtMicros();
    requireTimeline(context, knownAt);
    StoredPermission stored =
        StoredPermission.of(context.lake(), context.config().controller(), sample.devices());
    SamplingAudit audit =
        SamplingAudit.of(
            sample,
            captures,
            stored::of,
            new CaptureJudge(tags, context.rules(), knownAt),
            knownAt);
    audit.faults().forEach(fault -> context.log(fault.toString()));
    AuditReport made =
        new AuditReport(
            audit,
            sample,
            question,
            new AuditReport.Origin(
                context.config().controller(),
                context.clocks(),
                captures.source(),
                FileHash.of(List.of(sampleFile)),
                context.rulePackHash(),
                FileHash.of(List.of(TagsConfig.file(context.config().folder()))),
                tags.tags()));
    if (out != null) {
      write(AuditJson.of(made));
    }
    System.out.print(format == Format.JSON ? AuditJson.of(made) : AuditText.of(made));
    report = Optional.of(made);
  }

  /** A timeline of older knowledge does not hold the withdrawals known since. */
  private static void requireTimeline(RunContext context, long knownAt) {
    Optional<Long> built = PermissionTable.in(context.lake()).builtFor();
    if (built.filter(micros -> micros == knownAt).isEmpty()) {
      throw new UserErrorException(
          "The stored permission was %s, and this check has known_at %s. Run 'optika build-consent-timeline' with the clocks of this check.",
          built
              .map(micros -> "built for known_at " + RunContext.instant(micros))
              .orElse("never built"),
          RunContext.instant(knownAt));
    }
  }

  private void write(String json) {
    try {
      Path folder = out.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      Path started = Files.createTempFile(folder, ".audit", ".part");
      Files.writeString(started, json, StandardCharsets.UTF_8);
      Files.move(started, out, ATOMIC_MOVE, REPLACE_EXISTING);
    } catch (IOException unwritable) {
      throw new UserErrorException("%s: cannot be written: %s", out, unwritable.getMessage());
    }
  }
}
