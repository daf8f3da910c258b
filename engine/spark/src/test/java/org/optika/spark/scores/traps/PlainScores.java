package org.optika.spark.scores.traps;

import java.util.ArrayList;
import java.util.List;
import org.optika.core.consent.ConsentEvent;
import org.optika.core.consent.RulePack;
import org.optika.core.scores.ChurnLabel;
import org.optika.spark.scores.traps.TrappedPerson.CustomerState;
import org.optika.spark.scores.traps.TrappedPerson.Deed;
import org.optika.spark.scores.traps.TrappedPerson.Did;
import org.optika.spark.scores.traps.TrappedPerson.Said;
import org.optika.spark.table.Rows;

/**
 * What may be known and said of one person, by loops over the person's records: docs/consent.md for
 * permission, docs/decisions/0042 for what a feature and a label are made of.
 */
final class PlainScores {
  /** The person has no row of features. */
  static final int NO_ROW = 0;

  static final int OPEN = 0;
  static final int NOT_PERMITTED = 1;

  /** 1 more where the person has churned. */
  static final int OBSERVED = 2;

  private static final int ROW = 1 << 15;

  private final TrapSetting setting;
  private final TrappedPerson person;
  private final PlainConsent profiling;
  private final PlainConsent measurement;
  private final List<Did> permitted = new ArrayList<>();

  PlainScores(TrapSetting setting, RulePack rules, TrappedPerson person) {
    this.setting = setting;
    this.person = person;
    List<ConsentEvent> own = new ArrayList<>();
    for (Said said : person.said()) {
      if (said.controller().equals(Rows.CONTROLLER) && said.subject() == person.subject()) {
        own.add(said.event());
      }
    }
    profiling = new PlainConsent(own, TrapSetting.PROFILING, rules, setting.knownAt());
    measurement = new PlainConsent(own, TrapSetting.MEASUREMENT, rules, setting.knownAt());
    for (Did did : person.did()) {
      if (usable(did) && admitted(did)) {
        permitted.add(did);
      }
    }
  }

  /** What a row of features says, in one number; never {@link #NO_ROW}. */
  static int row(long orders, long refunds, long touches, long inbound, int label) {
    return ROW | (int) (orders << 12 | refunds << 9 | touches << 6 | inbound << 3 | label);
  }

  static int label(int row) {
    return row & 7;
  }

  /** Whether profiling is permitted at the time of the run. */
  boolean permitsProfiling() {
    return profiling.permitsAt(setting.asOf());
  }

  /** Whether all purposes are permitted at the time of the run. */
  boolean permitsAll() {
    return permitsProfiling() && measurement.permitsAt(setting.asOf());
  }

  /** Both purposes, all of the time of the label. */
  boolean permitsLabel(int moment) {
    long from = setting.moment(moment);
    long to = from + TrapSetting.LABEL_DAYS * TrapSetting.DAY;
    return profiling.permitsThroughout(from, to) && measurement.permitsThroughout(from, to);
  }

  private boolean usable(Did did) {
    return did.controller().equals(Rows.CONTROLLER)
        && !did.bot()
        && did.at() <= setting.now()
        && did.known() <= setting.now();
  }

  private boolean admitted(Did did) {
    return switch (did.deed()) {
      case TOUCH ->
          measurement.admits(did.at(), setting.asOf())
              && profiling.admits(did.at(), setting.asOf());
      case ORDER, INBOUND -> profiling.admits(did.at(), setting.asOf());
      case REFUND -> order(did) != null && profiling.admits(order(did).at(), setting.asOf());
    };
  }

  /** The order of a refund, where it is known; permitted or not. */
  private Did order(Did refund) {
    for (Did did : person.did()) {
      if (did.deed() == Deed.ORDER
          && did.id() == refund.ref()
          && did.controller().equals(Rows.CONTROLLER)
          && did.known() <= setting.now()) {
        return did;
      }
    }
    return null;
  }

  /** The row of features at a moment, or {@link #NO_ROW}. */
  int rowAt(ChurnLabel.Kind kind, int moment) {
    long at = setting.moment(moment);
    if (!(kind == ChurnLabel.Kind.CONTRACT_END ? isCustomer(at) : isBuyer(at))) {
      return NO_ROW;
    }
    return row(
        count(Deed.ORDER, at),
        refunds(at),
        count(Deed.TOUCH, at),
        count(Deed.INBOUND, at),
        label(kind, moment));
  }

  private int label(ChurnLabel.Kind kind, int moment) {
    long at = setting.moment(moment);
    long end = at + TrapSetting.LABEL_DAYS * TrapSetting.DAY;
    if (end > setting.now()) {
      return OPEN;
    }
    if (!permitsLabel(moment)) {
      return NOT_PERMITTED;
    }
    boolean churned =
        kind == ChurnLabel.Kind.CONTRACT_END ? hasLeft(at, end) : !hasOrdered(at, end);
    return churned ? OBSERVED + 1 : OBSERVED;
  }

  /** The state known last at an instant; null when profiling is not permitted to the run. */
  private CustomerState stateAt(long at) {
    CustomerState newest = null;
    for (CustomerState state : person.states()) {
      if (permitsProfiling()
          && state.known() <= at
          && state.since() <= at
          && (newest == null || state.known() > newest.known())) {
        newest = state;
      }
    }
    return newest;
  }

  private boolean isCustomer(long at) {
    CustomerState state = stateAt(at);
    return state != null && state.until() > at;
  }

  private boolean hasLeft(long at, long end) {
    CustomerState state = stateAt(setting.now());
    return state.until() > at && state.until() <= end;
  }

  private boolean isBuyer(long at) {
    boolean buyer = false;
    for (Did did : permitted) {
      buyer |=
          did.deed() == Deed.ORDER
              && did.at() <= at
              && did.known() <= at
              && at - did.at() < TrapSetting.LABEL_DAYS * TrapSetting.DAY;
    }
    return buyer;
  }

  private boolean hasOrdered(long at, long end) {
    boolean ordered = false;
    for (Did did : permitted) {
      ordered |= did.deed() == Deed.ORDER && did.at() > at && did.at() <= end;
    }
    return ordered;
  }

  private int count(Deed deed, long at) {
    int count = 0;
    for (Did did : permitted) {
      count += did.deed() == deed && did.at() <= at && did.known() <= at ? 1 : 0;
    }
    return count;
  }

  /** Those of orders that are there. */
  private int refunds(long at) {
    int count = 0;
    for (Did did : permitted) {
      if (did.deed() == Deed.REFUND && did.at() <= at && did.known() <= at) {
        Did order = order(did);
        count += permitted.contains(order) && order.known() <= at ? 1 : 0;
      }
    }
    return count;
  }
}
