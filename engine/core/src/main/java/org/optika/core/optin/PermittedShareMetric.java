package org.optika.core.optin;

/**
 * Of the subjects observed, how many had a valid permission at one instant. It moves with expiry,
 * withdrawal and notices, with no showing at all, and is therefore no opt-in rate.
 */
public record PermittedShareMetric() implements StockMetric {

  @Override
  public String id() {
    return "permitted-share";
  }

  @Override
  public String formula() {
    return "subjects with a valid permission at t / subjects observed";
  }

  @Override
  public String unit() {
    return "share of subjects, one purpose";
  }

  @Override
  public String numeratorMeaning() {
    return "subjects whose permission was valid at t, by whatever legal basis";
  }

  @Override
  public String denominatorMeaning() {
    return "subjects observed, with or without a consent record";
  }

  @Override
  public String deduplication() {
    return "each subject once";
  }

  @Override
  public String gpc() {
    return "a signal closes the purposes mapped to it, so its subject counts as not permitted";
  }

  @Override
  public String noChoice() {
    return "not permitted where the purpose needs consent";
  }

  @Override
  public Proportion of(PermittedCounts counts) {
    return new Proportion(counts.permitted(), counts.observed());
  }
}
