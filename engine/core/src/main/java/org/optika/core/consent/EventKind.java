package org.optika.core.consent;

import org.optika.core.ingest.Method;

/** What an event means for a permission, see the table "Kinds" of docs/consent.md. */
enum EventKind {
  OBJECT(6),
  REVOKE(5),
  WITHDRAW(4),
  REFUSE(3),
  EXPIRE(2),
  REQUEST(0),
  GRANT(0),
  SOFT_GRANT(0),
  SHOWN(0),
  NOTHING(0);

  private final int restrictiveness;

  EventKind(int restrictiveness) {
    this.restrictiveness = restrictiveness;
  }

  static EventKind of(ConsentEvent event, PurposeRules rules) {
    return switch (event.action()) {
      case OBJECTED -> OBJECT;
      case REVOKED, INVALIDATED -> REVOKE;
      case WITHDRAWN -> WITHDRAW;
      case REFUSED -> REFUSE;
      case EXPIRED -> EXPIRE;
      case SHOWN -> SHOWN;
      case DEFERRED -> NOTHING;
      case IMPORTED -> event.softOptInRuleId().isPresent() ? SOFT_GRANT : GRANT;
      case GIVEN, RENEWED -> {
        if (event.softOptInRuleId().isPresent()) {
          yield SOFT_GRANT;
        }
        yield isRequest(event, rules) ? REQUEST : GRANT;
      }
    };
  }

  /** R17: an unconfirmed choice where a confirmation is announced or demanded. */
  private static boolean isRequest(ConsentEvent event, PurposeRules rules) {
    Method method = event.method().orElse(null);
    return method == Method.DOI_REQUEST
        || (method != Method.DOI_CONFIRM
            && rules.demandsDoubleOptIn(event.jurisdiction(), DatedEvent.eventTimeOf(event)));
  }

  /** In [2, 6] for closers, the highest wins among closers of one instant; 0 for the others. */
  int restrictiveness() {
    return restrictiveness;
  }

  boolean isCloser() {
    return restrictiveness > 0;
  }

  /** True for a GRANT of either sort. */
  boolean isGrant() {
    return this == GRANT || this == SOFT_GRANT;
  }

  boolean isDecision() {
    return this != SHOWN && this != NOTHING;
  }

  /** True for the kinds by which a person says no, by whatever method. */
  boolean isNo() {
    return this == OBJECT || this == WITHDRAW || this == REFUSE;
  }
}
