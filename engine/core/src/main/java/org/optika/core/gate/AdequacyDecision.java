package org.optika.core.gate;

import static org.optika.core.Checks.require;

import java.io.Serializable;

/**
 * A decision of the Commission that a country protects personal data well enough (GDPR 45).
 *
 * @param country ISO 3166
 * @param validToMicros exclusive; {@link Long#MAX_VALUE} while no end is known
 * @param certifiedOnly covers no recipients but those that are certified, each of which then has a
 *     {@link Transfer} of its own
 * @param reference number of the decision
 */
public record AdequacyDecision(
    String country,
    long validFromMicros,
    long validToMicros,
    boolean certifiedOnly,
    String reference)
    implements Serializable {

  public AdequacyDecision {
    require(
        validFromMicros < validToMicros,
        "adequacy of %s: valid_from must be before valid_to",
        country);
  }

  boolean inForceAt(long atMicros) {
    return validFromMicros <= atMicros && atMicros < validToMicros;
  }
}
