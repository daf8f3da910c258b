package org.optika.spark.gate;

import java.util.HashMap;
import java.util.Map;
import org.optika.core.gate.ActivityTally;
import org.optika.core.gate.StepDecisions;
import org.optika.spark.table.columnar.ColumnBuffer;
import org.optika.spark.table.columnar.TextCodes;

/**
 * The gate on one subject after another: decides on its activity, counts all of it, and leaves what
 * is permitted. Columns stand as in {@link ActivityColumns}.
 */
final class SubjectGate {
  private static final int FIRST_RULE = 0;
  private static final int NOT_KNOWN = -1;

  private final long asOfMicros;
  private final StepDecisions decisions;
  private final ActivityTally tally;
  private final PermittedActivity permitted;
  private final int refund;
  private final int unknown;
  private final Map<Long, Integer> orderOfId = new HashMap<>();

  SubjectGate(GateQuestion question, ActivityTally tally, TextCodes texts) {
    this.tally = tally;
    asOfMicros = question.clocks().asOfMicros();
    decisions = new StepDecisions(question.rules(), asOfMicros);
    permitted = new PermittedActivity(texts);
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

  /**
   * @param touches ascending in time
   * @param conversions ascending in time
   */
  void decide(long subject, ColumnBuffer touches, ColumnBuffer conversions) {
    permitted.begin(subject);
    permitted.reserve(touches.rows(), conversions.rows());
    tally.begin();
    if (touches.columns() == ActivityColumns.ALL) {
      decideTouches(touches);
    } else {
      decideBareTouches(touches);
    }
    if (conversions.columns() == ActivityColumns.ALL) {
      decideConversions(conversions);
    } else {
      decideBareOrders(conversions);
    }
  }

  private void decideBareTouches(ColumnBuffer rows) {
    long[] at = rows.longs(ActivityColumns.AT);
    int[] channel = rows.ints(ActivityColumns.CHANNEL);
    for (int row = 0; row < rows.rows(); row++) {
      int place = decisions.place(at[row]);
      tally.touchpoint(decisions.decision(FIRST_RULE, place));
      if (at[row] <= asOfMicros) {
        long admitted = decisions.admitted(place);
        int touch = permitted.touches++;
        permitted.touchAt[touch] = at[row];
        permitted.touchAdmitted[touch] = admitted;
        permitted.touchChannel[touch] = admitted == 0 ? Gate.REFUSED_CHANNEL : channel[row];
      }
    }
  }

  private void decideTouches(ColumnBuffer rows) {
    long[] at = rows.longs(ActivityColumns.AT);
    int[] channel = rows.ints(ActivityColumns.CHANNEL);
    long[] id = rows.longs(ActivityColumns.TOUCH_ID);
    long[] campaign = rows.longs(ActivityColumns.CAMPAIGN);
    int[] region = rows.ints(ActivityColumns.TOUCH_REGION);
    int[] device = rows.ints(ActivityColumns.TOUCH_DEVICE);
    int[] isBot = rows.ints(ActivityColumns.IS_BOT);
    for (int row = 0; row < rows.rows(); row++) {
      int place = decisions.place(at[row]);
      int decision = decisions.decision(FIRST_RULE, place);
      tally.touchpoint(decision);
      if (isBot[row] != 0) {
        continue;
      }
      tally.touchpointIn(decision, at[row], known(region[row]), known(device[row]), channel[row]);
      if (at[row] <= asOfMicros) {
        long admitted = decisions.admitted(place);
        boolean refused = admitted == 0;
        int touch = permitted.touches++;
        permitted.touchAt[touch] = at[row];
        permitted.touchAdmitted[touch] = admitted;
        permitted.touchChannel[touch] = refused ? Gate.REFUSED_CHANNEL : channel[row];
        permitted.touchId[touch] = refused ? 0 : id[row];
        permitted.touchCampaign[touch] = refused ? 0 : campaign[row];
        permitted.touchRegion[touch] = refused ? TextCodes.NULL : region[row];
      }
    }
  }

  private void decideBareOrders(ColumnBuffer rows) {
    long[] at = rows.longs(ActivityColumns.AT);
    long[] value = rows.longs(ActivityColumns.VALUE);
    for (int row = 0; row < rows.rows(); row++) {
      int place = decisions.place(at[row]);
      tally.conversion(decisions.decision(FIRST_RULE, place));
      if (decisions.admitted(place) != 0) {
        int conversion = permitted.conversions++;
        permitted.conversionAt[conversion] = at[row];
        permitted.conversionValue[conversion] = value[row];
        permitted.conversionKind[conversion] = Gate.ORDER;
      }
    }
  }

  private void decideConversions(ColumnBuffer rows) {
    long[] at = rows.longs(ActivityColumns.AT);
    long[] value = rows.longs(ActivityColumns.VALUE);
    long[] id = rows.longs(ActivityColumns.CONVERSION_ID);
    int[] kind = rows.ints(ActivityColumns.KIND);
    long[] refundOf = rows.longs(ActivityColumns.REFUND_OF);
    int[] region = rows.ints(ActivityColumns.CONVERSION_REGION);
    int[] device = rows.ints(ActivityColumns.CONVERSION_DEVICE);
    orderOfId.clear();
    for (int row = 0; row < rows.rows(); row++) {
      if (kind[row] != refund) {
        orderOfId.putIfAbsent(id[row], row);
      }
    }
    for (int row = 0; row < rows.rows(); row++) {
      boolean isRefund = kind[row] == refund;
      int of = isRefund ? orderOfId.getOrDefault(refundOf[row], NOT_KNOWN) : row;
      int decision = ActivityTally.REFUND_WITHOUT_ORDER;
      long admitted = 0;
      if (of != NOT_KNOWN) {
        // A refund is asked at the time of its order, but it must not lie in the future.
        int place = decisions.place(at[row] > asOfMicros ? at[row] : at[of]);
        decision = decisions.decision(FIRST_RULE, place);
        admitted = decisions.admitted(place);
      }
      tally.conversion(decision);
      if (isRefund) {
        tally.refundIn(decision, at[row], known(region[row]), known(device[row]), value[row]);
      } else {
        tally.orderIn(decision, at[row], known(region[row]), known(device[row]), value[row]);
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
