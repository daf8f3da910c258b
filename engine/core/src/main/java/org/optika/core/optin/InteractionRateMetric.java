package org.optika.core.optin;

/** Of all who were asked, how many answered at all. */
public record InteractionRateMetric() implements ShowingMetric {

  @Override
  public String id() {
    return "interaction-rate";
  }

  @Override
  public String formula() {
    return "choices / showings";
  }

  @Override
  public String unit() {
    return "share of showings";
  }

  @Override
  public String numeratorMeaning() {
    return "showings answered, for or against the purpose";
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
    return new Proportion(counts.choices(), counts.showings());
  }
}
