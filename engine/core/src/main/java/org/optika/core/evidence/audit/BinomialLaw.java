package org.optika.core.evidence.audit;

import org.optika.core.privacy.audit.BinomialTail;
import org.optika.core.privacy.audit.ClopperPearson;

/** Devices of a population so large that drawing one does not change the others. */
public record BinomialLaw() implements CountLaw {
  private static final long MOST = 1_000_000_000L;

  @Override
  public String id() {
    return "binomial";
  }

  @Override
  public long mostDrawn() {
    return MOST;
  }

  @Override
  public double rateUpTo(double rate) {
    return rate;
  }

  @Override
  public double rateFrom(double rate) {
    return rate;
  }

  @Override
  public double atLeast(long count, long drawn, double rate) {
    if (count <= 0) {
      return 1;
    }
    return count > drawn ? 0 : BinomialTail.atLeast(count, drawn, rate);
  }

  /** Clopper and Pearson 1934, see {@link ClopperPearson}. */
  @Override
  public RateInterval interval(long count, long drawn, double alpha) {
    return new RateInterval(
        ClopperPearson.lower(count, drawn, alpha / 2),
        ClopperPearson.upper(count, drawn, alpha / 2));
  }
}
