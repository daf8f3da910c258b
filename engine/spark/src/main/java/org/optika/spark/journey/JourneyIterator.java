package org.optika.spark.journey;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;
import org.optika.core.journey.Journey;
import org.optika.core.journey.JourneyRules;
import org.optika.spark.gate.ActivityCursor;
import org.optika.spark.gate.PermittedActivity;
import org.optika.spark.table.Campaigns;

/** Journeys of one partition as rows, subject after subject. */
final class JourneyIterator implements Iterator<InternalRow> {
  private static final int MONEY_PRECISION = 18;
  private static final int MONEY_DIGITS = 4;

  private final ActivityCursor subjects;
  private final SubjectJourneys journeys;
  private final Queue<InternalRow> ready = new ArrayDeque<>();
  private boolean exhausted;
  private int number;

  JourneyIterator(
      ActivityCursor subjects, JourneyRules rules, long asOfMicros, Campaigns campaigns) {
    this.subjects = subjects;
    journeys = new SubjectJourneys(rules, asOfMicros, campaigns);
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !exhausted) {
      if (subjects.next()) {
        PermittedActivity activity = subjects.activity();
        number = 0;
        journeys.build(activity, journey -> ready.add(row(activity.subject(), journey)));
      } else {
        exhausted = true;
      }
    }
    return !ready.isEmpty();
  }

  @Override
  public InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private InternalRow row(long subject, Journey journey) {
    int length = journey.length();
    long[] at = new long[length];
    int[] channel = new int[length];
    long[] campaign = new long[length];
    for (int place = 0; place < length; place++) {
      at[place] = journey.timeMicros(place);
      channel[place] = journey.channel(place);
      campaign[place] = journeys.campaignId(journey, place);
    }
    number++;
    return new GenericInternalRow(
        new Object[] {
          subject,
          number,
          journey.converted() ? journey.conversionId() : null,
          journey.endMicros(),
          Decimal.createUnsafe(journeys.value(journey), MONEY_PRECISION, MONEY_DIGITS),
          UTF8String.fromString(journeys.region(journey)),
          UnsafeArrayData.fromPrimitiveArray(at),
          UnsafeArrayData.fromPrimitiveArray(channel),
          UnsafeArrayData.fromPrimitiveArray(campaign),
          journey.cut()
        });
  }
}
