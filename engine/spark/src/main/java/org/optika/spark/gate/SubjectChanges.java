package org.optika.spark.gate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.stream.LongStream;
import org.optika.core.gate.DayCount;
import org.optika.spark.table.columnar.Bucket;
import org.optika.spark.table.columnar.SubjectRows;
import org.optika.spark.table.columnar.SubjectSource;

/**
 * Finds the changed subjects of one bucket and shows them twice. Permissions are read whole; of
 * conversions and touchpoints the new ones, and then the slices into which some change reaches.
 *
 * <p>What {@link CandidateSearch} has found matters when a conversion that is or was permitted lies
 * at or after the instant from which the subject has changed.
 */
final class SubjectChanges implements ChangeCursor {
  /** Places of the tables in their bucket. */
  static final int PERMISSION = 0;

  static final int CONVERSION = 1;
  static final int TOUCHPOINT = 2;

  /** What was added since the earlier run. */
  static final int ADDED_CONVERSION = 3;

  static final int ADDED_TOUCHPOINT = 4;

  /** Of what was there already, the files that may hold rows which the earlier run did not see. */
  static final int LATER_CONVERSION = 5;

  static final int LATER_TOUCHPOINT = 6;

  /** There only where touchpoints are counted by day. */
  static final int ROBOT = 7;

  /**
   * So much earlier than its order a refund may be dated, by a clock that goes wrong, and is still
   * found.
   */
  private static final long REFUND_BEFORE_ORDER = 31L * 86_400_000_000L;

  /** A subject with everything but its touches. */
  private record Changed(
      int candidate, SubjectRows conversionsBefore, SubjectRows conversionsAfter) {}

  private final Bucket bucket;
  private final ChangeReach reach;
  private final ChangeSide before;
  private final ChangeSide after;
  private final DayCount day;
  private final int refund;
  private final long[] robots;
  private final ChangedSlices slices = new ChangedSlices();
  private final RawFiles addedTouchFiles;
  private final RawFiles addedConversionFiles;
  private final ChangeCandidates candidates;
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

  SubjectChanges(Bucket bucket, ChangeQuestion question) {
    this.bucket = bucket;
    reach = question.reach();
    before = new ChangeSide(question.earlier(), bucket.texts());
    after = new ChangeSide(question.after(), bucket.texts());
    day = new DayCount(reach.touchesADay());
    refund = bucket.texts().code("refund");
    robots = reach.countsDays() ? subjectsOf(bucket.open(ROBOT)) : new long[0];
    if (reach.countsDays()) {
      // Touches that lay in the future of the earlier run are as good as new.
      slices.add(before.asOfMicros(), after.asOfMicros());
    }
    CandidateSearch search = new CandidateSearch(bucket, before, after);
    candidates =
        search.find(reach.countsDays() ? at -> slices.add(at, at) : at -> {}, this::wasRobot);
    addedTouchFiles = search.addedTouchFiles();
    addedConversionFiles = search.addedConversionFiles();
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

  /** Looks for conversions as far back as those may look which some change reaches. */
  private void findChanged() {
    if (candidates.earliest() == Long.MAX_VALUE) {
      return;
    }
    int firstSlice = ChangedSlices.of(lookBack(candidates.earliest()));
    SubjectSource conversions = bucket.open(CONVERSION, slice -> slice >= firstSlice);
    for (int candidate = 0; candidate < candidates.size(); candidate++) {
      conversions.skipTo(candidates.subject(candidate));
      if (conversions.exhausted()) {
        return;
      }
      if (conversions.subject() == candidates.subject(candidate)) {
        SubjectRows rows = conversions.take();
        candidates.load(candidate, before, after);
        if (addSlicesOf(rows, candidates.from(candidate))) {
          changed.add(
              new Changed(
                  candidate,
                  known(rows, before, addedConversionFiles),
                  known(rows, after, RawFiles.NONE)));
        }
      }
    }
  }

  private long lookBack(long micros) {
    long back = Math.max(reach.lookbackMicros(), REFUND_BEFORE_ORDER);
    return micros < Long.MIN_VALUE + back ? Long.MIN_VALUE : micros - back;
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
          && (before.admits(at[row]) || after.admits(at[row]))) {
        slices.add(at[row] - reach.lookbackMicros(), at[row]);
        any = true;
      }
    }
    return any;
  }

  /**
   * Copies what a side knows of; both sides overwrite their rows.
   *
   * @param unseenFiles raw files whose rows were not there yet
   */
  private SubjectRows known(SubjectRows rows, ChangeSide side, RawFiles unseenFiles) {
    int count = rows.end() - rows.first();
    if (positions.length < count) {
      positions = new int[2 * count];
    }
    int known = 0;
    for (int row = rows.first(); row < rows.end(); row++) {
      if (side.knows(rows, row) && !unseenFiles.hold(rows, row)) {
        positions[known++] = row;
      }
    }
    return rows.copy(ChangeSide.withoutOrigins(rows), positions, known);
  }

  @Override
  public boolean next() {
    return nextChanged() || nextRobot();
  }

  private boolean nextChanged() {
    while (true) {
      Changed next = changed.poll();
      long subject = next == null ? Long.MAX_VALUE : candidates.subject(next.candidate());
      lookForRobots(subject);
      if (next == null) {
        return false;
      }
      touches.skipTo(subject);
      SubjectRows rows =
          !touches.exhausted() && touches.subject() == subject ? touches.take() : null;
      if (rows != null && reach.countsDays() && isRobot(rows)) {
        newRobots.add(subject);
        continue;
      }
      this.subject = subject;
      from = candidates.from(next.candidate());
      becameRobot = false;
      candidates.load(next.candidate(), before, after);
      before.show(subject, touchesBefore(rows), next.conversionsBefore());
      after.show(
          subject,
          rows == null ? null : known(rows, after, RawFiles.NONE),
          next.conversionsAfter());
      return true;
    }
  }

  private SubjectRows touchesBefore(SubjectRows rows) {
    return rows == null ? null : known(rows, before, addedTouchFiles);
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
    before.load(versions, before.newest(versions));
    before.show(
        subject,
        touchesBefore(ofSubject(allTouches)),
        conversions == null ? null : known(conversions, before, addedConversionFiles));
    after.load(null, PermissionVersions.NONE);
    after.show(subject, null, null);
    return true;
  }

  private SubjectRows ofSubject(SubjectSource source) {
    source.skipTo(subject);
    return !source.exhausted() && source.subject() == subject ? source.take() : null;
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
    return before.permitted();
  }

  @Override
  public PermittedActivity after() {
    return after.permitted();
  }

  @Override
  public boolean becameRobot() {
    return becameRobot;
  }
}
