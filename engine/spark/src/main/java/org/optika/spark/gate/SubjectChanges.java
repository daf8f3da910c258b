package org.optika.spark.gate;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.optika.core.gate.ActivityTally;
import org.optika.core.gate.DayCount;
import org.optika.core.gate.StepDecisions;
import org.optika.spark.table.columnar.Bucket;
import org.optika.spark.table.columnar.SubjectRows;
import org.optika.spark.table.columnar.SubjectSource;
import org.optika.spark.table.columnar.TextCodes;

/**
 * Finds the changed subjects of one bucket and shows them twice. Permissions and conversions are
 * read whole, since they are small; of the touchpoints only the new ones, and then the slices into
 * which some change reaches.
 *
 * <p>A subject has changed from the first instant at which its permission decides otherwise, or
 * that has a new row, on; it matters when a conversion that is or was permitted lies at or after
 * that instant.
 */
final class SubjectChanges implements ChangeCursor {
  /** Places of the tables in their bucket. */
  static final int PERMISSION = 0;

  static final int CONVERSION = 1;
  static final int ROBOT = 2;
  static final int TOUCHPOINT = 3;
  static final int NEW_TOUCHPOINT = 4;
  static final int ADDED_TOUCHPOINT = 5;
  static final int TABLES = 6;

  /**
   * How many columns behind those of touchpoints and conversions say where they are from: when they
   * were recorded, when they were ingested, and the raw file.
   */
  static final int ORIGINS = 3;

  private static final long DAY_MICROS = 86_400_000_000L;
  private static final SubjectRows NO_ROWS = null;

  /** A subject with everything but its touches. */
  private record Changed(
      long subject,
      long from,
      SubjectRows permissionBefore,
      SubjectRows permissionAfter,
      SubjectRows conversionsBefore,
      SubjectRows conversionsAfter) {}

  private final Bucket bucket;
  private final ChangeReach reach;
  private final Side before;
  private final Side after;
  private final DayCount day;
  private final int refund;
  private final long[] robots;
  private final Set<Integer> slices = new HashSet<>();
  private final Queue<Changed> changed = new ArrayDeque<>();
  private final SubjectSource touches;
  private final List<Long> newRobots = new ArrayList<>();
  private int[] positions = new int[16];

  private int nextRobot;
  private SubjectSource allPermission;
  private SubjectSource allConversions;
  private SubjectSource allTouches;

  private long subject;
  private long from;
  private boolean becameRobot;

  /** The gate with the clocks of one of the two runs. */
  private static final class Side {
    private final SubjectGate gate;
    private final long asOfMicros;
    private final long knownAtMicros;
    private final LongPredicate unseenFiles;

    /**
     * @param unseenFiles raw files whose rows were not there yet
     */
    Side(GateQuestion question, LongPredicate unseenFiles, TextCodes texts) {
      this.unseenFiles = unseenFiles;
      gate = new SubjectGate(question, new ActivityTally(), texts);
      asOfMicros = question.clocks().asOfMicros();
      knownAtMicros = question.clocks().knownAtMicros();
    }

    StepDecisions decisions() {
      return gate.decisions();
    }

    boolean knows(SubjectRows rows, int row) {
      int recorded = withoutOrigins(rows);
      return rows.longs(recorded)[row] <= knownAtMicros
          && rows.longs(recorded + 1)[row] <= knownAtMicros
          && !unseenFiles.test(rows.longs(recorded + 2)[row]);
    }

    boolean sees(SubjectRows rows, int row) {
      return knows(rows, row) && rows.longs(ActivityColumns.AT)[row] <= asOfMicros;
    }

    private int newest(SubjectRows versions) {
      return versions == NO_ROWS
          ? PermissionVersions.NONE
          : PermissionVersions.newest(versions, knownAtMicros);
    }

    /** Turns to the row that holds for this run, as long as nobody moves on in the table. */
    void loadVersion(SubjectRows versions) {
      PermissionVersions.load(decisions(), versions, newest(versions));
    }

    /** The row that holds for this run, copied. */
    SubjectRows version(SubjectRows versions) {
      int newest = newest(versions);
      return newest == PermissionVersions.NONE
          ? NO_ROWS
          : versions.copy(ActivityColumns.FEWEST, new int[] {newest}, 1);
    }

    void load(SubjectRows permission) {
      PermissionVersions.load(
          decisions(),
          permission,
          permission == NO_ROWS ? PermissionVersions.NONE : permission.first());
    }

    void show(long subject, SubjectRows permission, SubjectRows touches, SubjectRows conversions) {
      load(permission);
      gate.begin(subject);
      if (touches != NO_ROWS) {
        gate.decideTouches(touches);
      }
      if (conversions != NO_ROWS) {
        gate.decideConversions(conversions);
      }
    }
  }

  SubjectChanges(Bucket bucket, ChangeQuestion question) {
    this.bucket = bucket;
    reach = question.reach();
    before = new Side(question.earlier(), question::isNew, bucket.texts());
    after = new Side(question.after(), file -> false, bucket.texts());
    day = new DayCount(reach.touchesADay());
    refund = bucket.texts().code("refund");
    robots = subjectsOf(bucket.open(ROBOT));
    findChanged();
    touches = bucket.open(TOUCHPOINT, slices::contains);
  }

  private static long[] subjectsOf(SubjectSource source) {
    LongStream.Builder subjects = LongStream.builder();
    while (!source.exhausted()) {
      subjects.add(source.subject());
      source.take();
    }
    return subjects.build().toArray();
  }

  private boolean wasRobot(long subject) {
    return Arrays.binarySearch(robots, subject) >= 0;
  }

  private void findChanged() {
    SubjectSource permission = bucket.open(PERMISSION);
    SubjectSource conversions = bucket.open(CONVERSION);
    List<SubjectSource> newTouches =
        List.of(bucket.open(NEW_TOUCHPOINT), bucket.open(ADDED_TOUCHPOINT));
    if (reach.countsDays()) {
      // Touches that lay in the future of the earlier run are as good as new.
      addSlices(before.asOfMicros, after.asOfMicros);
    }
    while (!conversions.exhausted()) {
      long subject = conversions.subject();
      SubjectRows rows = conversions.take();
      long firstNewTouch = firstNew(newTouches, subject);
      if (!wasRobot(subject)) {
        find(subject, permission, rows, firstNewTouch);
      }
    }
    firstNew(newTouches, Long.MAX_VALUE);
  }

  /** Moves behind a subject; the time of its first new touch, else the end of time. */
  private long firstNew(List<SubjectSource> newTouches, long subject) {
    long first = Long.MAX_VALUE;
    for (SubjectSource touches : newTouches) {
      while (!touches.exhausted() && touches.subject() <= subject) {
        boolean ofSubject = touches.subject() == subject;
        SubjectRows rows = touches.take();
        long[] at = rows.longs(ActivityColumns.AT);
        if (ofSubject) {
          first = Math.min(first, at[rows.first()]);
        }
        if (reach.countsDays()) {
          for (int row = rows.first(); row < rows.end(); row++) {
            addSlices(at[row], at[row]);
          }
        }
      }
    }
    return first;
  }

  private void find(
      long subject, SubjectSource permission, SubjectRows conversions, long firstNewTouch) {
    permission.skipTo(subject);
    SubjectRows versions =
        !permission.exhausted() && permission.subject() == subject ? permission.take() : NO_ROWS;
    before.loadVersion(versions);
    after.loadVersion(versions);
    long from =
        Math.min(
            Math.min(firstNewTouch, firstNewConversion(conversions)),
            before.decisions().firstDifference(after.decisions()));
    if (addSlicesOf(conversions, from)) {
      changed.add(
          new Changed(
              subject,
              from,
              before.version(versions),
              after.version(versions),
              known(conversions, before),
              known(conversions, after)));
    }
  }

  /** A new refund changes its order. */
  private long firstNewConversion(SubjectRows rows) {
    long[] at = rows.longs(ActivityColumns.AT);
    int[] kind = rows.ints(ActivityColumns.KIND);
    long[] id = rows.longs(ActivityColumns.CONVERSION_ID);
    long[] refundOf = rows.longs(ActivityColumns.REFUND_OF);
    long first = Long.MAX_VALUE;
    for (int row = rows.first(); row < rows.end(); row++) {
      if (!after.sees(rows, row) || before.sees(rows, row)) {
        continue;
      }
      if (kind[row] != refund) {
        first = Math.min(first, at[row]);
        continue;
      }
      for (int order = rows.first(); order < rows.end(); order++) {
        if (kind[order] != refund && id[order] == refundOf[row]) {
          first = Math.min(first, at[order]);
        }
      }
    }
    return first;
  }

  /**
   * Adds what the orders from an instant on look back to; false when there is none that is or was
   * permitted.
   */
  private boolean addSlicesOf(SubjectRows conversions, long from) {
    long[] at = conversions.longs(ActivityColumns.AT);
    int[] kind = conversions.ints(ActivityColumns.KIND);
    boolean any = false;
    for (int row = conversions.first(); row < conversions.end(); row++) {
      if (at[row] >= from
          && kind[row] != refund
          && after.sees(conversions, row)
          && (admits(before, at[row]) || admits(after, at[row]))) {
        addSlices(at[row] - reach.lookbackMicros(), at[row]);
        any = true;
      }
    }
    return any;
  }

  private static boolean admits(Side side, long at) {
    return side.decisions().admitted(side.decisions().place(at)) != 0;
  }

  /** The slices of all instants in [first, last]. */
  private void addSlices(long first, long last) {
    LocalDate month = dayOf(first).withDayOfMonth(1);
    LocalDate end = dayOf(last);
    while (!month.isAfter(end)) {
      slices.add((int) month.toEpochDay());
      month = month.plusMonths(1);
    }
  }

  private static LocalDate dayOf(long micros) {
    return LocalDate.ofEpochDay(Math.floorDiv(micros, DAY_MICROS));
  }

  /** Copies what a side knows of; both sides overwrite their rows. */
  private SubjectRows known(SubjectRows rows, Side side) {
    int count = rows.end() - rows.first();
    if (positions.length < count) {
      positions = new int[2 * count];
    }
    int known = 0;
    for (int row = rows.first(); row < rows.end(); row++) {
      if (side.knows(rows, row)) {
        positions[known++] = row;
      }
    }
    return rows.copy(withoutOrigins(rows), positions, known);
  }

  private static int withoutOrigins(SubjectRows rows) {
    return rows.columns() - ORIGINS;
  }

  @Override
  public boolean next() {
    return nextChanged() || nextRobot();
  }

  private boolean nextChanged() {
    while (true) {
      long subject = changed.isEmpty() ? Long.MAX_VALUE : changed.element().subject();
      lookForRobots(subject);
      if (changed.isEmpty()) {
        return false;
      }
      Changed next = changed.remove();
      touches.skipTo(subject);
      SubjectRows rows =
          !touches.exhausted() && touches.subject() == subject ? touches.take() : NO_ROWS;
      if (rows != NO_ROWS && reach.countsDays() && isRobot(rows)) {
        newRobots.add(subject);
        continue;
      }
      this.subject = subject;
      from = next.from();
      becameRobot = false;
      show(before, next.permissionBefore(), rows, next.conversionsBefore());
      show(after, next.permissionAfter(), rows, next.conversionsAfter());
      return true;
    }
  }

  private void show(Side side, SubjectRows permission, SubjectRows rows, SubjectRows conversions) {
    side.show(subject, permission, rows == NO_ROWS ? NO_ROWS : known(rows, side), conversions);
  }

  /** All subjects before the given one, since any of them may have become a robot. */
  private void lookForRobots(long end) {
    while (reach.countsDays() && !touches.exhausted() && touches.subject() < end) {
      long subject = touches.subject();
      if (isRobot(touches.take()) && !wasRobot(subject)) {
        newRobots.add(subject);
      }
    }
  }

  /** As the rule on robots counts: what this run sees, whether permitted or not. */
  private boolean isRobot(SubjectRows rows) {
    long[] at = rows.longs(ActivityColumns.AT);
    int[] isBot = rows.ints(ActivityColumns.IS_BOT);
    day.begin();
    for (int row = rows.first(); row < rows.end(); row++) {
      if (isBot[row] == 0 && after.sees(rows, row) && day.isTooMany(at[row])) {
        return true;
      }
    }
    return false;
  }

  /** Whoever has become a robot is looked at from the start, in all slices. */
  private boolean nextRobot() {
    if (nextRobot == newRobots.size()) {
      return false;
    }
    if (nextRobot == 0) {
      allPermission = bucket.open(PERMISSION);
      allConversions = bucket.open(CONVERSION);
      allTouches = bucket.open(TOUCHPOINT);
    }
    subject = newRobots.get(nextRobot++);
    from = Long.MIN_VALUE;
    becameRobot = true;
    SubjectRows versions = ofSubject(allPermission);
    SubjectRows conversions = ofSubject(allConversions);
    SubjectRows rows = ofSubject(allTouches);
    show(
        before,
        before.version(versions),
        rows,
        conversions == NO_ROWS ? NO_ROWS : known(conversions, before));
    after.show(subject, NO_ROWS, NO_ROWS, NO_ROWS);
    return true;
  }

  private SubjectRows ofSubject(SubjectSource source) {
    source.skipTo(subject);
    return !source.exhausted() && source.subject() == subject ? source.take() : NO_ROWS;
  }

  @Override
  public long subject() {
    return subject;
  }

  @Override
  public long from() {
    return from;
  }

  @Override
  public PermittedActivity before() {
    return before.gate.permitted();
  }

  @Override
  public PermittedActivity after() {
    return after.gate.permitted();
  }

  @Override
  public boolean becameRobot() {
    return becameRobot;
  }
}
