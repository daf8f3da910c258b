package org.optika.spark.attribution;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.unix_micros;

import java.util.OptionalLong;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;
import org.optika.core.journey.Journey;
import org.optika.core.journey.Touches;
import org.optika.spark.gate.Gate;
import org.optika.spark.table.Campaigns;

/** Reads a journey back from a row of table journey. */
public final class JourneyRows {
  /** Position of {@code subject_id}. */
  public static final int SUBJECT = 0;

  /** Position of the journey's number within the subject. */
  public static final int NUMBER = 9;

  private JourneyRows() {}

  /**
   * What is read of a journey, in this order: subject_id, conversion_id, ended_at in microseconds,
   * value, month, region, touch_at, touch_channel, touch_campaign, journey_number.
   */
  public static Column[] columns() {
    return new Column[] {
      col("subject_id"),
      col("conversion_id"),
      unix_micros(col("ended_at")),
      col("value").multiply(Gate.MONEY_SCALE).cast("bigint"),
      date_format(col("ended_at"), "yyyy-MM"),
      col("region"),
      col("touch_at"),
      col("touch_channel"),
      col("touch_campaign"),
      col("journey_number")
    };
  }

  /**
   * @param row {@link #columns}
   * @param touches overwritten; the journey is a view on it
   */
  public static Journey read(InternalRow row, Touches touches, Campaigns campaigns) {
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
