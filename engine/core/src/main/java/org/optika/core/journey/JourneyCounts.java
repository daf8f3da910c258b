package org.optika.core.journey;

import java.io.Serializable;

/**
 * What became of subjects and their touches. Mergeable: {@link #plus} is associative and
 * commutative. Touches in = kept + cut + open + those of bots; conversions in = converting journeys
 * + those of bots.
 *
 * @param subjects subjects seen, bots included
 * @param botSubjects subjects with more touches on a day than the rules allow
 * @param botTouches all touches of bots
 * @param botConversions all conversions of bots
 * @param convertingJourneys journeys that ended with a conversion; one a conversion
 * @param nullJourneys journeys that ended without one
 * @param openJourneys journeys without a conversion that were not over at {@code as_of}
 * @param keptTouches touches in converting and null journeys, refused places included
 * @param cutTouches touches beyond the most that a journey keeps
 * @param openTouches touches in open journeys
 */
public record JourneyCounts(
    long subjects,
    long botSubjects,
    long botTouches,
    long botConversions,
    long convertingJourneys,
    long nullJourneys,
    long openJourneys,
    long keptTouches,
    long cutTouches,
    long openTouches)
    implements Serializable {
  public static final JourneyCounts NONE = new JourneyCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  public JourneyCounts plus(JourneyCounts other) {
    return new JourneyCounts(
        subjects + other.subjects,
        botSubjects + other.botSubjects,
        botTouches + other.botTouches,
        botConversions + other.botConversions,
        convertingJourneys + other.convertingJourneys,
        nullJourneys + other.nullJourneys,
        openJourneys + other.openJourneys,
        keptTouches + other.keptTouches,
        cutTouches + other.cutTouches,
        openTouches + other.openTouches);
  }
}
