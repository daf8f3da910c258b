package org.optika.core.journey;

import org.optika.core.gate.DayCount;

/**
 * Cuts the touches of one subject after another into journeys; linear in touches and conversions,
 * with no memory beyond them. Not thread-safe: one builder a task.
 *
 * <p>With lookback D: the journey of a conversion at c takes the touches in (previous conversion,
 * c] that are not older than c - D. So a touch at c belongs to it, a touch at the previous
 * conversion does not, and a touch at c - D does.
 *
 * <p>What no conversion takes forms null journeys: one begins at the first touch f left over, takes
 * those left over before f + D, and ends at f + D. No conversion lies in (f, f + D], for it would
 * have taken f. So the touches of every journey are neighbours in time. A null journey that ends
 * after {@code as_of} may yet convert: it is open, counted and not given out.
 */
public final class JourneyBuilder {
  private final JourneyRules rules;
  private final long asOfMicros;
  private final DayCount day;
  private final Journey journey = new Journey();
  private JourneySink sink;
  private Touches touches;

  private long subjects;
  private long botSubjects;
  private long botTouches;
  private long botConversions;
  private long convertingJourneys;
  private long nullJourneys;
  private long openJourneys;
  private long keptTouches;
  private long cutTouches;
  private long openTouches;

  /**
   * @param asOfMicros instant of the run, epoch microseconds; no touch or conversion is later
   */
  public JourneyBuilder(JourneyRules rules, long asOfMicros) {
    this.rules = rules;
    this.asOfMicros = asOfMicros;
    day = new DayCount(rules.maxTouchpointsPerDay());
  }

  /**
   * Gives out the journeys of one subject. Touches of one instant are put into their fixed order in
   * place.
   *
   * @param touches all touches of the subject, refused places included
   * @param conversions the subject's permitted conversions
   * @return false for a robot, of which nothing is given out
   */
  public boolean build(Touches touches, Conversions conversions, JourneySink sink) {
    subjects++;
    this.touches = touches;
    this.sink = sink;
    touches.orderTies();
    if (isBot()) {
      botSubjects++;
      botTouches += touches.size();
      botConversions += conversions.size();
      return false;
    }
    int next = 0;
    for (int c = 0; c < conversions.size(); c++) {
      long converted = conversions.timeMicros(c);
      int first = firstFrom(converted - rules.lookbackMicros(), next, touches.size());
      giveNullJourneys(next, first);
      next = firstFrom(converted + 1, first, touches.size());
      journey.showConversion(touches, conversions, c);
      give(first, next);
      convertingJourneys++;
    }
    giveNullJourneys(next, touches.size());
    return true;
  }

  /** What this builder has seen so far. */
  public JourneyCounts counts() {
    return new JourneyCounts(
        subjects,
        botSubjects,
        botTouches,
        botConversions,
        convertingJourneys,
        nullJourneys,
        openJourneys,
        keptTouches,
        cutTouches,
        openTouches);
  }

  /** The first touch of [from, to) at or after an instant; {@code to} when there is none. */
  private int firstFrom(long instantMicros, int from, int to) {
    int first = from;
    while (first < to && touches.timeMicros(first) < instantMicros) {
      first++;
    }
    return first;
  }

  private void giveNullJourneys(int from, int to) {
    for (int first = from; first < to; ) {
      long end = touches.timeMicros(first) + rules.lookbackMicros();
      int next = firstFrom(end, first, to);
      if (end > asOfMicros) {
        openJourneys++;
        openTouches += next - first;
      } else {
        journey.showNull(touches, end);
        give(first, next);
        nullJourneys++;
      }
      first = next;
    }
  }

  private void give(int from, int to) {
    journey.take(from, to, rules.lookbackTouches());
    keptTouches += journey.length();
    cutTouches += journey.cut();
    sink.accept(journey);
  }

  private boolean isBot() {
    day.begin();
    for (int i = 0; i < touches.size(); i++) {
      if (day.isTooMany(touches.timeMicros(i))) {
        return true;
      }
    }
    return false;
  }
}
