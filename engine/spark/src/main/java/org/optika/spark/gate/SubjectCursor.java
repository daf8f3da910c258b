package org.optika.spark.gate;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.spark.TaskContext;
import org.optika.core.gate.ActivityTally;
import org.optika.spark.table.columnar.SubjectRows;
import org.optika.spark.table.columnar.SubjectSource;
import org.optika.spark.table.columnar.TextCodes;

/** Walks through touches, conversions and permission of one partition side by side. */
final class SubjectCursor implements ActivityCursor {
  private final SubjectSource touches;
  private final SubjectSource conversions;
  private final SubjectSource permission;
  private final long knownAtMicros;
  private final SubjectGate gate;
  private final ActivityTally tally = new ActivityTally();
  private final TextCodes texts;
  private final GateTallies tallies;
  private final GateQuestion question;
  private long subject;

  /**
   * @param tables touches, permission, and conversions where they are asked for
   * @param tallies gets the counts when the last subject has passed
   * @param timesAreSorted see {@link SubjectGate}
   */
  SubjectCursor(
      List<SubjectSource> tables,
      GateQuestion question,
      TextCodes texts,
      GateTallies tallies,
      boolean timesAreSorted) {
    touches = tables.get(0);
    permission = tables.get(1);
    conversions = tables.size() > 2 ? tables.get(2) : SubjectSource.none();
    knownAtMicros = question.clocks().knownAtMicros();
    this.texts = texts;
    this.tallies = tallies;
    this.question = question;
    gate = new SubjectGate(question, tally, texts, timesAreSorted);
  }

  @Override
  public PermittedActivity activity() {
    return gate.permitted();
  }

  @Override
  public boolean next() {
    return switch (question.wanted()) {
      case ALL_COUNTED, ALL -> nextOfAll();
      case PERMITTED -> gate.decisions().admitsByDefault() ? nextOfAll() : nextPermitted();
      case CONVERTING -> nextConverting();
    };
  }

  private boolean nextOfAll() {
    if (touches.exhausted() && conversions.exhausted()) {
      if (question.counted()) {
        tallies.add(Map.of(TaskContext.getPartitionId(), tally.counts(texts::text)));
      }
      return false;
    }
    begin(Math.min(nextOf(touches), nextOf(conversions)));
    decideActivity();
    return true;
  }

  /** Of whom nothing is on record, or nothing that permits, is passed over. */
  private boolean nextPermitted() {
    while (!permission.exhausted()) {
      begin(permission.subject());
      if (gate.decisions().admitsAnything()) {
        touches.skipTo(subject);
        conversions.skipTo(subject);
        if (isNext(touches) || isNext(conversions)) {
          decideActivity();
          return true;
        }
      }
    }
    return false;
  }

  private void decideActivity() {
    if (isNext(touches)) {
      gate.decideTouches(touches.take());
    }
    if (isNext(conversions)) {
      gate.decideConversions(conversions.take());
    }
  }

  private boolean nextConverting() {
    while (!conversions.exhausted()) {
      begin(conversions.subject());
      gate.decideConversions(conversions.take());
      if (gate.permitted().conversions() > 0) {
        touches.skipTo(subject);
        if (isNext(touches)) {
          gate.decideTouches(touches.take());
        }
        return true;
      }
    }
    return false;
  }

  /** The subjects with a permitted conversion, ascending; nothing is left to read after that. */
  long[] converting() {
    LongStream.Builder subjects = LongStream.builder();
    while (nextConverting()) {
      subjects.add(subject);
    }
    return subjects.build().toArray();
  }

  /** The subjects on record of whom something may be permitted; nothing is left to read after. */
  long[] permitting() {
    LongStream.Builder subjects = LongStream.builder();
    while (!permission.exhausted()) {
      subject = permission.subject();
      loadPermission();
      if (gate.decisions().admitsAnything()) {
        subjects.add(subject);
      }
    }
    return subjects.build().toArray();
  }

  private void begin(long subject) {
    this.subject = subject;
    loadPermission();
    gate.begin(subject);
  }

  private static long nextOf(SubjectSource source) {
    return source.exhausted() ? Long.MAX_VALUE : source.subject();
  }

  private boolean isNext(SubjectSource source) {
    return !source.exhausted() && source.subject() == subject;
  }

  private void loadPermission() {
    permission.skipTo(subject);
    if (!isNext(permission)) {
      gate.decisions().loadNoRecord();
      return;
    }
    SubjectRows rows = permission.take();
    PermissionVersions.load(gate.decisions(), rows, PermissionVersions.newest(rows, knownAtMicros));
  }
}
