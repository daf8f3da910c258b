package org.optika.spark.gate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.optika.core.gate.ActivityTally;
import org.optika.core.gate.GateDecision;
import org.optika.core.gate.StepDecisions;
import org.optika.spark.table.columnar.SubjectRows;
import org.optika.spark.table.columnar.TextCodes;

/**
 * The gate on one subject after another: decides on its activity, counts all of it where that is
 * asked for, and leaves what is permitted. Columns stand as in {@link ActivityColumns}.
 */
final class SubjectGate {
  private static final int NOT_KNOWN = -1;

  private final long asOfMicros;
  private final boolean counted;
  private final boolean timesAreSorted;
  private final StepDecisions decisions;
  private final ActivityTally tally;
  private final PermittedActivity permitted;
  private final ClosedVendors vendors;
  private final int refund;
  private final int unknown;
  private final Map<Long, Integer> orderOfId = new HashMap<>();

  /**
   * @param timesAreSorted whether touches of which there is nothing but times mostly ascend, which
   *     makes them cheaper to decide on
   */
  SubjectGate(GateQuestion question, ActivityTally tally, TextCodes texts, boolean timesAreSorted) {
    this.tally = tally;
    this.timesAreSorted = timesAreSorted;
    asOfMicros = question.clocks().asOfMicros();
    counted = question.counted();
    decisions = new StepDecisions(question.rules(), asOfMicros);
    permitted = new PermittedActivity(texts);
    vendors = new ClosedVendors(question.vendors(), texts);
    refund = texts.code("refund");
    unknown = texts.code("unknown");
  }

  /** To be loaded with the permission of a subject before {@link #decide}. */
  StepDecisions decisions() {
    return decisions;
  }

  PermittedActivity permitted() {
    return permitted;
  }

  /** Turns to a subject; its permission was loaded into {@link #decisions}. */
  void begin(long subject) {
    permitted.begin(subject);
    tally.begin();
  }

  /**
   * @param rows of the subject, ascending in time unless there is nothing but times; overwritten
   */
  void decideTouches(SubjectRows rows) {
    switch (rows.columns()) {
      case ActivityColumns.ALL -> decideFullTouches(rows, null);
      case ActivityColumns.ALL + 1 -> decideFullTouches(rows, rows.ints(ActivityColumns.ALL));
      case ActivityColumns.UNCOUNTED_TOUCHPOINT ->
          decideStepByStep(rows, dropRobots(rows, null), rows.ints(ActivityColumns.CHANNEL), null);
      case ActivityColumns.UNCOUNTED_TOUCHPOINT + 1 -> {
        int[] vendor = rows.ints(ActivityColumns.UNCOUNTED_TOUCHPOINT);
        decideStepByStep(
            rows, dropRobots(rows, vendor), rows.ints(ActivityColumns.CHANNEL), vendor);
      }
      case ActivityColumns.WITHOUT_CHANNEL -> {
        if (timesAreSorted) {
          decideStepByStep(rows, rows.end(), null, null);
        } else {
          decideOneByOne(rows);
        }
      }
      default -> decideStepByStep(rows, rows.end(), rows.ints(ActivityColumns.CHANNEL), null);
    }
  }

  /** Times in no order: each finds its step by itself. */
  private void decideOneByOne(SubjectRows rows) {
    long[] at = rows.longs(ActivityColumns.AT);
    permitted.showTouches(rows);
    int kept = rows.first();
    for (int row = kept; row < rows.end(); row++) {
      long instant = at[row];
      int place = decisions.placeOf(instant);
      if (counted) {
        tally.touchpoints(decisions.decision(place), 1);
      }
      if (instant <= asOfMicros) {
        at[kept++] = instant;
        permitted.admit(1, decisions.admitted(place));
      }
    }
  }

  /**
   * Moves the rows of no robot together, in the arrays in which they lie.
   *
   * @param vendor of the rows, moved as well; or null
   * @return position behind the last of them
   */
  private static int dropRobots(SubjectRows rows, int[] vendor) {
    long[] at = rows.longs(ActivityColumns.AT);
    int[] channel = rows.ints(ActivityColumns.CHANNEL);
    int[] isBot = rows.ints(ActivityColumns.IS_BOT);
    int kept = rows.first();
    for (int row = rows.first(); row < rows.end(); row++) {
      if (isBot[row] == 0) {
        at[kept] = at[row];
        channel[kept] = channel[row];
        if (vendor != null) {
          vendor[kept] = vendor[row];
        }
        kept++;
      }
    }
    return kept;
  }

  /**
   * Neighbours to which one step of the permission applies are decided on at once, so that times in
   * order cost least; they may be in any.
   *
   * @param end position behind the last row that matters
   * @param channel of the rows, overwritten where they are refused; or null
   * @param vendor of the rows; or null
   */
  private void decideStepByStep(SubjectRows rows, int end, int[] channel, int[] vendor) {
    long[] at = rows.longs(ActivityColumns.AT);
    permitted.showTouches(rows);
    int kept = rows.first();
    int row = kept;
    while (row < end) {
      int begun = row;
      int place = decisions.place(at[row]);
      // One comparison tells whether an instant lies between two others.
      long shift = Long.MIN_VALUE - decisions.beginOf(place);
      long until = decisions.endOf(place) + shift;
      do {
        row++;
      } while (row < end && at[row] + shift < until);
      if (counted) {
        tally.touchpoints(decisions.decision(place), row - begun);
      }
      if (decisions.isAfterAsOf(place)) {
        continue;
      }
      if (kept < begun) {
        System.arraycopy(at, begun, at, kept, row - begun);
        move(channel, begun, kept, row - begun);
        move(vendor, begun, kept, row - begun);
      }
      long rules = decisions.admitted(place);
      int next = kept + row - begun;
      if (rules != 0 && vendor != null) {
        admitUnlessClosed(rules, kept, next, at, channel, vendor);
      } else {
        permitted.admit(row - begun, rules);
        if (rules == 0 && channel != null) {
          Arrays.fill(channel, kept, next, Gate.REFUSED_CHANNEL);
        }
      }
      kept = next;
    }
  }

  private static void move(int[] values, int from, int to, int count) {
    if (values != null) {
      System.arraycopy(values, from, values, to, count);
    }
  }

  /** Of closed vendors nothing is admitted. */
  private void admitUnlessClosed(
      long rules, int from, int to, long[] at, int[] channel, int[] vendor) {
    for (int row = from; row < to; row++) {
      boolean closed = vendors.closedAt(vendor[row], at[row]) != 0;
      permitted.admit(1, closed ? 0 : rules);
      if (closed) {
        channel[row] = Gate.REFUSED_CHANNEL;
      }
    }
  }

  /**
   * Counts each row; those that stay are moved together, in the arrays in which they lie.
   *
   * @param vendor of the rows, or null where no vendor is closed
   */
  private void decideFullTouches(SubjectRows rows, int[] vendor) {
    long[] at = rows.longs(ActivityColumns.AT);
    int[] channel = rows.ints(ActivityColumns.CHANNEL);
    long[] id = rows.longs(ActivityColumns.TOUCH_ID);
    long[] campaign = rows.longs(ActivityColumns.CAMPAIGN);
    int[] region = rows.ints(ActivityColumns.TOUCH_REGION);
    int[] device = rows.ints(ActivityColumns.TOUCH_DEVICE);
    int[] isBot = rows.ints(ActivityColumns.IS_BOT);
    permitted.showTouches(rows);
    int kept = rows.first();
    for (int row = kept; row < rows.end(); row++) {
      int place = decisions.place(at[row]);
      int decision = decisions.decision(place);
      long rules = decisions.admitted(place);
      if (vendor != null) {
        long closed = vendors.closedAt(vendor[row], at[row]);
        decision = GateDecision.withVendor(decision, closed);
        rules = closed == 0 ? rules : 0;
      }
      tally.touchpoints(decision, 1);
      if (isBot[row] != 0) {
        continue;
      }
      tally.touchpointIn(decision, at[row], known(region[row]), known(device[row]), channel[row]);
      if (at[row] <= asOfMicros) {
        boolean refused = rules == 0;
        permitted.admit(1, rules);
        at[kept] = at[row];
        channel[kept] = refused ? Gate.REFUSED_CHANNEL : channel[row];
        id[kept] = refused ? 0 : id[row];
        campaign[kept] = refused ? 0 : campaign[row];
        region[kept] = refused ? TextCodes.NULL : region[row];
        kept++;
      }
    }
  }

  /**
   * @param rows of the subject, ascending in time
   */
  void decideConversions(SubjectRows rows) {
    permitted.reserveConversions(rows.end() - rows.first());
    if (rows.columns() == ActivityColumns.ALL) {
      decideFullConversions(rows);
    } else {
      decideBareOrders(rows);
    }
  }

  private void decideBareOrders(SubjectRows rows) {
    long[] at = rows.longs(ActivityColumns.AT);
    long[] value = rows.longs(ActivityColumns.VALUE);
    for (int row = rows.first(); row < rows.end(); row++) {
      int place = decisions.place(at[row]);
      if (counted) {
        tally.conversion(decisions.decision(place));
      }
      if (decisions.admitted(place) != 0) {
        int conversion = permitted.conversions++;
        permitted.conversionAt[conversion] = at[row];
        permitted.conversionValue[conversion] = value[row];
        permitted.conversionKind[conversion] = Gate.ORDER;
        permitted.conversionRegion[conversion] = TextCodes.NULL;
      }
    }
  }

  private void decideFullConversions(SubjectRows rows) {
    long[] at = rows.longs(ActivityColumns.AT);
    long[] value = rows.longs(ActivityColumns.VALUE);
    long[] id = rows.longs(ActivityColumns.CONVERSION_ID);
    int[] kind = rows.ints(ActivityColumns.KIND);
    long[] refundOf = rows.longs(ActivityColumns.REFUND_OF);
    int[] region = rows.ints(ActivityColumns.CONVERSION_REGION);
    int[] device = rows.ints(ActivityColumns.CONVERSION_DEVICE);
    orderOfId.clear();
    for (int row = rows.first(); row < rows.end(); row++) {
      if (kind[row] != refund) {
        orderOfId.putIfAbsent(id[row], row);
      }
    }
    for (int row = rows.first(); row < rows.end(); row++) {
      boolean isRefund = kind[row] == refund;
      int of = isRefund ? orderOfId.getOrDefault(refundOf[row], NOT_KNOWN) : row;
      int decision = ActivityTally.REFUND_WITHOUT_ORDER;
      long admitted = 0;
      if (of != NOT_KNOWN) {
        int place = decisions.place(GateDecision.refundAsksAt(at[row], at[of], asOfMicros));
        decision = decisions.decision(place);
        admitted = decisions.admitted(place);
      }
      if (counted) {
        tally.conversion(decision);
        if (isRefund) {
          tally.refundIn(decision, at[row], known(region[row]), known(device[row]), value[row]);
        } else {
          tally.orderIn(decision, at[row], known(region[row]), known(device[row]), value[row]);
        }
      }
      if (admitted != 0) {
        int conversion = permitted.conversions++;
        permitted.conversionAt[conversion] = at[row];
        permitted.conversionValue[conversion] = value[row];
        permitted.conversionKind[conversion] = isRefund ? Gate.REFUND : Gate.ORDER;
        permitted.conversionId[conversion] = id[row];
        permitted.conversionRef[conversion] = isRefund ? refundOf[row] : 0;
        permitted.conversionRegion[conversion] = region[row];
      }
    }
  }

  private int known(int code) {
    return code == TextCodes.NULL ? unknown : code;
  }
}
