package org.optika.core.optin;

/** Of all who were asked, how many permitted the purpose: the rate that reach depends on. */
public record OptInRateMetric() implements ShowingMetric {

  @Override
  public String id() {
    return "opt-in-rate";
  }

  @Override
  public String formula() {
    return "opt-ins / showings";
  }

  @Override
  public String unit() {
    return "share of showings, one purpose";
  }

  @Override
  public String numeratorMeaning() {
    return "showings answered with the purpose permitted";
  }

  @Override
  public String denominatorMeaning() {
    return "all showings";
  }

  @Override
  public String noChoice() {
    return "counts against: in the denominator only";
  }

  @Override
  public Proportion of(OptInCounts counts) {
    return new Proportion(counts.optIns(), counts.showings());
  }
}
