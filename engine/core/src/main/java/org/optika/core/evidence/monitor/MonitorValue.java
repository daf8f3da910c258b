package org.optika.core.evidence.monitor;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A monitor in a month.
 *
 * @param series which of several, e.g. a purpose; {@code all} where there is one only
 * @param month e.g. {@code 2026-09}
 * @param figure in the unit of the monitor, of a class its place; empty where it is withheld
 * @param jump from the month before in the list; empty where one of the two is withheld, and for
 *     the first
 */
public record MonitorValue(
    Monitor monitor, String series, String month, OptionalDouble figure, Optional<Jump> jump) {

  /** Whether few people or rows stand behind the figure, or it would give such a figure away. */
  public boolean isWithheld() {
    return figure.isEmpty();
  }
}
