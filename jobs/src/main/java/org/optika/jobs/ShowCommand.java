package org.optika.jobs;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the tables that a marketer wants to see. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Print the newest results: gate, opt-in, attribution.")
final class ShowCommand implements Runnable {
  @Mixin private RunOptions options;

  @Override
  public void run() {
    Run.inContext("show", options, (spark, context) -> System.out.print(Summary.of(context)));
  }
}
