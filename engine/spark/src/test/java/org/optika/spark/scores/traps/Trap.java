package org.optika.spark.scores.traps;

import static org.optika.core.ingest.Action.DEFERRED;
import static org.optika.core.ingest.Action.EXPIRED;
import static org.optika.core.ingest.Action.GIVEN;
import static org.optika.core.ingest.Action.IMPORTED;
import static org.optika.core.ingest.Action.INVALIDATED;
import static org.optika.core.ingest.Action.OBJECTED;
import static org.optika.core.ingest.Action.REFUSED;
import static org.optika.core.ingest.Action.RENEWED;
import static org.optika.core.ingest.Action.REVOKED;
import static org.optika.core.ingest.Action.SHOWN;
import static org.optika.core.ingest.Action.WITHDRAWN;

import java.util.function.Consumer;
import org.optika.core.ingest.Method;
import org.optika.core.ingest.Precision;

/** Ways to go wrong about somebody's consent to profiling: histories that are nearly a yes. */
enum Trap {
  NEVER_ASKED(Permits.NOBODY, draw -> {}),
  ASKED_WITHOUT_ANSWER(
      Permits.NOBODY,
      draw -> {
        draw.say(SHOWN, draw.early());
        draw.say(DEFERRED, draw.edge()).by(Method.DISMISS);
      }),
  OTHER_PURPOSES(
      Permits.NOBODY,
      draw -> {
        draw.say(GIVEN, draw.early()).about(TrapSetting.MEASUREMENT);
        draw.say(GIVEN, draw.early()).about(TrapSetting.ADS);
      }),
  OTHER_CONTROLLER(Permits.NOBODY, draw -> draw.say(GIVEN, draw.early()).to("other")),
  OTHER_SUBJECT(Permits.NOBODY, draw -> draw.say(GIVEN, draw.early()).of(draw.alias())),
  GIVEN_EARLY(Permits.EVERYBODY, draw -> draw.say(GIVEN, draw.early())),
  NOT_FOR_MEASUREMENT(
      Permits.EVERYBODY,
      draw -> {
        draw.say(GIVEN, draw.early());
        draw.say(WITHDRAWN, draw.edge()).about(TrapSetting.MEASUREMENT);
      }),
  GIVEN_AT_AN_EDGE(Permits.SOME, draw -> draw.say(GIVEN, draw.edge())),
  WITHDRAWN_AT_AN_EDGE(
      Permits.SOME,
      draw -> {
        draw.say(GIVEN, draw.early());
        draw.say(WITHDRAWN, draw.edge());
      }),
  GIVEN_AGAIN(
      Permits.SOME,
      draw -> {
        draw.say(GIVEN, draw.early());
        draw.say(WITHDRAWN, draw.edge());
        draw.say(draw.chance(50) ? GIVEN : RENEWED, draw.edge());
      }),
  GRANT_KNOWN_LATE(
      Permits.SOME, draw -> draw.say(GIVEN, draw.early()).known(draw.lastInstantsOfKnowledge())),
  WITHDRAWAL_KNOWN_LATE(
      Permits.SOME,
      draw -> {
        draw.say(GIVEN, draw.early());
        draw.say(WITHDRAWN, draw.edge()).known(draw.lastInstantsOfKnowledge());
      }),
  EXPIRED_BY_LAW(
      Permits.SOME,
      draw -> {
        boolean french = draw.chance(50);
        draw.say(GIVEN, draw.monthsBefore(french ? 3 : 6, draw.edge())).law(french ? "FR" : "EU");
      }),
  EXPIRED_AS_STATED(Permits.SOME, draw -> draw.say(GIVEN, draw.early()).expires(draw.edge())),
  EXPIRY_REPORTED(
      Permits.SOME,
      draw -> {
        draw.say(GIVEN, draw.early());
        draw.say(EXPIRED, draw.edge());
      }),
  REFUSED_AT_AN_EDGE(
      Permits.SOME,
      draw -> {
        draw.say(draw.chance(50) ? GIVEN : REFUSED, draw.early());
        draw.say(draw.chance(50) ? REFUSED : GIVEN, draw.edge());
      }),
  IMPORT_AFTER_A_NO(
      Permits.SOME,
      draw -> {
        var no = draw.say(REFUSED, draw.early());
        var yes = draw.say(draw.chance(50) ? IMPORTED : GIVEN, draw.edge());
        if (draw.chance(50)) {
          no.by(Method.GPC);
        } else {
          yes.by(Method.GPC);
        }
      }),
  NEW_NOTICE(
      Permits.SOME,
      draw -> {
        long at = draw.chance(50) ? draw.early() : draw.near(draw.setting().published());
        var grant = draw.say(GIVEN, at);
        switch (draw.below(4)) {
          case 0 -> grant.withoutNotice();
          case 1 -> grant.notice("site");
          case 2 -> grant.notice("site").noticeVersion(1 + draw.below(2));
          default -> grant.notice("app").noticeVersion(1);
        }
        if (draw.chance(30)) {
          draw.say(RENEWED, draw.edge()).notice("site").noticeVersion(2);
        }
      }),
  TWO_ANSWERS_AT_ONE_INSTANT(
      Permits.SOME,
      draw -> {
        long at = draw.chance(50) ? draw.edge() : draw.early();
        var yes = draw.say(GIVEN, at);
        var no = draw.say(draw.chance(50) ? WITHDRAWN : REFUSED, at);
        if (draw.chance(60)) {
          boolean lastYes = draw.chance(50);
          yes.sequence(lastYes ? 2 : 1);
          no.sequence(lastYes ? 1 : 2);
        }
        if (draw.chance(30)) {
          no.from("call-centre");
        }
      }),
  OBJECTED_AT_AN_EDGE(
      Permits.SOME,
      draw -> {
        draw.say(GIVEN, draw.early());
        draw.say(OBJECTED, draw.edge());
      }),
  TAKEN_BACK_BY_AUTHORITY(
      Permits.SOME,
      draw -> {
        draw.say(GIVEN, draw.early());
        draw.say(draw.chance(50) ? REVOKED : INVALIDATED, draw.edge());
      }),
  MINOR(
      Permits.SOME,
      draw -> {
        draw.say(GIVEN, draw.early()).type(draw.type()).minor(draw.chance(50));
        draw.say(SHOWN, draw.edge()).minor(draw.chance(50));
      }),
  NOT_CONFIRMED(
      Permits.SOME,
      draw -> {
        var request = draw.say(GIVEN, draw.early());
        if (draw.chance(50)) {
          request.law("DE");
        } else {
          request.by(Method.DOI_REQUEST);
        }
        if (draw.chance(80)) {
          draw.say(GIVEN, draw.edge()).law("DE").by(Method.DOI_CONFIRM);
        }
      }),
  TO_THE_DAY(
      Permits.SOME,
      draw -> {
        if (draw.chance(50)) {
          draw.say(GIVEN, draw.edge() - TrapSetting.DAY).precision(Precision.DAY);
        } else {
          draw.say(GIVEN, draw.early());
          draw.say(WITHDRAWN, draw.edge()).precision(Precision.DAY);
        }
      }),
  CORRECTED(
      Permits.SOME,
      draw -> {
        var grant = draw.say(GIVEN, draw.early());
        var no = draw.say(WITHDRAWN, draw.edge());
        draw.say(SHOWN, draw.early())
            .correcting((draw.chance(70) ? no : grant).id())
            .known(draw.lastInstantsOfKnowledge());
      }),
  SIGNAL_AT_AN_EDGE(
      Permits.SOME,
      draw -> {
        draw.say(GIVEN, draw.early());
        draw.say(REFUSED, draw.edge()).by(Method.GPC);
        if (draw.chance(50)) {
          draw.say(IMPORTED, draw.edge());
        }
      }),
  SOFT_OPT_IN(
      Permits.SOME,
      draw -> {
        String rule = draw.pick(new String[] {"sale", "loyalty", "relation", "none"});
        draw.say(draw.chance(50) ? GIVEN : IMPORTED, draw.early()).softRule(rule);
        if (draw.chance(40)) {
          draw.say(OBJECTED, draw.edge());
        }
      }),
  DELIVERED_TWICE(
      Permits.SOME,
      draw -> {
        draw.say(GIVEN, draw.early());
        var no = draw.say(WITHDRAWN, draw.edge()).known(draw.lastInstantsOfKnowledge());
        draw.add(no.again()).known(draw.lastInstantsOfKnowledge() + TrapSetting.DAY);
      }),
  ANYTHING(Permits.SOME, TrapDraw::sayAnything);

  /** Whom of those in a trap the rules let through at {@code as_of}. */
  enum Permits {
    NOBODY,
    SOME,
    EVERYBODY
  }

  private final Permits permits;
  private final Consumer<TrapDraw> history;

  Trap(Permits permits, Consumer<TrapDraw> history) {
    this.permits = permits;
    this.history = history;
  }

  Permits permits() {
    return permits;
  }

  void say(TrapDraw draw) {
    history.accept(draw);
  }
}
