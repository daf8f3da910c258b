package org.optika.spark.gate;

import org.optika.core.gate.ActivityTally;
import org.optika.core.gate.StepDecisions;
import org.optika.spark.table.columnar.SubjectRows;
import org.optika.spark.table.columnar.TextCodes;

/** The gate as one of two runs asks it, on rows that say where they are from. */
final class ChangeSide {
  /**
   * How many columns behind those of touchpoints and conversions say where they are from: when they
   * were recorded, when they were ingested, and the raw file.
   */
  static final int ORIGINS = 3;

  private final SubjectGate gate;
  private final long asOfMicros;
  private final long knownAtMicros;

  ChangeSide(GateQuestion question, TextCodes texts) {
    gate = new SubjectGate(question, new ActivityTally(), texts, true);
    asOfMicros = question.clocks().asOfMicros();
    knownAtMicros = question.clocks().knownAtMicros();
  }

  long asOfMicros() {
    return asOfMicros;
  }

  StepDecisions decisions() {
    return gate.decisions();
  }

  /** What {@link #show} has let through. */
  PermittedActivity permitted() {
    return gate.permitted();
  }

  /** How many columns stand before those of the origin. */
  static int withoutOrigins(SubjectRows rows) {
    return rows.columns() - ORIGINS;
  }

  /** The raw file that a row was in. */
  static long file(SubjectRows rows, int row) {
    return rows.longs(withoutOrigins(rows) + 2)[row];
  }

  /** Whether a row was known to the organisation at {@code known_at} of the run. */
  boolean knows(SubjectRows rows, int row) {
    int recorded = withoutOrigins(rows);
    return rows.longs(recorded)[row] <= knownAtMicros
        && rows.longs(recorded + 1)[row] <= knownAtMicros;
  }

  /** Whether it was known, and does not lie in the future of the run. */
  boolean sees(SubjectRows rows, int row) {
    return rows.longs(ActivityColumns.AT)[row] <= asOfMicros && knows(rows, row);
  }

  /**
   * The row of a subject's permission that holds for this run, see {@link PermissionVersions}.
   *
   * @param versions null for a subject without record
   */
  int newest(SubjectRows versions) {
    return versions == null
        ? PermissionVersions.NONE
        : PermissionVersions.newest(versions, knownAtMicros);
  }

  /**
   * Whether this run could know of a row of a subject's permission.
   *
   * @param versions where they have no {@code known_at}, there is one, which is known
   * @param row of them, or {@link PermissionVersions#NONE}
   */
  boolean knowsVersion(SubjectRows versions, int row) {
    return row == PermissionVersions.NONE
        || versions.columns() <= ActivityColumns.PERMISSION_KNOWN_AT
        || versions.longs(ActivityColumns.PERMISSION_KNOWN_AT)[row] <= knownAtMicros;
  }

  /** Turns to a subject with a row of its permission, which is not copied. */
  void load(SubjectRows versions, int row) {
    PermissionVersions.load(decisions(), versions, row);
  }

  boolean admits(long atMicros) {
    return decisions().admitted(decisions().place(atMicros)) != 0;
  }

  /**
   * Decides on activity of the subject whose permission is loaded.
   *
   * @param touches overwritten; null when there are none
   * @param conversions the same
   */
  void show(long subject, SubjectRows touches, SubjectRows conversions) {
    gate.begin(subject);
    if (touches != null) {
      gate.decideTouches(touches);
    }
    if (conversions != null) {
      gate.decideConversions(conversions);
    }
  }
}
