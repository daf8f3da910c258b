package org.optika.core.scores.action;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/** An action of which a test says only what matters. */
final class ActionBuilder {
  private final String id;
  private String channel = "email";
  private List<String> purposes = List.of(Action.PROFILING);
  private String cost = "0";
  private ActionValue value = ActionValue.fixed(BigDecimal.ONE);
  private int coolDownDays;
  private Set<String> countries = Set.of();
  private Effect effect = Effect.ORDINARY;
  private ContactPressure pressure = ContactPressure.COUNTED;

  private ActionBuilder(String id) {
    this.id = id;
  }

  static ActionBuilder action(String id) {
    return new ActionBuilder(id);
  }

  ActionBuilder channel(String newChannel) {
    channel = newChannel;
    return this;
  }

  ActionBuilder purposes(String... newPurposes) {
    purposes = List.of(newPurposes);
    return this;
  }

  ActionBuilder cost(String newCost) {
    cost = newCost;
    return this;
  }

  ActionBuilder value(String fixed) {
    value = ActionValue.fixed(new BigDecimal(fixed));
    return this;
  }

  ActionBuilder customerValue() {
    value = ActionValue.customerValue();
    return this;
  }

  ActionBuilder coolDown(int days) {
    coolDownDays = days;
    return this;
  }

  ActionBuilder countries(String... codes) {
    countries = Set.of(codes);
    return this;
  }

  ActionBuilder significant() {
    effect = Effect.SIGNIFICANT;
    return this;
  }

  ActionBuilder exempt() {
    pressure = ContactPressure.EXEMPT;
    return this;
  }

  Action build() {
    return new Action(
        id,
        ActionKind.OFFER,
        channel,
        purposes,
        new BigDecimal(cost),
        value,
        coolDownDays,
        countries,
        effect,
        pressure);
  }
}
