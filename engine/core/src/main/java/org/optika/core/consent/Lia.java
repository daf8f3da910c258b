package org.optika.core.consent;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.Set;

/**
 * An entry of the register of legitimate interest assessments (R6).
 *
 * @param jurisdictions codes, or {@code EU} for all
 * @param validToMicros exclusive; {@link Long#MAX_VALUE} while it still is valid
 * @param compellingGrounds the controller has recorded grounds that override an objection outside
 *     of direct marketing (R5)
 */
public record Lia(
    String id,
    Set<String> purposes,
    Set<String> jurisdictions,
    long validFromMicros,
    long validToMicros,
    boolean compellingGrounds)
    implements Serializable {

  public Lia {
    require(validFromMicros < validToMicros, "LIA '%s': valid_from must be before valid_to", id);
    purposes = Set.copyOf(purposes);
    jurisdictions = Set.copyOf(jurisdictions);
  }
}
