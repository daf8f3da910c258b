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
        "Learn who churns from people who permit it, judge the model on later people, write its card. Features first: optika build-features.")
final class TrainCommand implements Runnable {
  @Option(
      names = "--model",
      paramLabel = "KIND",
      defaultValue = StoredModel.CHURN,
      description = "What is predicted: churn (default: ${DEFAULT-VALUE}).")
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
    if (!kind.equals(StoredModel.CHURN)) {
      throw new UserErrorException("Unknown kind of model '%s'; known: [churn]", kind);
    }
    Run.jobs("train", options, List.of(new TrainJob(Optional.of(cards))));
  }
}
