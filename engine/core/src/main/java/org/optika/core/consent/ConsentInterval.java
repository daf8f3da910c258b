package org.optika.core.consent;

import static org.optika.core.Checks.require;

import java.util.Optional;

/**
 * A rectangle in valid time and known time in which one state holds: {@code [validFrom, validTo) x
 * [knownFrom, knownTo)}, microseconds UTC.
 *
 * @param validToMicros {@link Long#MAX_VALUE} when it does not end
 * @param knownToMicros {@link Long#MAX_VALUE} when no later knowledge has changed it
 * @param ruleId rule that decided, see docs/consent.md
 * @param eventId event that decided; empty when the state rests on no single event
 * @param jurisdiction law of the latest event
 * @param conflict sources disagreed at the deciding instant (R12)
 */
public record ConsentInterval(
    String purpose,
    long validFromMicros,
    long validToMicros,
    long knownFromMicros,
    long knownToMicros,
    ConsentState state,
    String ruleId,
    Optional<String> eventId,
    String jurisdiction,
    LegalBasis basis,
    boolean conflict) {

  public ConsentInterval {
    require(validFromMicros < validToMicros, "valid_from must be before valid_to in %s", purpose);
    require(knownFromMicros < knownToMicros, "known_from must be before known_to in %s", purpose);
  }

  /** True when the rectangle holds the point (v, k). */
  public boolean contains(long validMicros, long knownMicros) {
    return validFromMicros <= validMicros
        && validMicros < validToMicros
        && knownFromMicros <= knownMicros
        && knownMicros < knownToMicros;
  }
}
