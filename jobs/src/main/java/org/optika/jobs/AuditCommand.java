package org.optika.jobs;

import static org.optika.jobs.AuditReport.Origin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.optika.core.evidence.audit.BinomialLaw;
import org.optika.core.evidence.audit.CaptureJudge;
import org.optika.core.evidence.audit.CountLaw;
import org.optika.core.evidence.audit.DrawnSample;
import org.optika.core.evidence.audit.HypergeometricLaw;
import org.optika.core.evidence.audit.SampleDesign;
import org.optika.core.evidence.audit.SampleDesign.DrawnStratum;
import org.optika.core.evidence.audit.SampleSize;
import org.optika.core.evidence.audit.Stratum;
import org.optika.core.evidence.audit.TagBook;
import org.optika.core.evidence.audit.TestGoal;
import org.optika.core.evidence.audit.TestPlan;
import org.optika.jobs.audit.Captures;
import org.optika.jobs.audit.CsvCaptures;
import org.optika.jobs.audit.HarFolder;
import org.optika.jobs.audit.SampleFile;
import org.optika.jobs.config.TagsConfig;
import org.optika.spark.evidence.audit.AuditPopulation;
import org.optika.spark.evidence.audit.StoredPermission;
import org.optika.spark.gate.PermissionTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Holds what browsers really do against the stored permission, on a random sample of devices. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Check on a random sample of devices whether cookies and requests that browsers have recorded were permitted.",
    subcommands = {AuditCommand.Plan.class, AuditCommand.Sample.class, AuditCommand.Check.class})
final class AuditCommand implements Runnable {
  /** Exit code of a check whose answer is that more devices deviate than is acceptable. */
  static final int REJECTED = 3;

  /** Looking whether the rules are kept is an obligation, and asks nobody's consent. */
  private static final String ACCOUNTABILITY = "accountability";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do: optika audit plan, sample or check");
  }

  /** What a test is to find out. */
  private static TestGoal goal(double nullRate, double alternative, double alpha, double power) {
    try {
      return new TestGoal(nullRate, alternative, alpha, power);
    } catch (IllegalArgumentException wrong) {
      throw new UserErrorException("%s", wrong.getMessage());
    }
  }

  /** Tells how large a sample has to be, without looking at any data. */
  @Command(
      name = "plan",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description =
          "Tell how many devices a test needs, from how many violations on it rejects, and its exact size and power. From that number of devices on, every larger sample has the power, too.")
  static final class Plan implements Runnable {
    @Option(
        names = "--null",
        paramLabel = "RATE",
        required = true,
        description = "Largest acceptable share of deviating devices, e.g. 0.01.")
    private double nullRate;

    @Option(
        names = "--alternative",
        paramLabel = "RATE",
        required = true,
        description = "Share that must not be missed, e.g. 0.02.")
    private double alternative;

    @Option(
        names = "--alpha",
        defaultValue = "0.05",
        description =
            "Probability, at most, of an alarm when the share is acceptable (default: ${DEFAULT-VALUE}).")
    private double alpha;

    @Option(
        names = "--power",
        defaultValue = "0.9",
        description =
            "Probability, at least, of an alarm at the alternative (default: ${DEFAULT-VALUE}).")
    private double power;

    @Option(
        names = "--population",
        paramLabel = "NUMBER",
        description = "How many devices there are (default: very many).")
    private Long population;

    @Override
    public void run() {
      TestGoal goal = goal(nullRate, alternative, alpha, power);
      try {
        CountLaw law = population == null ? new BinomialLaw() : new HypergeometricLaw(population);
        System.out.print(text(SampleSize.forTest(goal, law), law));
      } catch (IllegalArgumentException tooFew) {
        throw new UserErrorException("%s", tooFew.getMessage());
      }
    }

    private static String text(TestPlan plan, CountLaw law) {
      return String.format(
          Locale.ROOT,
          "Draw %,d devices. %,d or more deviating ones show that the share is above %s.%n"
              + "Exact %s probability of that: %.4f at %s (alpha %s), %.4f at %s (wanted %s).%n",
          plan.drawn(),
          plan.critical(),
          plan.goal().nullRate(),
          law.id(),
          plan.size(),
          plan.goal().nullRate(),
          plan.goal().alpha(),
          plan.reached(),
          plan.goal().alternative(),
          plan.goal().power());
    }
  }

  /** Draws a sample. */
  @Command(
      name = "sample",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Draw a stratified random sample of devices that had a consent event or activity in a window, and write it to a file that only its owner can read, since it holds pseudonyms.",
        "Its size: --size, --precision with --assumed, or --null with --alternative."
      })
  static final class Sample implements Runnable {
    @Option(
        names = "--out",
        paramLabel = "FILE",
        required = true,
        description = "CSV to write; must not be there yet.")
    private Path out;

    @Option(names = "--size", paramLabel = "NUMBER", description = "So many devices.")
    private Long size;

    @Option(
        names = "--precision",
        paramLabel = "SHARE",
        description = "Half of the width of the 95 % interval, e.g. 0.01.")
    private Double precision;

    @Option(
        names = "--assumed",
        paramLabel = "RATE",
        description = "Share of deviating devices for which the precision is wanted, e.g. 0.02.")
    private Double assumed;

    @Option(
        names = "--null",
        paramLabel = "RATE",
        description = "Largest acceptable share of deviating devices; tested by 'audit check'.")
    private Double nullRate;

    @Option(
        names = "--alternative",
        paramLabel = "RATE",
        description = "Share that must not be missed.")
    private Double alternative;

    @Option(
        names = "--alpha",
        defaultValue = "0.05",
        description =
            "Probability, at most, of an alarm when the share is acceptable (default: ${DEFAULT-VALUE}).")
    private double alpha;

    @Option(
        names = "--power",
        defaultValue = "0.9",
        description =
            "Probability, at least, of an alarm at the alternative (default: ${DEFAULT-VALUE}).")
    private double power;

    @Option(
        names = "--strata",
        paramLabel = "COLS",
        split = ",",
        description =
            "Draw from each part by itself: device_class, region, jurisdiction, comma separated (default: one part).")
    private List<String> strata = List.of();

    @Option(
        names = "--min-per-stratum",
        paramLabel = "NUMBER",
        defaultValue = "0",
        description = "Draw at least so many from each part (default: ${DEFAULT-VALUE}).")
    private long minimum;

    @Option(
        names = "--assumed-in",
        paramLabel = "STRATUM=RATE",
        description =
            "Draw more where shares vary more (Neyman); one for each part, may be repeated (default: in proportion).")
    private Map<String, Double> assumedIn = new LinkedHashMap<>();

    @Option(
        names = "--window-days",
        paramLabel = "NUMBER",
        defaultValue = "90",
        description = "Days up to --as-of in which a device was seen (default: ${DEFAULT-VALUE}).")
    private int windowDays;

    @Option(
        names = "--seed",
        paramLabel = "NUMBER",
        description =
            "The same seed draws the same devices, and more of them for a larger size (default: random; it is in the file).")
    private Long seed;

    @Mixin private RunOptions options;

    @Override
    public void run() {
      SamplePlan plan = plan();
      for (String column : strata) {
        if (!AuditPopulation.STRATA.contains(column)) {
          throw new UserErrorException(
              "--strata: unknown column '%s'; known: %s", column, AuditPopulation.STRATA);
        }
      }
      if (windowDays < 1) {
        throw new UserErrorException("--window-days: must be at least 1, got %d", windowDays);
      }
      if (Files.exists(out)) {
        throw new UserErrorException(
            "%s: is there already, and a sample is not drawn over another. Name another file.",
            out);
      }
      Run.inContext("audit-sample", options, (spark, context) -> draw(context, plan));
    }

    private SamplePlan plan() {
      boolean byTest = nullRate != null || alternative != null;
      boolean byPrecision = precision != null || assumed != null;
      int ways = (size != null ? 1 : 0) + (byPrecision ? 1 : 0) + (byTest ? 1 : 0);
      if (ways != 1
          || (nullRate == null) != (alternative == null)
          || (precision == null) != (assumed == null)) {
        throw new UserErrorException(
            "Say how large the sample is to be in one way: --size, or --precision with --assumed, or --null with --alternative.");
      }
      return new SamplePlan(
          Optional.ofNullable(size),
          byPrecision
              ? Optional.of(new SamplePlan.Precision(precision, assumed))
              : Optional.empty(),
          byTest ? Optional.of(goal(nullRate, alternative, alpha, power)) : Optional.empty(),
          minimum,
          assumedIn);
    }

    private void draw(RunContext context, SamplePlan plan) {
      requireAccountability(context);
      long asOf = context.clocks().asOfMicros();
      AuditPopulation population =
          AuditPopulation.of(
              context.lake(),
              context.config().controller(),
              context.clocks(),
              context.gate().activity(List.of(ACCOUNTABILITY)),
              asOf - Duration.ofDays(windowDays).toMillis() * 1_000,
              strata);
      List<Stratum> all = population.strata();
      long[] drawn = plan.allocate(all);
      long drawSeed = seed == null ? new SecureRandom().nextLong() >>> 1 : seed;
      List<DrawnStratum> design = new ArrayList<>();
      for (int i = 0; i < drawn.length; i++) {
        design.add(new DrawnStratum(all.get(i).name(), all.get(i).devices(), drawn[i]));
      }
      DrawnSample sample =
          new DrawnSample(
              new SampleDesign(
                  drawSeed, asOf, context.clocks().knownAtMicros(), strata, plan.goal(), design),
              population.draw(all, drawn, drawSeed));
      SampleFile.write(out, sample);
      System.out.print(text(sample));
    }

    private String text(DrawnSample sample) {
      TextTable table = new TextTable("stratum", "devices", "drawn");
      sample
          .design()
          .strata()
          .forEach(stratum -> table.row(stratum.name(), stratum.devices(), stratum.drawn()));
      return "%s%n%,d of %,d devices drawn into %s. It holds pseudonyms and only its owner can read it: delete it after the audit.%n"
          .formatted(table, sample.design().drawn(), sample.design().population(), out);
    }

    private static void requireAccountability(RunContext context) {
      // As for counting contacts: the same purpose, and in no jurisdiction one that asks people.
      boolean permitted =
          context.rules().purposes().stream().anyMatch(NextBestActionJob::countsContacts);
      if (!permitted) {
        throw new UserErrorException(
            "purposes.yaml: an audit reads people's rows under the purpose '%s', which has to be a legal obligation in every jurisdiction",
            ACCOUNTABILITY);
      }
    }
  }

  /** Compares captures with the stored permission. */
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Compare what was recorded on the devices of a sample with the stored permission: each cookie and request with what was permitted at its instant, as it was known then.",
        "Ends with 3 when the test says that more devices deviate than is acceptable."
      })
  static final class Check implements Callable<Integer> {
    @Option(
        names = "--sample",
        paramLabel = "FILE",
        required = true,
        description = "As 'audit sample' has written it.")
    private Path sampleFile;

    @Option(
        names = "--har",
        paramLabel = "DIR",
        description =
            "Folder of HAR files, named <sample_id>.har or <sample_id>-<capture_code>.har.")
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
      double chosen = alpha == null ? 0.05 : alpha;
      if (!(0 < nullRate && nullRate < 1 && 0 < chosen && chosen < 0.25)) {
        throw new UserErrorException(
            "--null must be in (0, 1) and --alpha in (0, 0.25), got %s and %s", nullRate, chosen);
      }
      return Optional.of(new RateQuestion(nullRate, chosen));
    }

    private void check(
        RunContext context,
        DrawnSample sample,
        Captures captures,
        Optional<RateQuestion> question) {
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
              new Origin(
                  context.config().controller(),
                  context.clocks(),
                  captures.source(),
                  FileHash.of(List.of(sampleFile)),
                  context.rulePackHash(),
                  FileHash.of(List.of(TagsConfig.file(context.config().folder()))),
                  tags.tags()));
      if (out != null) {
        write(made.json());
      }
      System.out.print(format == Format.JSON ? made.json() : made.text());
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
        Files.move(
            started,
            out,
            java.nio.file.StandardCopyOption.ATOMIC_MOVE,
            java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException unwritable) {
        throw new UserErrorException("%s: cannot be written: %s", out, unwritable.getMessage());
      }
    }
  }
}
