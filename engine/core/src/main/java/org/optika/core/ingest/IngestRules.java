package org.optika.core.ingest;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.List;

/**
 * What rows of all sources are judged by.
 *
 * @param purposes ids of the declared purposes; a row about another is refused
 * @param nowMicros clock of the run; when a source does not tell, its rows were received now
 * @param toleranceMicros how far ahead of its receipt an event may claim to be: clocks of devices
 *     are wrong
 */
public record IngestRules(
    List<String> purposes,
    ChannelRules channels,
    Currencies currencies,
    long nowMicros,
    long toleranceMicros)
    implements Serializable {

  public static final long ONE_DAY_MICROS = 86_400_000_000L;

  public IngestRules {
    purposes = List.copyOf(purposes);
    require(toleranceMicros >= 0, "the tolerance must be >= 0, got %s", toleranceMicros);
  }
}
