package org.optika.spark.scores.traps;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.optika.core.ingest.Action;
import org.optika.core.ingest.ConsentType;
import org.optika.core.ingest.Method;
import org.optika.core.ingest.Precision;
import org.optika.spark.scores.traps.TrappedPerson.Said;

/** Draws what one person says, around the instants at which it matters. */
final class TrapDraw {
  private static final String[] LAWS = {"EU", "EU", "FR", "DE", "NL"};
  private static final String[] NOTICES = {"banner", "site", "app"};

  private final TrapSetting setting;
  private final SplittableRandom random;
  private final long subject;
  private final long alias;
  private final List<Long> ownInstants;
  private final List<Saying> sayings = new ArrayList<>();

  /**
   * @param alias another subject of the same device
   * @param ownInstants of the person's activity
   */
  TrapDraw(
      TrapSetting setting,
      SplittableRandom random,
      long subject,
      long alias,
      List<Long> ownInstants) {
    this.setting = setting;
    this.random = random;
    this.subject = subject;
    this.alias = alias;
    this.ownInstants = ownInstants;
  }

  TrapSetting setting() {
    return setting;
  }

  long alias() {
    return alias;
  }

  Saying say(Action action, long at) {
    return add(new Saying(subject + "-" + sayings.size(), subject, action, at));
  }

  Saying add(Saying saying) {
    sayings.add(saying);
    return saying;
  }

  List<Said> said() {
    return sayings.stream().map(Saying::said).toList();
  }

  /** Before all activity; consent of so long ago still lasts at {@code as_of}, in FR too. */
  long early() {
    return setting.asOf() - 90 * TrapSetting.DAY + random.nextLong(3 * TrapSetting.DAY);
  }

  /** An instant that matters, or a microsecond off: of the run, of a label or of own activity. */
  long edge() {
    return near(
        switch (below(8)) {
          case 0, 1, 2 -> setting.asOf();
          case 3 -> setting.now();
          case 4 -> setting.moment(1);
          case 5 -> setting.moment(2);
          default -> ownInstants.get(below(ownInstants.size()));
        });
  }

  /** The instant, or a microsecond before or after it. */
  long near(long micros) {
    return micros + below(3) - 1;
  }

  /** About when knowledge of the run ends. */
  long lastInstantsOfKnowledge() {
    return near(setting.knownAt());
  }

  /** So many calendar months earlier; a day that the month lacks becomes its last day. */
  long monthsBefore(int months, long micros) {
    Instant before =
        Instant.EPOCH
            .plus(micros, ChronoUnit.MICROS)
            .atZone(ZoneOffset.UTC)
            .minusMonths(months)
            .toInstant();
    return ChronoUnit.MICROS.between(Instant.EPOCH, before);
  }

  boolean chance(int percent) {
    return below(100) < percent;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  <T> T pick(T[] values) {
    return values[below(values.length)];
  }

  ConsentType type() {
    return pick(ConsentType.values());
  }

  /** Up to six records of any sort about profiling. */
  void sayAnything() {
    int count = 1 + below(6);
    for (int i = 0; i < count; i++) {
      Saying saying =
          say(chance(45) ? Action.GIVEN : pick(Action.values()), chance(50) ? early() : edge())
              .type(chance(70) ? ConsentType.EXPLICIT : type())
              .law(pick(LAWS))
              .notice(pick(NOTICES));
      decorate(saying);
    }
  }

  private void decorate(Saying saying) {
    if (chance(20)) {
      saying.withoutNotice();
    }
    if (chance(50)) {
      saying.noticeVersion(1 + below(2));
    }
    if (chance(40)) {
      saying.by(pick(Method.values()));
    }
    if (chance(15)) {
      saying.precision(pick(Precision.values()));
    }
    if (chance(20)) {
      saying.known(lastInstantsOfKnowledge());
    }
    if (chance(10)) {
      saying.expires(edge());
    }
    if (chance(15)) {
      saying.minor(chance(40));
    }
    if (chance(10)) {
      saying.softRule(chance(50) ? "loyalty" : "relation");
    }
    if (chance(30)) {
      saying.sequence(below(3));
    }
    if (chance(20)) {
      saying.from("call-centre");
    }
    if (chance(8)) {
      saying.correcting(subject + "-" + below(3));
    }
  }

  /** Consent to other purposes, whatever is said about profiling. */
  void sayNoise() {
    int kind = below(20);
    if (kind < 13) {
      say(Action.GIVEN, early()).about(TrapSetting.MEASUREMENT);
    } else if (kind < 16) {
      say(Action.SHOWN, early()).about(TrapSetting.MEASUREMENT).law("NL");
    }
    if (kind % 6 == 5) {
      say(chance(50) ? Action.WITHDRAWN : Action.REFUSED, edge())
          .about(TrapSetting.MEASUREMENT)
          .law(kind < 13 ? "EU" : "NL");
    }
    if (chance(40)) {
      say(chance(50) ? Action.GIVEN : Action.WITHDRAWN, edge()).about(TrapSetting.ADS);
    }
  }
}
