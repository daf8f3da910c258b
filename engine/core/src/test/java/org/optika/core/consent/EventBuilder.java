package org.optika.core.consent;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.optika.core.ingest.Action;
import org.optika.core.ingest.ConsentType;
import org.optika.core.ingest.Method;
import org.optika.core.ingest.Precision;

/**
 * Says an event by what is special about it. Otherwise it comes from the source {@code web}, under
 * the law of the EU, with exact clock and without notice, is known at once, and its source event id
 * is its id.
 */
public final class EventBuilder {
  private final String id;
  private final Action action;
  private final long eventMicros;
  private String source = "web";
  private String sourceEventId;
  private OptionalLong sequence = OptionalLong.empty();
  private String purpose = TestRules.MEASUREMENT;
  private Optional<Method> method = Optional.empty();
  private ConsentType type = ConsentType.EXPRESSED;
  private Precision precision = Precision.US;
  private long knownMicros;
  private OptionalLong expires = OptionalLong.empty();
  private String jurisdiction = "EU";
  private Optional<String> notice = Optional.of("site");
  private OptionalInt noticeVersion = OptionalInt.of(3);
  private Optional<Boolean> minor = Optional.empty();
  private Optional<String> softRule = Optional.empty();
  private Optional<String> correctionOf = Optional.empty();

  private EventBuilder(String id, Action action, long eventMicros) {
    this.id = id;
    this.sourceEventId = id;
    this.action = action;
    this.eventMicros = eventMicros;
    this.knownMicros = eventMicros;
  }

  public static EventBuilder event(String id, Action action, String at) {
    return event(id, action, micros(at));
  }

  public static EventBuilder event(String id, Action action, long atMicros) {
    return new EventBuilder(id, action, atMicros);
  }

  /**
   * @param at an instant such as {@code 2026-03-01T10:00:00Z}, or a day for its start
   */
  public static long micros(String at) {
    Instant instant = Instant.parse(at.length() == 10 ? at + "T00:00:00Z" : at);
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  public EventBuilder purpose(String purpose) {
    this.purpose = purpose;
    return this;
  }

  public EventBuilder source(String source) {
    this.source = source;
    return this;
  }

  public EventBuilder sourceEventId(String sourceEventId) {
    this.sourceEventId = sourceEventId;
    return this;
  }

  public EventBuilder sequence(long sequence) {
    this.sequence = OptionalLong.of(sequence);
    return this;
  }

  public EventBuilder method(Method method) {
    this.method = Optional.of(method);
    return this;
  }

  public EventBuilder type(ConsentType type) {
    this.type = type;
    return this;
  }

  public EventBuilder precision(Precision precision) {
    this.precision = precision;
    return this;
  }

  public EventBuilder known(String at) {
    return known(micros(at));
  }

  public EventBuilder known(long atMicros) {
    this.knownMicros = atMicros;
    return this;
  }

  public EventBuilder expires(String at) {
    return expires(micros(at));
  }

  public EventBuilder expires(long atMicros) {
    this.expires = OptionalLong.of(atMicros);
    return this;
  }

  public EventBuilder in(String jurisdiction) {
    this.jurisdiction = jurisdiction;
    return this;
  }

  public EventBuilder notice(String id, int version) {
    this.notice = Optional.of(id);
    this.noticeVersion = OptionalInt.of(version);
    return this;
  }

  public EventBuilder noticeOfUnknownVersion(String id) {
    this.notice = Optional.of(id);
    this.noticeVersion = OptionalInt.empty();
    return this;
  }

  public EventBuilder withoutNotice() {
    this.notice = Optional.empty();
    this.noticeVersion = OptionalInt.empty();
    return this;
  }

  public EventBuilder minor(boolean minor) {
    this.minor = Optional.of(minor);
    return this;
  }

  public EventBuilder softRule(String ruleId) {
    this.softRule = Optional.of(ruleId);
    return this;
  }

  public EventBuilder correctionOf(String sourceEventId) {
    this.correctionOf = Optional.of(sourceEventId);
    return this;
  }

  public ConsentEvent build() {
    return new ConsentEvent(
        id,
        source,
        sourceEventId,
        sequence,
        purpose,
        action,
        method,
        type,
        eventMicros,
        precision,
        knownMicros,
        expires,
        jurisdiction,
        notice,
        noticeVersion,
        minor,
        softRule,
        correctionOf);
  }
}
