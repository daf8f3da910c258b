package org.optika.jobs;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All jobs, in the order in which data flows. A new job is one class and one line here. */
final class Jobs {
  private Jobs() {}

  static final List<Job> ALL =
      List.of(
          new IngestJob(),
          new BuildConsentTimelineJob(),
          new BuildJourneysJob(),
          new CountPathsJob(),
          new MeasureLateWithdrawalsJob(),
          new MeasureOptInJob(),
          new AttributeConversionsJob());

  /** Scores: run one by one and not by {@code optika run}, since a new model is a decision. */
  static final List<Job> SCORES =
      List.of(
          new BuildFeaturesJob(),
          new TrainJob(Optional.empty()),
          new ScoreJob(),
          new NextBestActionJob(Optional.empty(), false));

  /** The command that makes a table; empty when no job does. */
  static Optional<String> commandThatWrites(String table) {
    return Stream.concat(ALL.stream(), SCORES.stream())
        .filter(job -> job.writes().stream().anyMatch(written -> written.name().equals(table)))
        .map(job -> "optika " + job.name())
        .findFirst();
  }
}
