package org.optika.jobs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.optika.core.evidence.audit.DrawnSample;
import org.optika.core.evidence.audit.SampleDesign;
import org.optika.core.evidence.audit.SampleDesign.DrawnStratum;
import org.optika.core.evidence.audit.Stratum;
import org.optika.jobs.audit.SampleFile;
import org.optika.spark.evidence.audit.AuditPopulation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws a sample. */
@Command(
    name = "sample",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Draw a stratified random sample of devices that had a consent event or activity in a window, and write it to a file that only its owner can read, since it holds pseudonyms.",
      "Its size: --size, --precision with --assumed, or --null with --alternative."
    })
final class AuditSampleCommand implements Runnable {
  /** Looking whether the rules are kept is an obligation, and asks nobody's consent. */
  private static final String ACCOUNTABILITY = "accountability";

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

  @Mixin private ErrorRates errors;

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
          "%s: is there already, and a sample is not drawn over another. Name another file.", out);
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
        byPrecision ? Optional.of(new SamplePlan.Precision(precision, assumed)) : Optional.empty(),
        byTest
            ? Optional.of(SamplePlan.goal(nullRate, alternative, errors.alpha, errors.power))
            : Optional.empty(),
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
