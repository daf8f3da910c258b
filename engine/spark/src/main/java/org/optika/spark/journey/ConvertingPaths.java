package org.optika.spark.journey;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.optika.core.gate.DayCount;
import org.optika.core.journey.Journey;
import org.optika.core.journey.PathCounts;
import org.optika.core.journey.PathOutcome;
import org.optika.core.journey.VisiblePath;
import org.optika.spark.gate.PermittedActivity;
import org.optika.spark.table.Campaigns;

/** The paths of one partition under each policy, and its robots. */
final class ConvertingPaths {
  private final PathRules rules;
  private final PathCounts[] counts;
  private final VisiblePath path = new VisiblePath();
  private final DayCount day;
  private final List<InternalRow> robots = new ArrayList<>();

  ConvertingPaths(PathRules rules) {
    this.rules = rules;
    counts = new PathCounts[rules.policies().size()];
    for (int policy = 0; policy < counts.length; policy++) {
      counts[policy] = new PathCounts();
    }
    day = new DayCount(rules.journeys().maxTouchpointsPerDay());
  }

  SubjectJourneys journeys(long asOfMicros) {
    return new SubjectJourneys(rules.journeys(), asOfMicros, Campaigns.ignored());
  }

  /** Of a subject of whom there are no journeys to cut. */
  boolean isPerson(PermittedActivity activity) {
    day.begin();
    for (int touch = 0; touch < activity.touches(); touch++) {
      if (day.isTooMany(activity.touchAt(touch))) {
        return false;
      }
    }
    return true;
  }

  void add(Journey journey, SubjectJourneys of) {
    for (int policy = 0; policy < counts.length; policy++) {
      if (see(journey, policy)) {
        counts[policy].addConverted(path, of.value(journey));
      }
    }
  }

  void subtract(Journey journey, SubjectJourneys of) {
    for (int policy = 0; policy < counts.length; policy++) {
      if (see(journey, policy)) {
        counts[policy].subtractConverted(path, of.value(journey));
      }
    }
  }

  private boolean see(Journey journey, int policy) {
    if (!journey.converted()) {
      return false;
    }
    rules.policies().get(policy).apply(journey, path);
    return path.outcome() == PathOutcome.MODELLED;
  }

  void addRobot(long subject) {
    robots.add(new GenericInternalRow(new Object[] {null, null, 0L, 0L, subject}));
  }

  Iterator<InternalRow> rows() {
    List<InternalRow> rows = robots;
    for (int i = 0; i < counts.length; i++) {
      UTF8String policy = UTF8String.fromString(rules.policies().get(i).id());
      counts[i].forEach(
          (channels, conversions, value, nulls) -> {
            if (conversions != 0 || value != 0) {
              rows.add(
                  new GenericInternalRow(
                      new Object[] {
                        policy,
                        UTF8String.fromString(rules.text(channels)),
                        conversions,
                        value,
                        null
                      }));
            }
          });
    }
    return rows.iterator();
  }
}
