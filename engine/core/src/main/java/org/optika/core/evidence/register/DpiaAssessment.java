package org.optika.core.evidence.register;

import static org.optika.core.Checks.require;

import java.util.Optional;

/**
 * One impact assessment. It holds from its day on, until the next one or its end.
 *
 * @param validToMicros exclusive; {@link Long#MAX_VALUE} while no review is due
 * @param measures against the risks that were found, for people
 * @param reference where the assessment lies
 */
public record DpiaAssessment(
    long assessedMicros,
    long validToMicros,
    DpiaOutcome outcome,
    Optional<String> measures,
    String reference) {

  public DpiaAssessment {
    require(
        assessedMicros < validToMicros, "an assessment must be valid for some time after its day");
    require(
        outcome != DpiaOutcome.PROCEED_WITH_MEASURES || measures.isPresent(),
        "an outcome with measures has to name them");
  }

  boolean inForceAt(long atMicros) {
    return assessedMicros <= atMicros && atMicros < validToMicros;
  }
}
