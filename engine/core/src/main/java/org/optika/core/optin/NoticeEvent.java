package org.optika.core.optin;

import java.util.Comparator;
import java.util.Objects;

/**
 * One consent event of one subject on one device for one purpose, as far as opt-in rates need it.
 *
 * @param timeMicros event time (when the notice was shown or the person chose), epoch microseconds
 *     UTC
 * @param everyPurposeOff whether the choice that this event is part of left every purpose off; one
 *     choice gives one event per purpose, and the flag is the same on all of them
 */
public record NoticeEvent(
    long timeMicros,
    NoticeAction action,
    NoticeMethod method,
    boolean everyPurposeOff,
    NoticeContext context) {

  /** Total order on distinct events, so that the order of arrival never matters (R13). */
  static final Comparator<NoticeEvent> ORDER =
      Comparator.comparingLong(NoticeEvent::timeMicros)
          .thenComparing(NoticeEvent::action)
          .thenComparing(NoticeEvent::method)
          .thenComparing(NoticeEvent::everyPurposeOff)
          .thenComparing(NoticeEvent::context, NoticeContext.ORDER);

  public NoticeEvent {
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(context, "context");
    if (everyPurposeOff && action == NoticeAction.GIVEN) {
      throw new IllegalArgumentException(
          "everyPurposeOff must be false where a purpose is given, got true");
    }
  }

  /** A browser signal, not a choice: counted apart. */
  boolean isGpc() {
    return method == NoticeMethod.GPC && action != NoticeAction.SHOWN;
  }

  /**
   * A decision of the person for or against the purpose. Dismissing and asking for a double opt-in
   * are none.
   */
  boolean isChoice() {
    return switch (action) {
      case SHOWN, DEFERRED, IMPORTED -> false;
      case GIVEN, REFUSED ->
          method != NoticeMethod.DISMISS
              && method != NoticeMethod.GPC
              && method != NoticeMethod.DOI_REQUEST;
    };
  }

  /** Form of this choice; a refusal of everything is deny-all by whatever button it was made. */
  ChoiceForm form() {
    if (method == NoticeMethod.ACCEPT_ALL) {
      return ChoiceForm.ACCEPT_ALL;
    }
    return method == NoticeMethod.REJECT_ALL || everyPurposeOff
        ? ChoiceForm.DENY_ALL
        : ChoiceForm.SAVE;
  }
}
