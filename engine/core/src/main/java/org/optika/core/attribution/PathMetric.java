package org.optika.core.attribution;

/** What a row of path attribution measures. */
public enum PathMetric {
  CONVERSIONS("conversions"),
  VALUE("value"),
  /** Of conversions; Markov models only. */
  REMOVAL_EFFECT("removal_effect");

  private final String id;

  PathMetric(String id) {
    this.id = id;
  }

  /** Name in the {@code metric} column. */
  public String id() {
    return id;
  }
}
