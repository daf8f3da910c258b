package org.optika.spark.gate;

import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.optika.spark.table.columnar.TextCodes;

/** Permitted rows of Spark SQL, sorted by subject and time, subject after subject. */
final class RowCursor implements ActivityCursor {
  private static final int SUBJECT = 0;
  private static final int AT = 1;
  private static final int KIND = 2;
  private static final int ID = 3;
  private static final int REF = 4;
  private static final int CHANNEL = 5;
  private static final int CAMPAIGN = 6;
  private static final int VALUE = 7;
  private static final int REGION = 8;

  /** The columns that are read, in their order. */
  static final String[] COLUMNS = {
    "subject_id", "at", "kind", "id", "ref", "channel", "campaign_id", "value", "region"
  };

  private final Iterator<InternalRow> rows;
  private final TextCodes texts = new TextCodes();
  private final PermittedActivity activity = new PermittedActivity(texts);
  private InternalRow row;

  RowCursor(Iterator<InternalRow> rows) {
    this.rows = rows;
    advance();
  }

  private void advance() {
    row = rows.hasNext() ? rows.next() : null;
  }

  @Override
  public PermittedActivity activity() {
    return activity;
  }

  @Override
  public boolean next() {
    if (row == null) {
      return false;
    }
    long subject = row.getLong(SUBJECT);
    activity.begin(subject);
    while (row != null && row.getLong(SUBJECT) == subject) {
      if (row.getInt(KIND) == Gate.TOUCHPOINT) {
        readTouch();
      } else {
        readConversion();
      }
      advance();
    }
    return true;
  }

  private void readTouch() {
    activity.reserveTouches(activity.touches() + 1);
    int touch = activity.touches();
    int channel = row.getInt(CHANNEL);
    activity.touchAt[touch] = row.getLong(AT);
    activity.touchChannel[touch] = channel;
    activity.touchId[touch] = row.getLong(ID);
    activity.touchCampaign[touch] = row.getLong(CAMPAIGN);
    activity.touchRegion[touch] = region();
    activity.admit(1, channel == Gate.REFUSED_CHANNEL ? 0 : 1);
  }

  private void readConversion() {
    activity.reserveConversions(activity.conversions + 1);
    int conversion = activity.conversions++;
    activity.conversionAt[conversion] = row.getLong(AT);
    activity.conversionKind[conversion] = row.getInt(KIND);
    activity.conversionId[conversion] = row.getLong(ID);
    activity.conversionRef[conversion] = row.getLong(REF);
    activity.conversionValue[conversion] = row.getLong(VALUE);
    activity.conversionRegion[conversion] = region();
  }

  private int region() {
    return row.isNullAt(REGION) ? TextCodes.NULL : texts.code(row.getUTF8String(REGION));
  }
}
