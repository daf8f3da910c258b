package org.optika.spark.scores.traps;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.optika.core.consent.ConsentEvent;
import org.optika.core.ingest.Action;
import org.optika.core.ingest.ConsentType;
import org.optika.core.ingest.Method;
import org.optika.core.ingest.Precision;
import org.optika.spark.table.Rows;

/**
 * A record of consent by what is special about it. Otherwise it is about profiling, explicit, from
 * the source {@code web}, under the law of the EU and the notice {@code banner}, and known at once.
 */
final class Saying {
  private final String id;
  private final Action action;
  private final long at;
  private String controller = Rows.CONTROLLER;
  private long subject;
  private String purpose = TrapSetting.PROFILING;
  private String source = "web";
  private OptionalLong sequence = OptionalLong.empty();
  private Optional<Method> method = Optional.empty();
  private ConsentType type = ConsentType.EXPLICIT;
  private Precision precision = Precision.US;
  private long known;
  private OptionalLong expires = OptionalLong.empty();
  private String law = "EU";
  private Optional<String> notice = Optional.of("banner");
  private OptionalInt noticeVersion = OptionalInt.empty();
  private Optional<Boolean> minor = Optional.empty();
  private Optional<String> softRule = Optional.empty();
  private Optional<String> correctionOf = Optional.empty();

  Saying(String id, long subject, Action action, long at) {
    this.id = id;
    this.subject = subject;
    this.action = action;
    this.at = at;
    known = at;
  }

  String id() {
    return id;
  }

  /** The same record, as it is first delivered. */
  Saying again() {
    return new Saying(id, subject, action, at);
  }

  Saying about(String purpose) {
    this.purpose = purpose;
    return this;
  }

  Saying to(String controller) {
    this.controller = controller;
    return this;
  }

  Saying of(long subject) {
    this.subject = subject;
    return this;
  }

  Saying from(String source) {
    this.source = source;
    return this;
  }

  Saying sequence(long sequence) {
    this.sequence = OptionalLong.of(sequence);
    return this;
  }

  Saying by(Method method) {
    this.method = Optional.of(method);
    return this;
  }

  Saying type(ConsentType type) {
    this.type = type;
    return this;
  }

  Saying precision(Precision precision) {
    this.precision = precision;
    return this;
  }

  Saying known(long known) {
    this.known = known;
    return this;
  }

  Saying expires(long expires) {
    this.expires = OptionalLong.of(expires);
    return this;
  }

  Saying law(String law) {
    this.law = law;
    return this;
  }

  Saying withoutNotice() {
    notice = Optional.empty();
    return this;
  }

  Saying notice(String notice) {
    this.notice = Optional.of(notice);
    return this;
  }

  Saying noticeVersion(int version) {
    noticeVersion = OptionalInt.of(version);
    return this;
  }

  Saying minor(boolean minor) {
    this.minor = Optional.of(minor);
    return this;
  }

  Saying softRule(String rule) {
    softRule = Optional.of(rule);
    return this;
  }

  Saying correcting(String id) {
    correctionOf = Optional.of(id);
    return this;
  }

  TrappedPerson.Said said() {
    return new TrappedPerson.Said(
        controller,
        subject,
        new ConsentEvent(
            id,
            source,
            id,
            sequence,
            purpose,
            action,
            method,
            type,
            at,
            precision,
            known,
            expires,
            law,
            notice,
            noticeVersion,
            minor,
            softRule,
            correctionOf));
  }
}
