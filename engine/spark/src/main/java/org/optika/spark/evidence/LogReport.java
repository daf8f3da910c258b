package org.optika.spark.evidence;

import java.util.List;
import java.util.Optional;
import org.optika.core.evidence.log.Finding;
import org.optika.core.evidence.log.LogHead;

/**
 * What an audit of the log has found.
 *
 * @param head newest head; empty when nothing was logged yet
 * @param erased events that were erased; no fault
 * @param findings rows first, then leaves and heads
 * @param complete whether all rows that are wrong are among them
 */
public record LogReport(
    Optional<LogHead> head, long erased, List<Finding> findings, boolean complete) {
  public LogReport {
    findings = List.copyOf(findings);
  }
}
