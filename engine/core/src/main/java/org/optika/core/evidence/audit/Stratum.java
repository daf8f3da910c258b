package org.optika.core.evidence.audit;

import static org.optika.core.Checks.require;

/**
 * A part of the population that devices are drawn from by itself.
 *
 * @param name values of what it is made by, e.g. {@code mobile|NL-NH}
 * @param devices in the population, &gt;= 1
 */
public record Stratum(String name, long devices) {
  public Stratum {
    require(!name.isEmpty(), "a stratum needs a name");
    require(devices >= 1, "stratum '%s' has at least one device, got %s", name, devices);
  }
}
