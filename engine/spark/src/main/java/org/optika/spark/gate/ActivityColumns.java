package org.optika.spark.gate;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where the columns of activity stand. A source may end after the first three of a table: then rows
 * have no identity, nothing is a robot, every conversion is an order, and nothing is counted by
 * segment. One of touchpoints may also end after the fourth, and then tells robots apart. Behind
 * the fourth or the last may be the vendor.
 */
final class ActivityColumns {
  static final int SUBJECT = 0;
  static final int AT = 1;

  static final int CHANNEL = 2;
  static final int IS_BOT = 3;
  static final int TOUCH_ID = 4;
  static final int CAMPAIGN = 5;
  static final int TOUCH_REGION = 6;
  static final int TOUCH_DEVICE = 7;

  static final int VALUE = 2;
  static final int CONVERSION_ID = 3;
  static final int KIND = 4;
  static final int REFUND_OF = 5;
  static final int CONVERSION_REGION = 6;
  static final int CONVERSION_DEVICE = 7;

  static final int FROM = 1;
  static final int STATE = 2;
  static final int PERMISSION_KNOWN_AT = 3;

  /** Columns of a source that names just what is needed. */
  static final int FEWEST = 3;

  /** Columns of touchpoints where nobody asks for their channel. */
  static final int WITHOUT_CHANNEL = 2;

  /** Columns of touchpoints where nothing is counted. */
  static final int UNCOUNTED_TOUCHPOINT = 4;

  /** Columns of a source with everything. */
  static final int ALL = 8;

  /** The vendor stands behind the others, and is there only where some vendor is closed. */
  static final String VENDOR = "vendor_id";

  /** A row is known from the later of them on. */
  static final List<String> KNOWN_TIMES = List.of("recorded_time", "ingested_time");

  /** For the filter on rows of the lake, behind the others. */
  static final List<String> KNOWN = List.of("controller_id", "recorded_time", "ingested_time");

  static final List<String> TOUCHPOINT =
      List.of(
          "subject_id",
          "occurred_at",
          "channel",
          "is_bot",
          "touchpoint_id",
          "campaign_id",
          "region",
          "device_class");

  static final List<String> CONVERSION =
      List.of(
          "subject_id",
          "occurred_at",
          "value",
          "conversion_id",
          "kind",
          "refund_of",
          "region",
          "device_class");

  /** The last one only where the table holds more than one version. */
  static final List<String> PERMISSION = List.of("subject_id", "from", "state", "known_at");

  private ActivityColumns() {}

  /** Those of touchpoints that are read: without counts, none that only counts need. */
  static List<String> touchpoint(GateQuestion question) {
    List<String> columns = TOUCHPOINT.subList(0, question.counted() ? ALL : UNCOUNTED_TOUCHPOINT);
    return question.vendors().isEmpty()
        ? columns
        : Stream.concat(columns.stream(), Stream.of(VENDOR)).toList();
  }
}
