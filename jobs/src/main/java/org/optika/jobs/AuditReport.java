package org.optika.jobs;

import java.util.List;
import java.util.Optional;
import org.optika.core.Clocks;
import org.optika.core.evidence.audit.DrawnSample;
import org.optika.core.evidence.audit.Tag;

/**
 * What is told of a sampling audit.
 *
 * @param question that is tested, if one is
 */
record AuditReport(
    SamplingAudit audit, DrawnSample sample, Optional<RateQuestion> question, Origin origin) {
  /** Of intervals: the confidence is one minus this. */
  static final double ALPHA = 0.05;

  /**
   * Where the figures come from.
   *
   * @param source of the captures: har or csv
   * @param tags declared
   */
  record Origin(
      String controller,
      Clocks clocks,
      String source,
      String sampleHash,
      String rulePackHash,
      String tagsHash,
      List<Tag> tags) {}

  /** Whether there is more than is acceptable. */
  boolean rejects() {
    return question.filter(asked -> asked.rejects(audit.rate())).isPresent();
  }
}
