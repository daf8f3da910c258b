package org.optika.core.optin;

/** Of those who answered, how many permitted the purpose. Silent about those who did not answer. */
public record ConsentRateMetric() implements ShowingMetric {

  @Override
  public String id() {
    return "consent-rate";
  }

  @Override
  public String formula() {
    return "opt-ins / choices";
  }

  @Override
  public String unit() {
    return "share of answered showings, one purpose";
  }

  @Override
  public String numeratorMeaning() {
    return "showings answered with the purpose permitted";
  }

  @Override
  public String denominatorMeaning() {
    return "showings answered, for or against the purpose";
  }

  @Override
  public String noChoice() {
    return "left out of the denominator";
  }

  @Override
  public Proportion of(OptInCounts counts) {
    return new Proportion(counts.optIns(), counts.choices());
  }
}
