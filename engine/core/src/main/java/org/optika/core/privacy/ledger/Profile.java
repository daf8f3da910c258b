package org.optika.core.privacy.ledger;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What lies on each day of the data: a step function of the day. Overlapping periods add up where
 * they overlap, disjoint ones do not. Immutable.
 */
final class Profile {

  /**
   * A load holds from its key to the next one; the last load, and that before the first, is none.
   */
  private final NavigableMap<LocalDate, Load> loads;

  private final Accounting accounting;

  private Profile(Accounting accounting, NavigableMap<LocalDate, Load> loads) {
    this.accounting = accounting;
    this.loads = loads;
  }

  static Profile empty(Accounting accounting) {
    return new Profile(accounting, new TreeMap<>());
  }

  Profile plus(Charge charge) {
    NavigableMap<LocalDate, Load> more = new TreeMap<>(loads);
    more.putIfAbsent(charge.period().from(), on(charge.period().from()));
    more.putIfAbsent(charge.period().until(), on(charge.period().until()));
    more.subMap(charge.period().from(), charge.period().until())
        .replaceAll((from, load) -> load.plus(charge));
    return new Profile(accounting, more);
  }

  Load on(LocalDate day) {
    Map.Entry<LocalDate, Load> step = loads.floorEntry(day);
    return step == null ? Load.none(accounting) : step.getValue();
  }

  /** The steps on which something lies, ascending. */
  List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    loads.forEach(
        (from, load) -> {
          if (!load.releases().isEmpty()) {
            steps.add(new Step(new DataPeriod(from, loads.higherKey(from)), load));
          }
        });
    return steps;
  }

  void write(FieldWriter fields) {
    fields.number(loads.size());
    loads.forEach(
        (from, load) -> {
          fields.number(from.toEpochDay());
          fields.binary(load.spending().bytes());
          fields.number(load.releases().size());
          load.releases().forEach((by, count) -> fields.text(by).number(count));
        });
  }

  static Profile read(Accounting accounting, FieldReader fields) {
    NavigableMap<LocalDate, Load> loads = new TreeMap<>();
    for (long steps = fields.number(); steps > 0; steps--) {
      LocalDate from = LocalDate.ofEpochDay(fields.number());
      Spending spending = accounting.read(fields.binary());
      SortedMap<String, Long> releases = new TreeMap<>();
      for (long spenders = fields.number(); spenders > 0; spenders--) {
        releases.put(fields.text(), fields.number());
      }
      loads.put(from, new Load(spending, releases));
    }
    return new Profile(accounting, loads);
  }
}
