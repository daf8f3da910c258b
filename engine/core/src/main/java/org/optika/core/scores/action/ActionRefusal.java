package org.optika.core.scores.action;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.optika.core.consent.ConsentState;

/**
 * Rules that can refuse an action, in the order in which the first one is told: what the person
 * said, then what the action is, then how often the person was contacted. A set of refusals is the
 * sum of their {@link #bit}s; 0 is none. The order, and so the bits, are stored: new rules go to
 * the end.
 */
public enum ActionRefusal {
  /** A purpose is held back for a minor or a special category (R22). */
  MINOR_OR_SPECIAL,
  /** The person has objected (R4, R5). */
  OBJECTION,
  /** Consent for a purpose was withdrawn (R2). */
  PURPOSE_WITHDRAWN,
  /** Consent for a purpose was refused (R11). */
  PURPOSE_REFUSED,
  /** Consent for a purpose has expired (R7). */
  PURPOSE_EXPIRED,
  /** Nothing is on record for a purpose (R1). */
  PURPOSE_UNKNOWN,
  /** A purpose is not permitted for a reason of its own: any other state that does not permit. */
  PURPOSE_NOT_PERMITTED,
  /** The action is for other countries, or the person's country is not known. */
  COUNTRY,
  /** The person does not want to be contacted by this channel. */
  DECLINED_CHANNEL,
  /** The person wants to be contacted by other channels. */
  OTHER_CHANNEL_PREFERRED,
  /** The same action was done too recently. */
  COOL_DOWN,
  /** {@code as_of} falls on a quiet day. */
  QUIET_PERIOD,
  /** The last contact by the channel is too recent. */
  CHANNEL_GAP,
  /** There were too many contacts by the channel. */
  CHANNEL_CAP,
  /** There were too many contacts by all channels together. */
  OVERALL_CAP;

  private static final ActionRefusal[] ORDER = values();

  /** Name in tables and reports, e.g. {@code channel-cap}; never reused. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The set of this refusal alone. */
  public int bit() {
    return 1 << ordinal();
  }

  /** The one to tell; empty for the empty set. */
  public static Optional<ActionRefusal> first(int refusals) {
    return refusals == 0
        ? Optional.empty()
        : Optional.of(ORDER[Integer.numberOfTrailingZeros(refusals)]);
  }

  /** All of a set, in order. */
  public static List<ActionRefusal> of(int refusals) {
    return Stream.of(ORDER).filter(refusal -> (refusals & refusal.bit()) != 0).toList();
  }

  /** By the code of a purpose's state the set of what it refuses: empty where it permits. */
  static int[] byState() {
    int[] refusals = new int[16];
    for (ConsentState state : ConsentState.values()) {
      refusals[state.code()] = state.permits() ? 0 : of(state).bit();
    }
    return refusals;
  }

  private static ActionRefusal of(ConsentState state) {
    return switch (state) {
      case MINOR_OR_SPECIAL -> MINOR_OR_SPECIAL;
      case OBJECTED -> OBJECTION;
      case WITHDRAWN -> PURPOSE_WITHDRAWN;
      case REFUSED -> PURPOSE_REFUSED;
      case EXPIRED -> PURPOSE_EXPIRED;
      case UNKNOWN -> PURPOSE_UNKNOWN;
      case CONSENT,
          LEGITIMATE_INTEREST,
          SOFT_OPT_IN,
          LEGAL_OBLIGATION,
          REQUESTED,
          SUPERSEDED,
          NO_VALID_LIA,
          REVOKED,
          CONFLICT,
          UNDECODABLE ->
          PURPOSE_NOT_PERMITTED;
    };
  }
}
