package org.optika.spark.gate;

import java.util.Arrays;
import java.util.Objects;
import org.optika.spark.table.columnar.SubjectRows;
import org.optika.spark.table.columnar.TextCodes;

/**
 * What the gate lets through of one subject, in columns and ascending in time. The arrays are
 * reused from subject to subject and valid below their counts; readers must not change them.
 *
 * <p>Touches of which nothing but the times is asked may come in no order.
 *
 * <p>A refused touch has a place in time and nothing else. Refused conversions, robots, and what is
 * later than {@code as_of} are not there at all.
 */
public final class PermittedActivity {
  private static final int[] NO_INTS = {};
  private static final long[] NO_LONGS = {};

  private final TextCodes texts;
  private long subject;

  private int touches;
  private int firstTouch;
  long[] touchAt = NO_LONGS;
  int[] touchChannel = NO_INTS;
  long[] touchId = NO_LONGS;
  long[] touchCampaign = NO_LONGS;
  int[] touchRegion = NO_INTS;

  /** The last stretch, from 0 on; what it says counts once there is a touch. */
  private int lastStretch;

  private int[] stretchEnd = new int[8];
  private long[] stretchAdmitted = new long[8];

  /** The stretch that was asked for last. */
  private int askedStretch;

  int conversions;
  long[] conversionAt = NO_LONGS;
  long[] conversionValue = NO_LONGS;
  long[] conversionId = NO_LONGS;
  int[] conversionKind = NO_INTS;
  long[] conversionRef = NO_LONGS;
  int[] conversionRegion = NO_INTS;

  PermittedActivity(TextCodes texts) {
    this.texts = texts;
  }

  void begin(long subject) {
    this.subject = subject;
    touches = 0;
    lastStretch = 0;
    askedStretch = 0;
    conversions = 0;
  }

  /** Takes the columns of touches from where they lie; {@link #admit} tells how many they are. */
  void showTouches(SubjectRows rows) {
    firstTouch = rows.first();
    touchAt = rows.longs(ActivityColumns.AT);
    if (rows.columns() > ActivityColumns.CHANNEL) {
      touchChannel = rows.ints(ActivityColumns.CHANNEL);
    }
    if (rows.columns() >= ActivityColumns.ALL) {
      touchId = rows.longs(ActivityColumns.TOUCH_ID);
      touchCampaign = rows.longs(ActivityColumns.CAMPAIGN);
      touchRegion = rows.ints(ActivityColumns.TOUCH_REGION);
    }
  }

  /**
   * Goes on by the next touches.
   *
   * @param count of them, at least 1
   * @param rules that admit them, as in {@link #touchAdmitted}
   */
  void admit(int count, long rules) {
    if (touches > 0 && stretchAdmitted[lastStretch] != rules) {
      lastStretch++;
      if (lastStretch == stretchEnd.length) {
        stretchEnd = Arrays.copyOf(stretchEnd, 2 * lastStretch);
        stretchAdmitted = Arrays.copyOf(stretchAdmitted, 2 * lastStretch);
      }
    }
    touches += count;
    stretchEnd[lastStretch] = touches;
    stretchAdmitted[lastStretch] = rules;
  }

  /** Room for so many touches, for a reader that has rows instead of columns. */
  void reserveTouches(int touches) {
    if (touchAt.length < touches) {
      int capacity = Math.max(touches, 2 * touchAt.length);
      touchAt = Arrays.copyOf(touchAt, capacity);
      touchChannel = Arrays.copyOf(touchChannel, capacity);
      touchId = Arrays.copyOf(touchId, capacity);
      touchCampaign = Arrays.copyOf(touchCampaign, capacity);
      touchRegion = Arrays.copyOf(touchRegion, capacity);
    }
  }

  void reserveConversions(int conversions) {
    if (conversionAt.length < conversions) {
      int capacity = Math.max(conversions, 2 * conversionAt.length);
      conversionAt = Arrays.copyOf(conversionAt, capacity);
      conversionValue = Arrays.copyOf(conversionValue, capacity);
      conversionId = Arrays.copyOf(conversionId, capacity);
      conversionKind = Arrays.copyOf(conversionKind, capacity);
      conversionRef = Arrays.copyOf(conversionRef, capacity);
      conversionRegion = Arrays.copyOf(conversionRegion, capacity);
    }
  }

  public long subject() {
    return subject;
  }

  /** Number of touches, refused places included. */
  public int touches() {
    return touches;
  }

  /** Microseconds UTC. */
  public long touchAt(int touch) {
    return touchAt[place(touch)];
  }

  /** Channel code, or {@link Gate#REFUSED_CHANNEL}; only where the channels are read. */
  public int touchChannel(int touch) {
    return touchChannel[place(touch)];
  }

  /** Which of the rules asked admit the touch: bit i for the rule at position i; 0 if refused. */
  public long touchAdmitted(int touch) {
    Objects.checkIndex(touch, touches);
    if (askedStretch > 0 && touch < stretchEnd[askedStretch - 1]) {
      askedStretch = 0;
    }
    while (touch >= stretchEnd[askedStretch]) {
      askedStretch++;
    }
    return stretchAdmitted[askedStretch];
  }

  /** Number of stretches: neighbouring touches that the same rules admit, or that are refused. */
  public int stretches() {
    return touches == 0 ? 0 : lastStretch + 1;
  }

  /** The touch behind the last one of a stretch. */
  public int stretchEnd(int stretch) {
    return stretchEnd[Objects.checkIndex(stretch, stretches())];
  }

  /** What {@link #touchAdmitted} says of each touch of a stretch. */
  public long stretchAdmitted(int stretch) {
    return stretchAdmitted[Objects.checkIndex(stretch, stretches())];
  }

  /** Id of the touch; 0 where it is refused or the source has none. */
  public long touchId(int touch) {
    return touchId == NO_LONGS ? 0 : touchId[place(touch)];
  }

  /** Campaign id; 0 where there is none or the touch is refused. */
  public long touchCampaign(int touch) {
    return touchCampaign == NO_LONGS ? 0 : touchCampaign[place(touch)];
  }

  /** Code of the region for {@link #text}. */
  public int touchRegion(int touch) {
    return touchRegion == NO_INTS ? TextCodes.NULL : touchRegion[place(touch)];
  }

  /** Behind the last touch lie rows that nobody may see. */
  private int place(int touch) {
    return firstTouch + Objects.checkIndex(touch, touches);
  }

  /** Number of orders and refunds. */
  public int conversions() {
    return conversions;
  }

  /** Microseconds UTC. */
  public long conversionAt(int conversion) {
    return conversionAt[Objects.checkIndex(conversion, conversions)];
  }

  /** {@link Gate#ORDER} or {@link Gate#REFUND}. */
  public int conversionKind(int conversion) {
    return conversionKind[Objects.checkIndex(conversion, conversions)];
  }

  public long conversionId(int conversion) {
    return conversionId[Objects.checkIndex(conversion, conversions)];
  }

  /** Id of the order that a refund belongs to; 0 for an order. */
  public long conversionRef(int conversion) {
    return conversionRef[Objects.checkIndex(conversion, conversions)];
  }

  /** Ten-thousandths of the reporting currency, at least 0. */
  public long conversionValue(int conversion) {
    return conversionValue[Objects.checkIndex(conversion, conversions)];
  }

  /** Code of the region for {@link #text}. */
  public int conversionRegion(int conversion) {
    return conversionRegion[Objects.checkIndex(conversion, conversions)];
  }

  /** The text behind a code; null where there is none. */
  public String text(int code) {
    return texts.text(code);
  }
}
