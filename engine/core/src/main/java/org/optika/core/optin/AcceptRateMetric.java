package org.optika.core.optin;

/** Of those who answered, how many took accept all: a figure of the notice and not of a purpose. */
public record AcceptRateMetric() implements ShowingMetric {

  @Override
  public String id() {
    return "accept-rate";
  }

  @Override
  public String formula() {
    return "accept-all / (accept-all + deny-all + save)";
  }

  @Override
  public String unit() {
    return "share of answered showings, whole notice";
  }

  @Override
  public String numeratorMeaning() {
    return "showings answered with accept all";
  }

  @Override
  public String denominatorMeaning() {
    return "showings answered in any form";
  }

  @Override
  public String noChoice() {
    return "left out of the denominator";
  }

  @Override
  public Proportion of(OptInCounts counts) {
    return new Proportion(
        counts.acceptAll(), counts.acceptAll() + counts.denyAll() + counts.save());
  }
}
