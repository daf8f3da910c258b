package org.optika.core.evidence.audit;

import static org.optika.core.Checks.require;

import java.util.Locale;

/**
 * One thing seen in the capture of a device.
 *
 * @param atMicros UTC
 * @param host lower case, no port
 * @param name of the cookie or of the stored item; empty for a request. Never its value
 */
public record Observation(long atMicros, ObservationKind kind, String host, String name) {
  public Observation {
    host = host.toLowerCase(Locale.ROOT);
    require(!host.isEmpty(), "an observation needs a host");
    require(
        name.isEmpty() == (kind == ObservationKind.REQUEST),
        "an observation has a name unless it is a request; got %s",
        kind.id());
  }
}
