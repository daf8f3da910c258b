package org.optika.jobs;

import java.util.List;

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
}
