package org.optika.core.evidence.report;

/**
 * Definition of a published figure, so that no two readers take it differently.
 *
 * @param id as in the engine, e.g. opt-in-rate
 * @param column column of the table that holds it
 * @param formula in words and signs
 * @param unit people, share, EUR ...
 * @param denominator what it is divided by; "none" for counts and sums
 * @param window which time the figure is about
 * @param interval how its interval was made; "none" for exact counts
 * @param excluded what is left out: robots, imports, signals of browsers
 */
public record Metric(
    String id,
    String column,
    String formula,
    String unit,
    String denominator,
    String window,
    String interval,
    String excluded) {

  public Metric {
    for (String part : new String[] {id, column, formula, unit, denominator, window, interval}) {
      if (part.isBlank()) {
        throw new IllegalArgumentException(
            "metric '%s' lacks a part of its definition".formatted(id));
      }
    }
  }
}
