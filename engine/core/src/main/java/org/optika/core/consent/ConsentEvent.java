package org.optika.core.consent;

import static org.optika.core.Checks.require;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.optika.core.ingest.Action;
import org.optika.core.ingest.ConsentType;
import org.optika.core.ingest.Method;
import org.optika.core.ingest.Precision;

/**
 * One record about one purpose of one subject, reduced to what decides a permission
 * (docs/consent.md). The subject itself is not in it: events are handed over grouped by subject.
 *
 * @param eventId identity of the event; two events with one id are the same event (R15)
 * @param sourceSystem name of the declared source
 * @param sourceEventId id inside the source; target of {@code correctionOf}
 * @param sourceSeq order inside the source at one instant (R13)
 * @param eventMicros when the person chose, microseconds since 1970-01-01T00:00:00Z
 * @param precision resolution of that clock (R14)
 * @param knownMicros when the organisation could know it: the later of recorded and ingested
 * @param expiresMicros end that the event itself states
 * @param jurisdiction code of the law that governs the choice, e.g. {@code FR}
 * @param minor empty when the source does not tell
 * @param softOptInRuleId rule of the jurisdiction on which a soft opt-in rests
 * @param correctionOf {@code sourceEventId} of an event of the same source that never happened
 */
public record ConsentEvent(
    String eventId,
    String sourceSystem,
    String sourceEventId,
    OptionalLong sourceSeq,
    String purpose,
    Action action,
    Optional<Method> method,
    ConsentType consentType,
    long eventMicros,
    Precision precision,
    long knownMicros,
    OptionalLong expiresMicros,
    String jurisdiction,
    Optional<String> noticeId,
    OptionalInt noticeVersion,
    Optional<Boolean> minor,
    Optional<String> softOptInRuleId,
    Optional<String> correctionOf) {

  public ConsentEvent {
    require(!eventId.isEmpty(), "event id must not be empty");
    require(!purpose.isEmpty(), "purpose must not be empty");
    Objects.requireNonNull(sourceSystem, "sourceSystem");
    Objects.requireNonNull(sourceEventId, "sourceEventId");
    Objects.requireNonNull(sourceSeq, "sourceSeq");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(consentType, "consentType");
    Objects.requireNonNull(precision, "precision");
    Objects.requireNonNull(expiresMicros, "expiresMicros");
    Objects.requireNonNull(jurisdiction, "jurisdiction");
    Objects.requireNonNull(noticeId, "noticeId");
    Objects.requireNonNull(noticeVersion, "noticeVersion");
    Objects.requireNonNull(minor, "minor");
    Objects.requireNonNull(softOptInRuleId, "softOptInRuleId");
    Objects.requireNonNull(correctionOf, "correctionOf");
  }
}
