package org.optika.evidence.attack;

/**
 * Why a report may not be published. Holds no figure.
 *
 * @param place row that gives somebody away; its table only, where no row can be named
 * @param problem what can be found out, and how
 */
record Failure(Place place, String problem) {
  @Override
  public String toString() {
    return "%s: %s".formatted(place, problem);
  }
}
