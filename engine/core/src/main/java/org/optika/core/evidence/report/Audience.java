package org.optika.core.evidence.report;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Who a report is for. No figure is given to both. */
public enum Audience {
  /** A supervisory authority: exact aggregates under a legal duty, small cells withheld. */
  AUTHORITY,
  /** Partners, press, anybody: figures of differentially private releases, and nothing else. */
  PUBLIC;

  /** Name in commands and files. */
  public String id() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * Name of a bundle without its ending: {@code report-<controller>-<period>}, with the audience
   * where it is not the authority.
   */
  public String bundleName(String controllerId, String periodId) {
    String base = "report-%s-%s".formatted(controllerId, periodId);
    return this == AUTHORITY ? base : base + "-" + id();
  }

  /**
   * @throws IllegalArgumentException for another id, with those that there are
   */
  public static Audience of(String id) {
    return Arrays.stream(values())
        .filter(audience -> audience.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown audience '%s'; known: %s"
                        .formatted(
                            id,
                            Arrays.stream(values())
                                .map(Audience::id)
                                .collect(Collectors.joining(", ")))));
  }
}
