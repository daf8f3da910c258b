package org.optika.core.gate;

import static org.optika.core.Checks.require;

import java.util.Optional;
import org.optika.core.consent.ConsentState;
import org.optika.core.consent.RulePack;

/**
 * Why the gate has refused a row.
 *
 * @param purpose first purpose that failed, in the order of the rule pack
 * @param clock condition that failed
 * @param reason label of the state that refuses, e.g. {@code withdrawn}, or {@code after-as-of}
 */
public record Refusal(String purpose, GateClock clock, String reason) {

  /**
   * @param code a result of {@link GateDecision#decide}
   * @return empty for {@link GateDecision#ADMITTED}
   * @throws IllegalArgumentException when the code is none of the gate's under this rule pack
   */
  public static Optional<Refusal> of(int code, RulePack rules) {
    if (code == GateDecision.ADMITTED) {
      return Optional.empty();
    }
    int purposeIndex = code >> 4 & 0xF;
    boolean isRefusal =
        1 << 8 <= code && code < GateDecision.CODES && purposeIndex < rules.purposes().size();
    GateClock clock = isRefusal ? GateClock.at((code >> 8) - 1) : GateClock.EVENT_TIME;
    require(
        isRefusal && (clock != GateClock.VENDOR || VendorState.closes(code & 0xF)),
        "not a decision of the gate: %s",
        code);
    String reason =
        switch (clock) {
          case AFTER_AS_OF -> "after-as-of";
          case VENDOR -> VendorState.of(code & 0xF).label();
          case EVENT_TIME, AS_OF, REOPENING -> ConsentState.of(code & 0xF).label();
        };
    return Optional.of(new Refusal(rules.purposes().get(purposeIndex).id(), clock, reason));
  }
}
