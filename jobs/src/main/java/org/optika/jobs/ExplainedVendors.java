package org.optika.jobs;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.optika.core.consent.ConsentInterval;
import org.optika.core.consent.RulePack;
import org.optika.core.gate.Explanation;
import org.optika.core.gate.GateClock;
import org.optika.core.gate.GateDecision;
import org.optika.core.gate.GateRule;
import org.optika.core.gate.PermissionSteps;
import org.optika.core.gate.Refusal;
import org.optika.core.gate.VendorActivity;
import org.optika.core.gate.VendorClosings;
import org.optika.core.gate.VendorRegister;
import org.optika.core.gate.VendorState;

/**
 * The fifth condition of the gate in an explanation: for which of the purposes the registers close
 * a vendor, and what that makes of the verdict on a contact through it. The decision is that of
 * {@link GateDecision#withVendor}.
 */
final class ExplainedVendors {
  private final VendorRegister register;
  private final RulePack rules;
  private final Explanation explanation;
  private final SortedSet<String> vendors;
  private final List<String> purposes;
  private final int decision;

  /**
   * @param vendors those to be told of
   * @param intervals of the subject, as the explanation had them
   */
  ExplainedVendors(
      Collection<String> vendors,
      VendorRegister register,
      RulePack rules,
      Explanation explanation,
      List<ConsentInterval> intervals) {
    this.vendors = new TreeSet<>(vendors);
    this.register = register;
    this.rules = rules;
    this.explanation = explanation;
    this.purposes = explanation.lines().stream().map(Explanation.Line::purpose).toList();
    GateRule rule = GateRule.of(rules, purposes);
    PermissionSteps steps = PermissionSteps.of(intervals, explanation.knownAtMicros(), rules);
    this.decision =
        GateDecision.decide(
            steps.from(),
            steps.state(),
            rule.defaultState(),
            explanation.atMicros(),
            explanation.asOfMicros(),
            rule);
  }

  /** What the gate decides on a contact of the subject through a vendor. */
  Optional<Refusal> refusal(String vendor) {
    long at = explanation.atMicros();
    VendorClosings.Steps steps =
        register
            .closings(
                rules,
                purposes,
                Map.of(vendor, new VendorActivity(at, at + 1)),
                explanation.asOfMicros())
            .ofVendor()
            .get(vendor);
    long closed = steps == null ? 0 : steps.closedAt(at);
    return Refusal.of(GateDecision.withVendor(decision, closed), rules);
  }

  /** Vendors through which a contact is refused although the person permits it, with the reason. */
  SortedMap<String, Refusal> closed() {
    SortedMap<String, Refusal> closed = new TreeMap<>();
    for (String vendor : vendors) {
      refusal(vendor)
          .filter(refusal -> refusal.clock() == GateClock.VENDOR)
          .ifPresent(refusal -> closed.put(vendor, refusal));
    }
    return closed;
  }

  /** What the registers say of the vendors, purpose by purpose where one is closed. */
  String text() {
    String title = "%nVendors (fifth condition of the gate, for contacts only): ".formatted();
    if (vendors.isEmpty()) {
      return title + "no contact names one.\n";
    }
    TextTable table =
        new TextTable("vendor", "purpose", "at the activity's time", "at the time of the run");
    Set<String> closed = new TreeSet<>();
    for (String vendor : vendors) {
      for (String purpose : purposes) {
        VendorState atEvent = register.stateAt(vendor, purpose, explanation.atMicros());
        VendorState asOf = register.stateAt(vendor, purpose, explanation.asOfMicros());
        boolean asked = !rules.purpose(purpose).eventTimeOnly();
        if (atEvent != VendorState.OPEN || (asked && asOf != VendorState.OPEN)) {
          closed.add(vendor);
          table.row(vendor, purpose, atEvent.label(), asked ? asOf.label() : "not asked");
        }
      }
    }
    return closed.isEmpty()
        ? "%sopen for these purposes: %s%n".formatted(title, String.join(", ", vendors))
        : "%sclosed for a purpose: %s of %s%n%s"
            .formatted(title, closed.size(), vendors.size(), table);
  }
}
