package org.optika.jobs;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a model on features that were built with the same clocks. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Learn who churns, or what actions change, from people who permit it; judge the model on people it has not seen, write its card. Features first: optika build-features.")
final class TrainCommand implements Runnable {
  @Option(
      names = "--model",
      paramLabel = "KIND",
      defaultValue = StoredModel.CHURN,
      description =
          "What is predicted: churn, or uplift = what the actions of the experiments in conf/scores.yaml change (default: ${DEFAULT-VALUE}).")
  private String kind;

  @Option(
      names = "--cards",
      paramLabel = "DIR",
      defaultValue = ".optika/model-cards",
      description =
          "Folder for the card as JSON, Markdown and plots, one folder a model (default: ${DEFAULT-VALUE}).")
  private Path cards;

  @Mixin private RunOptions options;

  @Override
  public void run() {
    Job job =
        switch (kind) {
          case StoredModel.CHURN -> new TrainJob(Optional.of(cards));
          case StoredModel.UPLIFT -> new TrainUpliftJob(Optional.of(cards));
          default ->
              throw new UserErrorException(
                  "Unknown kind of model '%s'; known: [%s, %s]",
                  kind, StoredModel.CHURN, StoredModel.UPLIFT);
        };
    Run.jobs(job.name(), options, List.of(job));
  }
}
