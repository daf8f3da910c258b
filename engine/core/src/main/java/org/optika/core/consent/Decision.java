package org.optika.core.consent;

import java.util.Optional;

/**
 * What holds and why: the payload of a step or an interval.
 *
 * @param ruleId rule that decided, see docs/consent.md
 * @param eventId event that decided; empty when the state rests on no single event
 * @param jurisdiction law of the latest event
 * @param conflict sources disagreed at the deciding instant (R12)
 */
public record Decision(
    ConsentState state,
    String ruleId,
    Optional<String> eventId,
    String jurisdiction,
    LegalBasis basis,
    boolean conflict) {}
