package org.optika.jobs;

import java.util.List;
import org.apache.spark.sql.Row;
import org.optika.core.release.ReleaseSpec;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command line: one sub-command a job, and what people need around the jobs. */
@Command(
    name = "optika",
    mixinStandardHelpOptions = true,
    versionProvider = VersionOption.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Privacy-aware marketing analytics on Spark and Delta.",
    footer = {
      "",
      "Jobs run in the order listed; 'optika run' does all of them. Help on one: optika COMMAND --help",
      "The launcher of a checkout knows 'optika bench' as well: the engine beside its limits and peers."
    })
public final class Optika {

  /**
   * Ends with 0, 1 (failure), 2 (a mistake that the message tells how to mend) or 3 ({@code audit
   * check}: more devices deviate than is acceptable).
   */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /**
   * Runs one sub-command in this JVM and comes back, for notebooks and other programs. A Spark
   * session that is running is used as it is and stays open; else one is started and ended.
   *
   * @param arguments as on the command line
   * @return 0, 1 (failure), 2 (a mistake that the message on standard error tells how to mend) or 3
   *     ({@code audit check}: more devices deviate than is acceptable)
   */
  public static int run(String... arguments) {
    return CommandLineMain.execute(commandLine(), arguments);
  }

  /**
   * Publishes a release that is written in Java as {@code optika release} publishes one of a file:
   * charged to the budget of the controller, and the same release again costs nothing. A Spark
   * session that is running is used as it is and stays open; else one is started and ended.
   *
   * @param options as on the command line, such as {@code --lake DIR}
   * @return its rows in table {@code dp_release}
   * @throws UserErrorException when the release cannot be bounded, paid or read; the message says
   *     why
   */
  public static List<Row> release(ReleaseSpec spec, String... options) {
    return ReleaseCommand.publish(spec, RunOptions.of(options));
  }

  static CommandLine commandLine() {
    CommandLine optika = new CommandLine(new Optika());
    optika.addSubcommand(new DemoCommand());
    optika.addSubcommand(new RunCommand());
    for (Job job : Jobs.ALL) {
      optika.addSubcommand(job.name(), CommandLineMain.jobCommand(job));
    }
    for (Job job : Jobs.SCORES) {
      optika.addSubcommand(job.name(), scoreCommand(job));
    }
    optika.addSubcommand(new TrainingProofCommand());
    optika.addSubcommand(new ExplainCommand());
    optika.addSubcommand(new ValidateCommand());
    optika.addSubcommand(new ShowCommand());
    optika.addSubcommand(new CompactCommand());
    optika.addSubcommand(new LogCommand());
    optika.addSubcommand(new ReleaseCommand());
    optika.addSubcommand(new BudgetCommand());
    optika.addSubcommand(new ReportCommand());
    optika.addSubcommand(new PrivacyCommand());
    optika.addSubcommand(new AuditCommand());
    optika.addSubcommand(new AttributePathsCommand());
    optika.addSubcommand(new EvaluateCommand());
    optika.addSubcommand(new EvaluateUpliftCommand());
    optika.addSubcommand(new SampleCommand());
    return optika;
  }

  /** Jobs with options of their own have a command of their own. */
  private static CommandLine scoreCommand(Job job) {
    if (job instanceof TrainJob) {
      return new CommandLine(new TrainCommand());
    }
    return job instanceof NextBestActionJob
        ? new CommandLine(new NextBestActionCommand())
        : CommandLineMain.jobCommand(job);
  }

  @Command(
      name = "run",
      mixinStandardHelpOptions = true,
      description = "Run all jobs with one pair of clocks.")
  static final class RunCommand implements Runnable {
    @Mixin private RunOptions options;

    @Override
    public void run() {
      Run.jobs("run", options, Jobs.ALL);
    }
  }
}
