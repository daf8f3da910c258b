package org.optika.jobs;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Holds what browsers really do against the stored permission, on a random sample of devices. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description =
        "Check on a random sample of devices whether cookies and requests that browsers have recorded were permitted.",
    subcommands = {AuditPlanCommand.class, AuditSampleCommand.class, AuditCheckCommand.class})
final class AuditCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do: optika audit plan, sample or check");
  }
}
