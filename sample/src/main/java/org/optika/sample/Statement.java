package org.optika.sample;

import java.util.EnumMap;
import java.util.Map;

/**
 * One raw consent record without its file format: who said what about which purposes, when, and
 * when it was received. Nullable fields are those that a raw row may leave empty.
 */
final class Statement {
  final String source;
  final String id;
  final Subject subject;
  final Method method;
  final long eventMicros;
  final long recordedMicros;
  final Map<Purpose, Action> actions = new EnumMap<>(Purpose.class);

  boolean dayPrecision;
  boolean explicit;
  String jurisdiction;
  Long sequence;
  Long expiresMicros;
  String noticeId;
  Integer noticeVersion;
  Boolean minor;
  String softOptInRule;
  String correctionOf;

  Statement(
      String source,
      String id,
      Subject subject,
      Method method,
      long eventMicros,
      long recordedMicros) {
    this.source = source;
    this.id = id;
    this.subject = subject;
    this.method = method;
    this.eventMicros = eventMicros;
    this.recordedMicros = recordedMicros;
  }

  Statement says(Action action, Purpose... purposes) {
    for (Purpose purpose : purposes) {
      actions.put(purpose, action);
    }
    return this;
  }

  Statement in(String jurisdiction) {
    this.jurisdiction = jurisdiction;
    return this;
  }

  Statement sequence(long sequence) {
    this.sequence = sequence;
    return this;
  }

  Statement under(String noticeId, Integer noticeVersion) {
    this.noticeId = noticeId;
    this.noticeVersion = noticeVersion;
    return this;
  }

  Statement expires(Long expiresMicros) {
    this.expiresMicros = expiresMicros;
    return this;
  }

  Statement minor(Boolean minor) {
    this.minor = minor;
    return this;
  }

  Statement explicit(boolean explicit) {
    this.explicit = explicit;
    return this;
  }

  Statement dayPrecision() {
    this.dayPrecision = true;
    return this;
  }

  Statement softOptIn(String rule) {
    this.softOptInRule = rule;
    return this;
  }

  Statement corrects(String statementId) {
    this.correctionOf = statementId;
    return this;
  }
}
