package org.optika.jobs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the tables that a marketer wants to see. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Print the newest results: gate, opt-in, attribution, scores.")
final class ShowCommand implements Runnable {
  @Mixin private RunOptions options;

  @Option(
      names = "--truth",
      paramLabel = "DIR",
      description = "Folder 'truth' of a generated world: print each model beside what was caused.")
  private Path truth;

  @Override
  public void run() {
    if (truth != null && !Files.isReadable(truth.resolve(Summary.EFFECTS))) {
      throw new UserErrorException(
          "--truth %s: no %s in it; ./optika sample writes one", truth, Summary.EFFECTS);
    }
    Run.inContext(
        "show",
        options,
        (spark, context) -> System.out.print(Summary.of(context, Optional.ofNullable(truth))));
  }
}
