package org.optika.spark.journey;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.optika.core.journey.Conversions;
import org.optika.core.journey.Journey;
import org.optika.core.journey.JourneyBuilder;
import org.optika.core.journey.JourneyRules;
import org.optika.core.journey.Touches;
import org.optika.spark.gate.Gate;
import org.optika.spark.table.Campaigns;

/**
 * Journeys of one partition, subject after subject. Reads rows of {@link Gate#activity} sorted by
 * subject and time; holds the touches of one subject in primitive arrays.
 */
final class JourneyIterator implements Iterator<Row> {
  private static final int SUBJECT = 0;
  private static final int AT = 1;
  private static final int KIND = 2;
  private static final int ID = 3;
  private static final int REF = 4;
  private static final int CHANNEL = 5;
  private static final int CAMPAIGN = 6;
  private static final int VALUE = 7;
  private static final int REGION = 8;

  /** An order, with what its refunds left of it. */
  private static final class Order {
    private final long at;
    private final long id;
    private final String region;
    private long value;

    private Order(long at, long id, long value, String region) {
      this.at = at;
      this.id = id;
      this.value = value;
      this.region = region;
    }
  }

  private final Iterator<InternalRow> rows;
  private final JourneyBuilder builder;
  private final Campaigns campaigns;
  private final Touches touches = new Touches();
  private final Conversions conversions = new Conversions();
  private final List<Order> orders = new ArrayList<>();
  private final Map<Long, Long> refunded = new HashMap<>();
  private final Queue<Row> ready = new ArrayDeque<>();
  private String[] regionOf = new String[16];
  private long[] timeOf = new long[16];
  private InternalRow next;

  JourneyIterator(
      Iterator<InternalRow> rows, JourneyRules rules, long asOfMicros, Campaigns campaigns) {
    this.rows = rows;
    this.builder = new JourneyBuilder(rules, asOfMicros);
    this.campaigns = campaigns;
    advance();
  }

  private void advance() {
    next = rows.hasNext() ? rows.next() : null;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && next != null) {
      buildNextSubject();
    }
    return !ready.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void buildNextSubject() {
    long subject = next.getLong(SUBJECT);
    touches.clear();
    conversions.clear();
    orders.clear();
    refunded.clear();
    while (next != null && next.getLong(SUBJECT) == subject) {
      read(next);
      advance();
    }
    orders.sort(
        Comparator.<Order>comparingLong(order -> order.at).thenComparingLong(order -> order.id));
    for (Order order : orders) {
      conversions.add(order.at, order.id);
      // More refunded than paid is a fault of the source: an order is never worth less than
      // nothing.
      order.value = Math.max(0, order.value - refunded.getOrDefault(order.id, 0L));
    }
    int[] number = {0};
    builder.build(touches, conversions, journey -> ready.add(row(subject, ++number[0], journey)));
  }

  private void read(InternalRow row) {
    long at = row.getLong(AT);
    switch (row.getInt(KIND)) {
      case Gate.TOUCHPOINT -> {
        remember(at, region(row));
        if (row.getInt(CHANNEL) == Gate.REFUSED_CHANNEL) {
          touches.addRefused(at);
        } else {
          touches.add(
              at, row.getInt(CHANNEL), campaigns.code(row.getLong(CAMPAIGN)), row.getLong(ID));
        }
      }
      case Gate.ORDER ->
          orders.add(new Order(at, row.getLong(ID), row.getLong(VALUE), region(row)));
      case Gate.REFUND -> refunded.merge(row.getLong(REF), row.getLong(VALUE), Long::sum);
      default -> throw new IllegalStateException("Unknown kind of activity " + row.getInt(KIND));
    }
  }

  private static String region(InternalRow row) {
    return row.isNullAt(REGION) ? null : row.getUTF8String(REGION).toString();
  }

  private void remember(long at, String region) {
    int size = touches.size();
    if (size == timeOf.length) {
      timeOf = Arrays.copyOf(timeOf, 2 * size);
      regionOf = Arrays.copyOf(regionOf, 2 * size);
    }
    timeOf[size] = at;
    regionOf[size] = region;
  }

  private Row row(long subject, int number, Journey journey) {
    int length = journey.length();
    long[] at = new long[length];
    int[] channel = new int[length];
    long[] campaign = new long[length];
    for (int place = 0; place < length; place++) {
      at[place] = journey.timeMicros(place);
      channel[place] = journey.channel(place);
      campaign[place] = campaigns.id(journey.campaign(place));
    }
    Order order = journey.converted() ? orders.get(journey.conversionIndex()) : null;
    return RowFactory.create(
        subject,
        number,
        order == null ? null : order.id,
        journey.endMicros(),
        order == null ? 0L : order.value,
        order == null ? regionOfLastTouch(journey) : order.region,
        at,
        channel,
        campaign,
        journey.cut());
  }

  /** Region of the last touch that has one; of several at one instant the first by name. */
  private String regionOfLastTouch(Journey journey) {
    for (int place = journey.length() - 1; place >= 0; place--) {
      long at = journey.timeMicros(place);
      int position = Arrays.binarySearch(timeOf, 0, touches.size(), at);
      int first = position;
      while (first > 0 && timeOf[first - 1] == at) {
        first--;
      }
      String region = null;
      for (int i = first; i < touches.size() && timeOf[i] == at; i++) {
        if (regionOf[i] != null && (region == null || regionOf[i].compareTo(region) < 0)) {
          region = regionOf[i];
        }
      }
      if (region != null) {
        return region;
      }
    }
    return null;
  }
}
