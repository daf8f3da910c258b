package org.optika.jobs;

import java.util.List;
import java.util.Optional;

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
}
