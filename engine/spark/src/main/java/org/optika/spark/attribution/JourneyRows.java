package org.optika.spark.attribution;

import java.util.OptionalLong;
import org.apache.spark.sql.catalyst.InternalRow;
import org.optika.core.journey.Journey;
import org.optika.core.journey.Touches;
import org.optika.spark.gate.Gate;
import org.optika.spark.table.Campaigns;

/** Reads a journey back from a row of table journey. */
final class JourneyRows {
  private JourneyRows() {}

  /**
   * @param row subject_id, conversion_id, ended_at in microseconds, value, month, region, touch_at,
   *     touch_channel, touch_campaign
   * @param touches overwritten; the journey is a view on it
   */
  static Journey read(InternalRow row, Touches touches, Campaigns campaigns) {
    long[] at = row.getArray(6).toLongArray();
    int[] channel = row.getArray(7).toIntArray();
    long[] campaign = row.getArray(8).toLongArray();
    touches.clear();
    for (int place = 0; place < at.length; place++) {
      if (channel[place] == Gate.REFUSED_CHANNEL) {
        touches.addRefused(at[place]);
      } else {
        touches.add(at[place], channel[place], campaigns.code(campaign[place]), place);
      }
    }
    return Journey.of(
        touches,
        row.isNullAt(1) ? OptionalLong.empty() : OptionalLong.of(row.getLong(1)),
        row.getLong(2));
  }
}
