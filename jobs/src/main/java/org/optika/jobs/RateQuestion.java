package org.optika.jobs;

import org.optika.core.evidence.audit.StratifiedRate;

/**
 * The question whether more than a rate of all devices deviates, as it was asked before the
 * captures were looked at.
 */
record RateQuestion(double nullRate, double alpha) {

  boolean rejects(StratifiedRate rate) {
    return rate.pValue(nullRate) <= alpha;
  }
}
