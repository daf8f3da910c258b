package org.optika.core.optin;

import static org.optika.core.Checks.require;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.optika.core.privacy.suppression.MarginTable;

/**
 * Counts the cells of opt-in tables, margins included, in one pass over the facts. Mergeable:
 * tallies of different subjects, in any order, add up to the tally of all of them.
 *
 * <p>A cell counts showings, and the different subjects behind each answer. The facts of a subject
 * come one after another, so a subject is new to a cell when the cell has last seen another one; no
 * set of subjects is kept.
 */
public final class OptInTally implements Serializable {
  private static final long serialVersionUID = 1L;

  /** In place of a value: all of them, as in {@link MarginTable}. */
  public static final String ALL = MarginTable.ALL;

  private static final Comparator<List<String>> BY_VALUES =
      Comparator.comparing(values -> String.join("\u0000", values));

  private static final int ANSWERS = OptInAnswer.values().length;
  private static final int FORMS = ChoiceForm.values().length;

  private final List<List<OptInDimension>> groupings;
  private final ZoneId zone;
  private final TimeWindow window;
  private final Map<Key, Counter> counters = new HashMap<>();
  private long subject;
  private int subjects;
  private boolean merged;

  /**
   * @param groupings dimensions of each table that is asked for
   * @param zone days, weeks and months begin at its midnight
   */
  public OptInTally(List<List<OptInDimension>> groupings, ZoneId zone) {
    this(groupings, zone, TimeWindow.ALWAYS);
  }

  /**
   * @param window facts outside of it are not counted
   */
  public OptInTally(List<List<OptInDimension>> groupings, ZoneId zone, TimeWindow window) {
    this.groupings = groupings.stream().map(List::copyOf).toList();
    this.zone = zone;
    this.window = window;
  }

  /** A tally of the same tables that has counted nothing. */
  public OptInTally empty() {
    return new OptInTally(groupings, zone, window);
  }

  private record Key(int grouping, String purpose, List<String> values) implements Serializable {}

  private static final class Counter implements Serializable {
    private static final long serialVersionUID = 1L;

    private final long[] showings = new long[ANSWERS * FORMS];
    private final long[] apart = new long[CountedApart.Kind.values().length];

    /** Different subjects by answer, then with any showing. */
    private final long[] subjects = new long[ANSWERS + 1];

    /** Number of the subject that each of {@code subjects} has counted last. */
    private final int[] last = new int[ANSWERS + 1];

    void add(OptInFact fact, int subject) {
      if (fact instanceof Showing showing) {
        showings[showing.answer().ordinal() * FORMS + showing.form().ordinal()]++;
        see(showing.answer().ordinal(), subject);
        see(ANSWERS, subject);
      } else {
        apart[((CountedApart) fact).kind().ordinal()]++;
      }
    }

    private void see(int place, int subject) {
      if (last[place] != subject) {
        last[place] = subject;
        subjects[place]++;
      }
    }

    void merge(Counter other) {
      addAll(showings, other.showings);
      addAll(apart, other.apart);
      addAll(subjects, other.subjects);
    }

    private static void addAll(long[] sums, long[] added) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] = Math.addExact(sums[i], added[i]);
      }
    }

    OptInCell cell() {
      OptInCounts counts = OptInCounts.ZERO;
      Map<String, Long> behind = new TreeMap<>();
      for (OptInAnswer answer : OptInAnswer.values()) {
        for (ChoiceForm form : ChoiceForm.values()) {
          long n = showings[answer.ordinal() * FORMS + form.ordinal()];
          if (n > 0) {
            counts = counts.plus(OptInCounts.ofShowing(answer, form).times(n));
          }
        }
        if (subjects[answer.ordinal()] > 0) {
          behind.put(answer.name(), subjects[answer.ordinal()]);
        }
      }
      for (CountedApart.Kind kind : CountedApart.Kind.values()) {
        counts = counts.plus(OptInCounts.ofApart(kind).times(apart[kind.ordinal()]));
      }
      if (subjects[ANSWERS] > 0) {
        behind.put(ALL, subjects[ANSWERS]);
      }
      return new OptInCell(counts, behind);
    }
  }

  /**
   * Adds facts of one subject and purpose. All calls for one subject follow each other.
   *
   * @throws IllegalStateException after {@link #merge}: who was counted last is not known any more
   */
  public void add(long subjectId, String purpose, List<OptInFact> facts) {
    if (merged) {
      throw new IllegalStateException("facts are added before tallies are merged");
    }
    if (subjects == 0 || subjectId != subject) {
      subject = subjectId;
      subjects++;
    }
    for (OptInFact fact : facts) {
      if (!window.holds(fact.timeMicros())) {
        continue;
      }
      LocalDate day =
          Instant.EPOCH.plus(fact.timeMicros(), ChronoUnit.MICROS).atZone(zone).toLocalDate();
      for (int grouping = 0; grouping < groupings.size(); grouping++) {
        add(grouping, purpose, fact, day);
      }
    }
  }

  /** Counts the fact in its cell and in each margin over that. */
  private void add(int grouping, String purpose, OptInFact fact, LocalDate day) {
    List<OptInDimension> dimensions = groupings.get(grouping);
    int width = dimensions.size();
    String[] own = new String[width];
    for (int i = 0; i < width; i++) {
      own[i] = dimensions.get(i).of(fact, day);
    }
    for (int kept = 0; kept < 1 << width; kept++) {
      String[] values = new String[width];
      for (int i = 0; i < width; i++) {
        values[i] = (kept >> i & 1) == 1 ? own[i] : ALL;
      }
      counters
          .computeIfAbsent(new Key(grouping, purpose, List.of(values)), first -> new Counter())
          .add(fact, subjects);
    }
  }

  /**
   * Takes over what a tally of other subjects has counted.
   *
   * @return this
   */
  public OptInTally merge(OptInTally other) {
    require(
        groupings.equals(other.groupings) && zone.equals(other.zone) && window.equals(other.window),
        "cannot merge tallies of groupings %s in %s and of %s in %s",
        groupings,
        zone,
        other.groupings,
        other.zone);
    merged = true;
    other.counters.forEach(
        (key, counter) -> counters.computeIfAbsent(key, first -> new Counter()).merge(counter));
    return this;
  }

  /**
   * All cells of one table and purpose in the order of their values.
   *
   * @return by value of each dimension, {@link #ALL} in margins
   * @throws IllegalArgumentException when the grouping was not asked for
   */
  public Map<List<String>, OptInCell> cells(List<OptInDimension> grouping, String purpose) {
    int index = groupings.indexOf(grouping);
    require(index >= 0, "not tallied: %s; tallied: %s", grouping, groupings);
    Map<List<String>, OptInCell> cells = new TreeMap<>(BY_VALUES);
    counters.forEach(
        (key, counter) -> {
          if (key.grouping() == index && key.purpose().equals(purpose)) {
            cells.put(key.values(), counter.cell());
          }
        });
    return cells;
  }
}
