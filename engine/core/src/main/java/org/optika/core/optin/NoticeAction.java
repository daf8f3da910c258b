package org.optika.core.optin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a consent event means for a showing. The order of the constants is the order in which events
 * of one instant are read: a notice is shown before it is answered, and of two answers the
 * restrictive one is the last (R12).
 */
public enum NoticeAction {
  /** The notice became visible. */
  SHOWN("shown"),
  /** The person put the decision off. */
  DEFERRED("deferred"),
  /** A decision of another time or system was loaded. */
  IMPORTED("imported"),
  /** The person permitted the purpose. */
  GIVEN("given", "renewed"),
  /** The person refused the purpose, or took an earlier permission back. */
  REFUSED("refused", "withdrawn", "objected");

  private static final List<String> NOT_BY_THE_PERSON =
      List.of("expired", "revoked", "invalidated");

  private final List<String> consentActions;

  NoticeAction(String... consentActions) {
    this.consentActions = List.of(consentActions);
  }

  /**
   * @param consentAction the {@code action} of a consent event
   * @return its meaning here; empty for {@code expired}, {@code revoked} and {@code invalidated},
   *     which no person did in front of a notice
   * @throws IllegalArgumentException if the action is not one of the canonical ones
   */
  public static Optional<NoticeAction> of(String consentAction) {
    if (NOT_BY_THE_PERSON.contains(consentAction)) {
      return Optional.empty();
    }
    return Optional.of(
        Arrays.stream(values())
            .filter(action -> action.consentActions.contains(consentAction))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Unknown consent action '%s'; known: %s"
                            .formatted(consentAction, knownActions()))));
  }

  private static List<String> knownActions() {
    List<String> known = new ArrayList<>(NOT_BY_THE_PERSON);
    Arrays.stream(values()).forEach(action -> known.addAll(action.consentActions));
    known.sort(null);
    return known;
  }
}
