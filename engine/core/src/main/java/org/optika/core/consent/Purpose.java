package org.optika.core.consent;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.Map;

/**
 * One purpose of the controller's own taxonomy.
 *
 * @param id name in events, tables and reports, snake_case
 * @param defaultBasis legal basis where no jurisdiction says otherwise
 * @param basisIn exceptions by jurisdiction code
 * @param directMarketing an objection is absolute (R4)
 * @param specialCategory explicit consent only (R22)
 * @param reopens new consent opens also what an earlier withdrawal has closed
 * @param eventTimeOnly permission is asked at the activity's own time only; then {@code
 *     relaxationReason} says why and is printed in reports; otherwise it is empty
 */
public record Purpose(
    String id,
    LegalBasis defaultBasis,
    Map<String, LegalBasis> basisIn,
    boolean directMarketing,
    boolean specialCategory,
    boolean reopens,
    boolean eventTimeOnly,
    String relaxationReason)
    implements Serializable {

  public Purpose {
    require(id.matches("[a-z][a-z0-9_]*"), "purpose id must be snake_case, got '%s'", id);
    require(
        eventTimeOnly == !relaxationReason.isEmpty(),
        "purpose '%s': a clock relaxed to event time needs a reason, and only then",
        id);
    basisIn = Map.copyOf(basisIn);
  }

  /** Basis under the law of {@code jurisdiction}; an unlisted code has the default. */
  public LegalBasis basisIn(String jurisdiction) {
    return basisIn.getOrDefault(jurisdiction, defaultBasis);
  }
}
