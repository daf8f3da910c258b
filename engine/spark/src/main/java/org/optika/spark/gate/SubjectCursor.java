package org.optika.spark.gate;

import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.optika.core.gate.ActivityTally;
import org.optika.spark.table.columnar.ColumnBuffer;
import org.optika.spark.table.columnar.SubjectSource;
import org.optika.spark.table.columnar.TextCodes;

/** Walks through touches, conversions and permission of one partition side by side. */
final class SubjectCursor implements ActivityCursor {
  private final SubjectSource touches;
  private final SubjectSource conversions;
  private final SubjectSource permission;
  private final ColumnBuffer touchRows;
  private final ColumnBuffer conversionRows;
  private final ColumnBuffer permissionRow;
  private final long knownAtMicros;
  private final SubjectGate gate;
  private final ActivityTally tally = new ActivityTally();
  private final TextCodes texts;
  private final GateTallies tallies;

  /**
   * @param tables touches, conversions, permission
   * @param tallies gets the counts when the last subject has passed
   */
  SubjectCursor(
      List<SubjectSource> tables, GateQuestion question, TextCodes texts, GateTallies tallies) {
    touches = tables.get(0);
    conversions = tables.get(1);
    permission = tables.get(2);
    touchRows = touches.buffer();
    conversionRows = conversions.buffer();
    permissionRow = permission.buffer();
    knownAtMicros = question.clocks().knownAtMicros();
    this.texts = texts;
    this.tallies = tallies;
    gate = new SubjectGate(question, tally, texts);
  }

  @Override
  public PermittedActivity activity() {
    return gate.permitted();
  }

  @Override
  public boolean next() {
    if (touches.exhausted() && conversions.exhausted()) {
      tallies.add(Map.of(TaskContext.getPartitionId(), tally.counts(texts::text)));
      return false;
    }
    long subject = Math.min(nextOf(touches), nextOf(conversions));
    take(touches, subject, touchRows);
    take(conversions, subject, conversionRows);
    loadPermission(subject);
    gate.decide(subject, touchRows, conversionRows);
    return true;
  }

  private static long nextOf(SubjectSource source) {
    return source.exhausted() ? Long.MAX_VALUE : source.subject();
  }

  private static void take(SubjectSource source, long subject, ColumnBuffer rows) {
    if (!source.exhausted() && source.subject() == subject) {
      source.take(rows);
    } else {
      rows.clear();
    }
  }

  private void loadPermission(long subject) {
    permission.skipTo(subject);
    if (permission.exhausted() || permission.subject() != subject) {
      gate.decisions().loadNoRecord();
      return;
    }
    permission.take(permissionRow);
    requireOneOfThisRun();
    gate.decisions()
        .load(
            permissionRow.longs(ActivityColumns.FROM),
            permissionRow.longs(ActivityColumns.STATE),
            0,
            permissionRow.length(ActivityColumns.FROM, 0));
  }

  /** Fails closed: a permission of older knowledge does not hold the withdrawals known since. */
  private void requireOneOfThisRun() {
    if (permissionRow.rows() != 1) {
      throw new IllegalStateException(
          "Table 'permission' has %d rows of one subject; expected one"
              .formatted(permissionRow.rows()));
    }
    int steps = permissionRow.length(ActivityColumns.FROM, 0);
    if (permissionRow.length(ActivityColumns.STATE, 0) != steps) {
      throw new IllegalStateException(
          "Table 'permission' has a row with more instants than states, or fewer");
    }
    if (permissionRow.columns() > ActivityColumns.PERMISSION_KNOWN_AT) {
      long knownAt = permissionRow.longs(ActivityColumns.PERMISSION_KNOWN_AT)[0];
      if (knownAt != knownAtMicros) {
        throw OtherClocksException.ofPermission(knownAt, knownAtMicros);
      }
    }
  }
}
