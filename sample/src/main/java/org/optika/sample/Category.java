package org.optika.sample;

/** A switch on the cookie banner, and the purposes behind it. */
enum Category {
  STATISTICS("statistics", 1.0, Purpose.MEASUREMENT, Purpose.ATTRIBUTION),
  PERSONALISATION("personalisation", -0.2, Purpose.PROFILING),
  MARKETING("marketing", -0.8, Purpose.ADS_PERSONALISATION),
  CROSS_DEVICE("cross_device", -1.2, Purpose.LINKING);

  private final String field;
  private final double logOddsWhenSaving;
  private final Purpose[] purposes;

  Category(String field, double logOddsWhenSaving, Purpose... purposes) {
    this.field = field;
    this.logOddsWhenSaving = logOddsWhenSaving;
    this.purposes = purposes;
  }

  String field() {
    return field;
  }

  /**
   * What is added to the log-odds of accepting everything for the chance that this switch is left
   * on.
   */
  double logOddsWhenSaving() {
    return logOddsWhenSaving;
  }

  Purpose[] purposes() {
    return purposes.clone();
  }
}
