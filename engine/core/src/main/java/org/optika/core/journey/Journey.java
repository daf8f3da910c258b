package org.optika.core.journey;

import java.util.OptionalLong;

/**
 * The touches that led to one conversion, or, in a null journey, to none; oldest first. A view on
 * the touches of a subject: valid only while the sink that got it runs, then reused.
 */
public final class Journey {
  private Touches touches;
  private int from;
  private int to;
  private int cut;
  private int refused;
  private boolean converted;
  private long conversionId;
  private int conversionIndex;
  private long endMicros;

  Journey() {}

  /**
   * A journey that was cut before, for instance one read from a table.
   *
   * @param touches all of them belong to it
   * @param conversionId of the conversion that ended it; empty for a null journey
   */
  public static Journey of(Touches touches, OptionalLong conversionId, long endMicros) {
    Journey journey = new Journey();
    journey.touches = touches;
    journey.converted = conversionId.isPresent();
    journey.conversionId = conversionId.orElse(-1);
    journey.conversionIndex = journey.converted ? 0 : -1;
    journey.endMicros = endMicros;
    journey.take(0, touches.size(), touches.size());
    return journey;
  }

  void showConversion(Touches touches, Conversions conversions, int conversion) {
    this.touches = touches;
    converted = true;
    conversionIndex = conversion;
    conversionId = conversions.id(conversion);
    endMicros = conversions.timeMicros(conversion);
  }

  void showNull(Touches touches, long endMicros) {
    this.touches = touches;
    converted = false;
    conversionIndex = -1;
    conversionId = -1;
    this.endMicros = endMicros;
  }

  /** Takes touches [from, to) of the subject, of which the newest {@code most} are kept. */
  void take(int from, int to, int most) {
    this.from = Math.max(from, to - most);
    this.to = to;
    cut = this.from - from;
    refused = 0;
    for (int i = this.from; i < to; i++) {
      if (touches.channel(i) == Touches.REFUSED) {
        refused++;
      }
    }
  }

  /** Whether the journey ends with a conversion; a null journey does not. */
  public boolean converted() {
    return converted;
  }

  /** Id of the conversion; -1 in a null journey. */
  public long conversionId() {
    return conversionId;
  }

  /** Place of the conversion among the subject's conversions, from 0; -1 in a null journey. */
  public int conversionIndex() {
    return conversionIndex;
  }

  /** When the journey ended: at its conversion, or one lookback after its first touch. */
  public long endMicros() {
    return endMicros;
  }

  /** Touches kept, refused places included. */
  public int length() {
    return to - from;
  }

  /** Refused places among the touches kept. */
  public int refused() {
    return refused;
  }

  /** Older touches of the journey beyond {@link JourneyRules#lookbackTouches}. */
  public int cut() {
    return cut;
  }

  public long timeMicros(int place) {
    return touches.timeMicros(from + place);
  }

  /** Channel code, or {@link Touches#REFUSED}. */
  public int channel(int place) {
    return touches.channel(from + place);
  }

  /** Campaign code, or {@link Touches#NO_CAMPAIGN}. */
  public int campaign(int place) {
    return touches.campaign(from + place);
  }

  /** Id of the touch, or {@link Touches#NO_ID} where it is refused. */
  public long touchId(int place) {
    return touches.id(from + place);
  }
}
