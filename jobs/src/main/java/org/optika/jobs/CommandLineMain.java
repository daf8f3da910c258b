package org.optika.jobs;

import java.util.List;
import org.optika.core.privacy.ledger.OtherAccountingException;
import org.optika.jobs.config.BadConfigException;
import org.optika.spark.evidence.BrokenLogException;
import org.optika.spark.gate.OtherClocksException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

/** What all entry points share: parse, run, turn a user's mistake into one line and code 2. */
final class CommandLineMain {
  private CommandLineMain() {}

  static final int USER_ERROR = 2;
  private static final int FAILURE = 1;

  /** A job as a command: its options are those of every run. */
  @Command(mixinStandardHelpOptions = true, versionProvider = VersionOption.class)
  static final class JobCommand implements Runnable {
    private final Job job;

    @Mixin private RunOptions options;

    JobCommand(Job job) {
      this.job = job;
    }

    @Override
    public void run() {
      Run.jobs(job.name(), options, List.of(job));
    }
  }

  /** For the main class of a job: {@code spark-submit --class org.optika.jobs.XJob}. */
  static void runJob(Job job, String[] arguments) {
    System.exit(execute(jobCommand(job), arguments));
  }

  static CommandLine jobCommand(Job job) {
    CommandSpec spec = CommandSpec.forAnnotatedObject(new JobCommand(job));
    spec.name(job.name());
    spec.usageMessage().description(sentence(job.summary()));
    return new CommandLine(spec);
  }

  static int execute(CommandLine command, String[] arguments) {
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setExecutionExceptionHandler(
        (failure, failed, parsed) -> {
          if (failure instanceof OtherClocksException clocks) {
            failed.getErr().println(clocks.getMessage() + makeIt(clocks.table()));
            return USER_ERROR;
          }
          if (isUserError(failure)) {
            failed.getErr().println(failure.getMessage());
            return USER_ERROR;
          }
          failed.getErr().println("Optika failed: " + failure);
          failure.printStackTrace(failed.getErr());
          return FAILURE;
        });
    return command.execute(arguments);
  }

  private static boolean isUserError(Exception failure) {
    return failure instanceof UserErrorException
        || failure instanceof BadConfigException
        || failure instanceof OtherAccountingException
        || failure instanceof BrokenLogException;
  }

  private static String makeIt(String table) {
    return Jobs.commandThatWrites(table).map(" It is made by '%s'."::formatted).orElse("");
  }

  private static String sentence(String summary) {
    return Character.toUpperCase(summary.charAt(0)) + summary.substring(1) + ".";
  }
}
