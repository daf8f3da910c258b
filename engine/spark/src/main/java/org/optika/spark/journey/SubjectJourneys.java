package org.optika.spark.journey;

import java.util.HashMap;
import java.util.Map;
import org.optika.core.journey.Conversions;
import org.optika.core.journey.Journey;
import org.optika.core.journey.JourneyBuilder;
import org.optika.core.journey.JourneyRules;
import org.optika.core.journey.JourneySink;
import org.optika.core.journey.Touches;
import org.optika.spark.gate.Gate;
import org.optika.spark.gate.PermittedActivity;
import org.optika.spark.table.Campaigns;

/** Hands the permitted activity of one subject after another to the core, which cuts journeys. */
final class SubjectJourneys {
  private final JourneyBuilder builder;
  private final Campaigns campaigns;
  private final Touches touches = new Touches();
  private final Conversions conversions = new Conversions();
  private final Map<Long, Long> refunded = new HashMap<>();
  private PermittedActivity activity;
  private int orders;
  private int[] order = new int[4];
  private long[] value = new long[4];

  SubjectJourneys(JourneyRules rules, long asOfMicros, Campaigns campaigns) {
    builder = new JourneyBuilder(rules, asOfMicros);
    this.campaigns = campaigns;
  }

  /**
   * Gives out the journeys of a subject; each is a view that is reused after the call.
   *
   * @return false for a robot, of which nothing is given out
   */
  boolean build(PermittedActivity activity, JourneySink sink) {
    this.activity = activity;
    takeTouches();
    takeOrders();
    conversions.clear();
    for (int i = 0; i < orders; i++) {
      conversions.add(activity.conversionAt(order[i]), activity.conversionId(order[i]));
    }
    return builder.build(touches, conversions, sink);
  }

  private void takeTouches() {
    touches.clear();
    for (int touch = 0; touch < activity.touches(); touch++) {
      if (activity.touchChannel(touch) == Gate.REFUSED_CHANNEL) {
        touches.addRefused(activity.touchAt(touch));
      } else {
        touches.add(
            activity.touchAt(touch),
            activity.touchChannel(touch),
            campaigns.code(activity.touchCampaign(touch)),
            activity.touchId(touch));
      }
    }
  }

  /** Orders by time and id, each with what its refunds left of it. */
  private void takeOrders() {
    orders = 0;
    refunded.clear();
    int count = activity.conversions();
    if (count > order.length) {
      order = new int[2 * count];
      value = new long[2 * count];
    }
    for (int conversion = 0; conversion < count; conversion++) {
      if (activity.conversionKind(conversion) == Gate.REFUND) {
        refunded.merge(
            activity.conversionRef(conversion), activity.conversionValue(conversion), Long::sum);
      } else {
        int place = orders++;
        while (place > 0 && before(conversion, order[place - 1])) {
          order[place] = order[place - 1];
          place--;
        }
        order[place] = conversion;
      }
    }
    for (int i = 0; i < orders; i++) {
      long paid = activity.conversionValue(order[i]);
      if (!refunded.isEmpty()) {
        // More refunded than paid is a fault of the source: an order is never worth less than
        // nothing.
        paid = Math.max(0, paid - refunded.getOrDefault(activity.conversionId(order[i]), 0L));
      }
      value[i] = paid;
    }
  }

  private boolean before(int one, int other) {
    long at = activity.conversionAt(one);
    long otherAt = activity.conversionAt(other);
    return at < otherAt
        || at == otherAt && activity.conversionId(one) < activity.conversionId(other);
  }

  /** Ten-thousandths of the reporting currency net of refunds; 0 for a null journey. */
  long value(Journey journey) {
    return journey.converted() ? value[journey.conversionIndex()] : 0;
  }

  /** Region of the conversion, else of the last touch that has one; null when there is none. */
  String region(Journey journey) {
    return journey.converted()
        ? activity.text(activity.conversionRegion(order[journey.conversionIndex()]))
        : regionOfLastTouch(journey);
  }

  /** Of several touches at one instant the first region by name. */
  private String regionOfLastTouch(Journey journey) {
    for (int place = journey.length() - 1; place >= 0; place--) {
      long at = journey.timeMicros(place);
      int first = firstAt(at);
      String region = null;
      for (int i = first; i < activity.touches() && activity.touchAt(i) == at; i++) {
        String of =
            activity.touchChannel(i) == Gate.REFUSED_CHANNEL
                ? null
                : activity.text(activity.touchRegion(i));
        if (of != null && (region == null || of.compareTo(region) < 0)) {
          region = of;
        }
      }
      if (region != null) {
        return region;
      }
    }
    return null;
  }

  private int firstAt(long at) {
    int low = 0;
    int high = activity.touches();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (activity.touchAt(middle) < at) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  long campaignId(Journey journey, int place) {
    return campaigns.id(journey.campaign(place));
  }
}
