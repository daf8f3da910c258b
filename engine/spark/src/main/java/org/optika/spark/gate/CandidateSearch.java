package org.optika.spark.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import org.optika.spark.table.columnar.Bucket;
import org.optika.spark.table.columnar.SubjectRows;
import org.optika.spark.table.columnar.SubjectSource;

/**
 * Finds the subjects of a bucket that may have changed, from permissions and from rows that the
 * earlier run did not see. A subject has changed from the first instant at which its permission
 * decides otherwise, or that has a new row, on.
 *
 * <p>Rows are new that were added since, and those that lay in the table already but were known
 * later than the earlier run was to know, or lay in its future.
 */
final class CandidateSearch {
  /** A refund of an order that is not among the new rows. */
  private record Refund(int candidate, long order) {}

  /** A table, and the subject whose rows come next in it. */
  private static final class Subjects {
    private final SubjectSource source;
    private long next;

    Subjects(SubjectSource source) {
      this.source = source;
      settle();
    }

    private void settle() {
      next = source.exhausted() ? Long.MAX_VALUE : source.subject();
    }

    /**
     * The rows of a subject, which is the next one or comes before it; null when there are none.
     */
    SubjectRows rowsOf(long subject) {
      if (next != subject) {
        return null;
      }
      SubjectRows rows = source.take();
      settle();
      return rows;
    }
  }

  private final Bucket bucket;
  private final ChangeSide before;
  private final ChangeSide after;
  private final int refund;
  private final Subjects permission;
  private final Subjects addedTouches;
  private final Subjects laterTouches;
  private final Subjects addedConversions;
  private final Subjects laterConversions;
  private final RawFiles addedTouchFiles = new RawFiles();
  private final RawFiles addedConversionFiles = new RawFiles();
  private final List<Long> newRefunds = new ArrayList<>();
  private final ChangeCandidates candidates = new ChangeCandidates();
  private List<Refund> refunds = new ArrayList<>();

  /**
   * @param before of the earlier run; both sides are turned from subject to subject
   */
  CandidateSearch(Bucket bucket, ChangeSide before, ChangeSide after) {
    this.bucket = bucket;
    this.before = before;
    this.after = after;
    refund = bucket.texts().code("refund");
    permission = new Subjects(bucket.open(SubjectChanges.PERMISSION));
    addedTouches = new Subjects(bucket.open(SubjectChanges.ADDED_TOUCHPOINT));
    laterTouches = new Subjects(bucket.open(SubjectChanges.LATER_TOUCHPOINT));
    addedConversions = new Subjects(bucket.open(SubjectChanges.ADDED_CONVERSION));
    laterConversions = new Subjects(bucket.open(SubjectChanges.LATER_CONVERSION));
  }

  /** Raw files of the touchpoints that were added; the earlier run saw none of their rows. */
  RawFiles addedTouchFiles() {
    return addedTouchFiles;
  }

  /** The same of conversions. */
  RawFiles addedConversionFiles() {
    return addedConversionFiles;
  }

  /**
   * @param newTouches told the time of each new touch, of all subjects
   * @param passed subjects that cannot be candidates
   */
  ChangeCandidates find(LongConsumer newTouches, LongPredicate passed) {
    while (true) {
      long subject = Math.min(permission.next, addedTouches.next);
      subject = Math.min(subject, Math.min(laterTouches.next, addedConversions.next));
      subject = Math.min(subject, laterConversions.next);
      if (subject == Long.MAX_VALUE) {
        break;
      }
      long from = Math.min(firstNewTouch(subject, newTouches), firstNewConversion(subject));
      SubjectRows versions = permission.rowsOf(subject);
      int newestAfter = after.newest(versions);
      int newestBefore =
          before.knowsVersion(versions, newestAfter) ? newestAfter : before.newest(versions);
      from = Math.min(from, firstDifference(versions, newestBefore, newestAfter));
      if ((from < Long.MAX_VALUE || !newRefunds.isEmpty()) && !passed.test(subject)) {
        int candidate = candidates.size();
        newRefunds.forEach(order -> refunds.add(new Refund(candidate, order)));
        candidates.add(subject, from, versions, newestBefore, newestAfter);
      }
    }
    findOrders();
    return candidates;
  }

  /** The time of the first new touch of a subject, else the end of time. */
  private long firstNewTouch(long subject, LongConsumer newTouches) {
    long first = Long.MAX_VALUE;
    SubjectRows added = addedTouches.rowsOf(subject);
    if (added != null) {
      addedTouchFiles.addAll(added);
      for (int row = added.first(); row < added.end(); row++) {
        first = Math.min(first, newTouch(added, row, newTouches));
      }
    }
    SubjectRows later = laterTouches.rowsOf(subject);
    if (later != null) {
      for (int row = later.first(); row < later.end(); row++) {
        if (!before.knows(later, row)) {
          first = Math.min(first, newTouch(later, row, newTouches));
        }
      }
    }
    return first;
  }

  private static long newTouch(SubjectRows rows, int row, LongConsumer newTouches) {
    long at = rows.longs(ActivityColumns.AT)[row];
    newTouches.accept(at);
    return at;
  }

  /** The same of its conversions; a new refund changes its order. */
  private long firstNewConversion(long subject) {
    newRefunds.clear();
    SubjectRows added = addedConversions.rowsOf(subject);
    SubjectRows later = laterConversions.rowsOf(subject);
    long first = Long.MAX_VALUE;
    if (added != null) {
      addedConversionFiles.addAll(added);
      for (int row = added.first(); row < added.end(); row++) {
        if (after.sees(added, row)) {
          first = Math.min(first, newConversion(added, row, added, later));
        }
      }
    }
    if (later != null) {
      for (int row = later.first(); row < later.end(); row++) {
        if (after.sees(later, row) && !before.sees(later, row)) {
          first = Math.min(first, newConversion(later, row, added, later));
        }
      }
    }
    return first;
  }

  private long newConversion(SubjectRows rows, int row, SubjectRows added, SubjectRows later) {
    if (rows.ints(ActivityColumns.KIND)[row] != refund) {
      return rows.longs(ActivityColumns.AT)[row];
    }
    long order = rows.longs(ActivityColumns.REFUND_OF)[row];
    long at = Math.min(timeOfOrder(added, order), timeOfOrder(later, order));
    if (at == Long.MAX_VALUE) {
      newRefunds.add(order);
    }
    return at;
  }

  /** When an order was made; the end of time when it is not among the rows. */
  private long timeOfOrder(SubjectRows rows, long order) {
    long at = Long.MAX_VALUE;
    for (int row = rows == null ? 0 : rows.first(); rows != null && row < rows.end(); row++) {
      if (rows.ints(ActivityColumns.KIND)[row] != refund
          && rows.longs(ActivityColumns.CONVERSION_ID)[row] == order) {
        at = Math.min(at, rows.longs(ActivityColumns.AT)[row]);
      }
    }
    return at;
  }

  /**
   * The first instant at which the permission of one run decides otherwise than that of the other
   * one. What lies in the future of the earlier run does not count: it is new by itself.
   */
  private long firstDifference(SubjectRows versions, int newestBefore, int newestAfter) {
    if (newestBefore == newestAfter && !hasStepBetween(versions, newestAfter)) {
      return Long.MAX_VALUE;
    }
    before.load(versions, newestBefore);
    after.load(versions, newestAfter);
    long at = before.decisions().firstDifference(after.decisions());
    return at <= before.asOfMicros() ? at : Long.MAX_VALUE;
  }

  /** Whether one step holds at {@code as_of} of the earlier run, and another one at the later's. */
  private boolean hasStepBetween(SubjectRows versions, int row) {
    if (row == PermissionVersions.NONE) {
      return false;
    }
    long[] from = versions.longs(ActivityColumns.FROM);
    int start = versions.listStart(ActivityColumns.FROM, row);
    int step = start + versions.listLength(ActivityColumns.FROM, row) - 1;
    while (step >= start && from[step] > after.asOfMicros()) {
      step--;
    }
    return step >= start && from[step] > before.asOfMicros();
  }

  /** Goes back month by month until the order of each new refund is found. */
  private void findOrders() {
    int[] slices = bucket.slices(SubjectChanges.CONVERSION);
    for (int i = slices.length - 1; i >= 0 && !refunds.isEmpty(); i--) {
      int slice = slices[i];
      refunds = notIn(bucket.open(SubjectChanges.CONVERSION, any -> any == slice));
    }
  }

  /** The refunds whose order is not among some conversions. */
  private List<Refund> notIn(SubjectSource conversions) {
    List<Refund> left = new ArrayList<>();
    SubjectRows rows = null;
    int ofCandidate = -1;
    for (Refund refund : refunds) {
      if (refund.candidate() != ofCandidate) {
        ofCandidate = refund.candidate();
        long subject = candidates.subject(ofCandidate);
        conversions.skipTo(subject);
        rows =
            !conversions.exhausted() && conversions.subject() == subject
                ? conversions.take()
                : null;
      }
      long at = timeOfOrder(rows, refund.order());
      if (at == Long.MAX_VALUE) {
        left.add(refund);
      } else {
        candidates.reach(ofCandidate, at);
      }
    }
    return left;
  }
}
