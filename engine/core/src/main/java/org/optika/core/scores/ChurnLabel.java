package org.optika.core.scores;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/**
 * What counts as churn, and of whom it can be said. At an instant T somebody is at risk or not; for
 * those at risk the label says what happened in {@code (T, T + withinDays]}. It exists only for
 * people who permitted all of that time to be looked at: somebody who withdraws has not churned, we
 * just do not know.
 *
 * @param withinDays N, at least 1
 */
public record ChurnLabel(Kind kind, int withinDays) implements Serializable {

  /** What churn is. */
  public enum Kind {
    /** A customer ends the relation. At risk: customers whose relation lasts at T. */
    CONTRACT_END,
    /** A buyer does not order again. At risk: people with an order in the N days before T. */
    NO_PURCHASE;

    /** Name in config. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static final double DAY = FeatureMoment.DAY;

  public ChurnLabel {
    require(withinDays >= 1, "churn within %s days; at least 1", withinDays);
  }

  /** Names of all kinds, for messages. */
  public static List<String> kinds() {
    return List.of(Kind.values()).stream().map(Kind::id).toList();
  }

  /** Last instant of the label of T. */
  public long endOf(long momentMicros) {
    return momentMicros + (long) (withinDays * DAY);
  }

  /**
   * @param history what was known at T
   */
  public boolean atRisk(FeatureMoment moment, PersonHistory history) {
    return switch (kind) {
      case CONTRACT_END ->
          history.hasProfile()
              && history.profileSince() <= moment.micros()
              && history.profileUntil() > moment.micros();
      case NO_PURCHASE ->
          history.orders() > 0 && moment.within(history.orderAt(history.orders() - 1), withinDays);
    };
  }

  /**
   * Whether somebody who was at risk has churned.
   *
   * @param momentMicros T
   * @param history what is known now, later than {@link #endOf} of T
   */
  public boolean churned(long momentMicros, PersonHistory history) {
    long end = endOf(momentMicros);
    return switch (kind) {
      case CONTRACT_END ->
          history.hasProfile()
              && history.profileUntil() > momentMicros
              && history.profileUntil() <= end;
      case NO_PURCHASE -> {
        boolean ordered = false;
        for (int i = 0; i < history.orders(); i++) {
          ordered |= history.orderAt(i) > momentMicros && history.orderAt(i) <= end;
        }
        yield !ordered;
      }
    };
  }
}
