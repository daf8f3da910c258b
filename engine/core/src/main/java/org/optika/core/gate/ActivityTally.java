package org.optika.core.gate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Counts decided activity, subject after subject: each subject once in each segment that it has
 * activity in. Not thread-safe: one a task.
 */
public final class ActivityTally {
  /** Decision on a refund whose order is not known; beside the codes of {@link GateDecision}. */
  public static final int REFUND_WITHOUT_ORDER = GateDecision.CODES;

  private static final long MICROS_PER_SECOND = 1_000_000;

  /** Cells of one dimension: admitted ones at even places, refused ones at odd places. */
  private static final class Cells {
    private long[] subjects = new long[16];
    private long[] touchpoints = new long[16];
    private long[] conversions = new long[16];
    private long[] revenue = new long[16];
    private int[] seenBy = new int[16];

    /** The cell of a code and a verdict; counts the subject when it is new there. */
    private int of(int code, boolean admitted, int subject) {
      int cell = 2 * code + (admitted ? 0 : 1);
      if (cell >= subjects.length) {
        int capacity = Math.max(cell + 1, 2 * subjects.length);
        subjects = Arrays.copyOf(subjects, capacity);
        touchpoints = Arrays.copyOf(touchpoints, capacity);
        conversions = Arrays.copyOf(conversions, capacity);
        revenue = Arrays.copyOf(revenue, capacity);
        seenBy = Arrays.copyOf(seenBy, capacity);
      }
      if (seenBy[cell] != subject) {
        seenBy[cell] = subject;
        subjects[cell]++;
      }
      return cell;
    }

    private void addTo(
        Map<SegmentValue, SegmentCounts> segments, String segment, IntFunction<String> nameOf) {
      for (int cell = 0; cell < subjects.length; cell++) {
        if (subjects[cell] > 0) {
          segments.put(
              new SegmentValue(segment, nameOf.apply(cell / 2), cell % 2 == 0),
              new SegmentCounts(
                  subjects[cell], touchpoints[cell], conversions[cell], revenue[cell]));
        }
      }
    }
  }

  private final long[] touchpointDecisions = new long[REFUND_WITHOUT_ORDER + 1];
  private final long[] conversionDecisions = new long[REFUND_WITHOUT_ORDER + 1];
  private final Cells all = new Cells();
  private final Cells months = new Cells();
  private final Cells regions = new Cells();
  private final Cells devices = new Cells();
  private final Cells channels = new Cells();
  private final Map<YearMonth, Integer> codeOfMonth = new HashMap<>();
  private final List<YearMonth> monthOfCode = new ArrayList<>();
  private long monthStart = 1;
  private long monthEnd = 0;
  private int month;
  private int subject;

  /** Turns to the next subject. */
  public void begin() {
    subject++;
  }

  /** Counts touchpoints under their decision only. */
  public void touchpoints(int decision, int count) {
    touchpointDecisions[decision] += count;
  }

  /**
   * Counts a touchpoint of no robot in its segments.
   *
   * @param region code, >= 0; codes are named when the tally is read
   * @param device code, >= 0
   * @param channel code, >= 0
   */
  public void touchpointIn(int decision, long atMicros, int region, int device, int channel) {
    boolean admitted = decision == GateDecision.ADMITTED;
    addTouchpoint(all, all.of(0, admitted, subject));
    addTouchpoint(months, months.of(monthOf(atMicros), admitted, subject));
    addTouchpoint(regions, regions.of(region, admitted, subject));
    addTouchpoint(devices, devices.of(device, admitted, subject));
    addTouchpoint(channels, channels.of(channel, admitted, subject));
  }

  /** The cell is found first: finding it may replace the arrays. */
  private static void addTouchpoint(Cells cells, int cell) {
    cells.touchpoints[cell]++;
  }

  /** Counts an order or a refund under its decision only. */
  public void conversion(int decision) {
    conversionDecisions[decision]++;
  }

  /** Counts an order in its segments. */
  public void orderIn(int decision, long atMicros, int region, int device, long value) {
    conversionIn(decision, atMicros, region, device, 1, value);
  }

  /** Takes a refund off the revenue of its segments. */
  public void refundIn(int decision, long atMicros, int region, int device, long value) {
    conversionIn(decision, atMicros, region, device, 0, -value);
  }

  private void conversionIn(
      int decision, long atMicros, int region, int device, int orders, long revenue) {
    boolean admitted = decision == GateDecision.ADMITTED;
    add(all, all.of(0, admitted, subject), orders, revenue);
    add(months, months.of(monthOf(atMicros), admitted, subject), orders, revenue);
    add(regions, regions.of(region, admitted, subject), orders, revenue);
    add(devices, devices.of(device, admitted, subject), orders, revenue);
  }

  private static void add(Cells cells, int cell, int orders, long revenue) {
    cells.conversions[cell] += orders;
    cells.revenue[cell] += revenue;
  }

  private int monthOf(long atMicros) {
    if (atMicros < monthStart || atMicros >= monthEnd) {
      Instant at = Instant.EPOCH.plus(atMicros, ChronoUnit.MICROS);
      YearMonth of = YearMonth.from(LocalDate.ofInstant(at, ZoneOffset.UTC));
      monthStart = startMicros(of);
      monthEnd = startMicros(of.plusMonths(1));
      month =
          codeOfMonth.computeIfAbsent(
              of,
              first -> {
                monthOfCode.add(first);
                return monthOfCode.size() - 1;
              });
    }
    return month;
  }

  private static long startMicros(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond() * MICROS_PER_SECOND;
  }

  /**
   * What was counted so far.
   *
   * @param textOf names of the codes of regions and devices
   */
  public ActivityCounts counts(IntFunction<String> textOf) {
    Map<SegmentValue, SegmentCounts> segments = new HashMap<>();
    all.addTo(segments, "all", code -> "all");
    months.addTo(segments, "month", code -> monthOfCode.get(code).toString());
    regions.addTo(segments, "region", textOf);
    devices.addTo(segments, "device_class", textOf);
    channels.addTo(segments, "channel", Integer::toString);
    return new ActivityCounts(byCode(touchpointDecisions), byCode(conversionDecisions), segments);
  }

  private static Map<Integer, Long> byCode(long[] decisions) {
    Map<Integer, Long> rows = new TreeMap<>();
    for (int code = 0; code < decisions.length; code++) {
      if (decisions[code] > 0) {
        rows.put(code, decisions[code]);
      }
    }
    return rows;
  }
}
