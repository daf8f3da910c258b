package org.optika.core.consent.oracle;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.optika.core.consent.ConsentEvent;
import org.optika.core.ingest.Action;
import org.optika.core.ingest.ConsentType;
import org.optika.core.ingest.Method;
import org.optika.core.ingest.Precision;

/** An event with some fields changed, one call per field. */
final class Edit {

  private final String eventId;
  private final String sourceSystem;
  private final String sourceEventId;
  private final String purpose;
  private final ConsentType consentType;
  private OptionalLong sourceSeq;
  private Action action;
  private Optional<Method> method;
  private long eventMicros;
  private Precision precision;
  private long knownMicros;
  private OptionalLong expiresMicros;
  private String jurisdiction;
  private Optional<String> noticeId;
  private OptionalInt noticeVersion;
  private Optional<Boolean> minor;
  private Optional<String> softOptInRuleId;
  private Optional<String> correctionOf;

  private Edit(ConsentEvent event) {
    eventId = event.eventId();
    sourceSystem = event.sourceSystem();
    sourceEventId = event.sourceEventId();
    sourceSeq = event.sourceSeq();
    purpose = event.purpose();
    action = event.action();
    method = event.method();
    consentType = event.consentType();
    eventMicros = event.eventMicros();
    precision = event.precision();
    knownMicros = event.knownMicros();
    expiresMicros = event.expiresMicros();
    jurisdiction = event.jurisdiction();
    noticeId = event.noticeId();
    noticeVersion = event.noticeVersion();
    minor = event.minor();
    softOptInRuleId = event.softOptInRuleId();
    correctionOf = event.correctionOf();
  }

  static Edit of(ConsentEvent event) {
    return new Edit(event);
  }

  /**
   * A plain {@code given}: source {@code web}, law {@code EU}, banner version 1, known at once.
   *
   * @param eventId also the id inside the source
   */
  static Edit given(String eventId, String purpose, long eventMicros) {
    return of(
        new ConsentEvent(
            eventId,
            "web",
            eventId,
            OptionalLong.empty(),
            purpose,
            Action.GIVEN,
            Optional.of(Method.SAVE),
            ConsentType.EXPRESSED,
            eventMicros,
            Precision.US,
            eventMicros,
            OptionalLong.empty(),
            "EU",
            Optional.of("banner"),
            OptionalInt.of(1),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  Edit sourceSeq(long value) {
    sourceSeq = OptionalLong.of(value);
    return this;
  }

  Edit noSourceSeq() {
    sourceSeq = OptionalLong.empty();
    return this;
  }

  Edit action(Action value) {
    action = value;
    return this;
  }

  Edit method(Method value) {
    method = Optional.of(value);
    return this;
  }

  Edit at(long micros, Precision value) {
    eventMicros = micros;
    precision = value;
    return this;
  }

  Edit known(long micros) {
    knownMicros = micros;
    return this;
  }

  Edit expires(long micros) {
    expiresMicros = OptionalLong.of(micros);
    return this;
  }

  Edit neverExpires() {
    expiresMicros = OptionalLong.empty();
    return this;
  }

  Edit jurisdiction(String value) {
    jurisdiction = value;
    return this;
  }

  Edit notice(String value) {
    noticeId = Optional.of(value);
    return this;
  }

  Edit noticeVersion(int value) {
    noticeVersion = OptionalInt.of(value);
    return this;
  }

  Edit minor(boolean value) {
    minor = Optional.of(value);
    return this;
  }

  Edit minorUnknown() {
    minor = Optional.empty();
    return this;
  }

  Edit softOptInRule(String value) {
    softOptInRuleId = Optional.of(value);
    return this;
  }

  Edit correctionOf(String value) {
    correctionOf = Optional.of(value);
    return this;
  }

  Edit noCorrection() {
    correctionOf = Optional.empty();
    return this;
  }

  ConsentEvent done() {
    return new ConsentEvent(
        eventId,
        sourceSystem,
        sourceEventId,
        sourceSeq,
        purpose,
        action,
        method,
        consentType,
        eventMicros,
        precision,
        knownMicros,
        expiresMicros,
        jurisdiction,
        noticeId,
        noticeVersion,
        minor,
        softOptInRuleId,
        correctionOf);
  }
}
