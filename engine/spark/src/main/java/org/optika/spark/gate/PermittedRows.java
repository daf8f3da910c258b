package org.optika.spark.gate;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Permitted activity of one partition as rows: of each subject its touches, then its conversions.
 * Refused touches are passed over. One row is reused for all.
 */
final class PermittedRows implements Iterator<InternalRow> {
  static final StructType SCHEMA =
      new StructType()
          .add("subject_id", DataTypes.LongType, false)
          .add("at", DataTypes.LongType, false)
          .add("kind", DataTypes.IntegerType, false)
          .add("id", DataTypes.LongType, false)
          .add("ref", DataTypes.LongType, false)
          .add("channel", DataTypes.IntegerType, false)
          .add("campaign_id", DataTypes.LongType, false)
          .add("value", DataTypes.LongType, false)
          .add("region", DataTypes.StringType, true);

  private final ActivityCursor subjects;
  private final Object[] cells = new Object[SCHEMA.size()];
  private final InternalRow row = new GenericInternalRow(cells);
  private PermittedActivity activity;
  private int touch;
  private int conversion;

  PermittedRows(ActivityCursor subjects) {
    this.subjects = subjects;
  }

  @Override
  public boolean hasNext() {
    while (activity == null || !skipToPermitted()) {
      if (!subjects.next()) {
        return false;
      }
      activity = subjects.activity();
      touch = 0;
      conversion = 0;
    }
    return true;
  }

  private boolean skipToPermitted() {
    while (touch < activity.touches() && activity.touchAdmitted(touch) == 0) {
      touch++;
    }
    return touch < activity.touches() || conversion < activity.conversions();
  }

  @Override
  public InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (touch < activity.touches()) {
      set(
          activity.touchAt(touch),
          Gate.TOUCHPOINT,
          activity.touchId(touch),
          0,
          activity.touchChannel(touch),
          activity.touchCampaign(touch),
          0,
          activity.touchRegion(touch));
      touch++;
    } else {
      set(
          activity.conversionAt(conversion),
          activity.conversionKind(conversion),
          activity.conversionId(conversion),
          activity.conversionRef(conversion),
          0,
          0,
          activity.conversionValue(conversion),
          activity.conversionRegion(conversion));
      conversion++;
    }
    return row;
  }

  private void set(
      long at, int kind, long id, long ref, int channel, long campaign, long value, int region) {
    cells[0] = activity.subject();
    cells[1] = at;
    cells[2] = kind;
    cells[3] = id;
    cells[4] = ref;
    cells[5] = channel;
    cells[6] = campaign;
    cells[7] = value;
    cells[8] = UTF8String.fromString(activity.text(region));
  }
}
