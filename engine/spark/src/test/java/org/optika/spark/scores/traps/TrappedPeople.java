package org.optika.spark.scores.traps;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.optika.spark.scores.traps.TrappedPerson.CustomerState;
import org.optika.spark.scores.traps.TrappedPerson.Deed;
import org.optika.spark.scores.traps.TrappedPerson.Did;
import org.optika.spark.table.Rows;

/**
 * Seeded people, each in one {@link Trap}, with a state, orders, a touch and a contact close to the
 * instants of the run, so that nearly everybody would be scored and trained on if they permitted
 * it. Person {@code n} is always the same, whoever asks.
 *
 * @param count of people; their subjects have the ids 0 to {@code count - 1}, what other subjects
 *     of their devices say has ids from there on
 */
record TrappedPeople(TrapSetting setting, int count) implements Serializable {
  private static final Trap[] TRAPS = Trap.values();
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  TrappedPerson person(long subject) {
    SplittableRandom random = new SplittableRandom((setting.seed() * 1_000_003 + subject) * GOLDEN);
    List<Did> did = deeds(subject, random);
    List<Long> instants = did.stream().map(Did::at).toList();
    TrapDraw draw = new TrapDraw(setting, random, subject, count + subject, instants);
    Trap trap = TRAPS[(int) (subject % TRAPS.length)];
    trap.say(draw);
    draw.sayNoise();
    return new TrappedPerson(subject, trap, draw.said(), did, states(subject, random));
  }

  private List<Did> deeds(long subject, SplittableRandom random) {
    List<Did> did = new ArrayList<>();
    long first = beforeMoment(random.nextInt(1, 3), random);
    long second = beforeMoment(0, random);
    did.add(deed(Deed.ORDER, subject, 1, 0, first, random));
    did.add(deed(Deed.ORDER, subject, 2, 0, second, random));
    if (random.nextInt(5) == 0) {
      boolean ofFirst = random.nextBoolean();
      long at = (ofFirst ? first : second) + random.nextLong(3 * TrapSetting.DAY);
      did.add(deed(Deed.REFUND, subject, 3, id(subject, ofFirst ? 1 : 2), at, random));
    }
    did.add(deed(Deed.TOUCH, subject, 4, 0, beforeMoment(random.nextInt(3), random), random));
    did.add(deed(Deed.INBOUND, subject, 5, 0, beforeMoment(random.nextInt(3), random), random));
    return did;
  }

  private long beforeMoment(int moment, SplittableRandom random) {
    long micros = setting.moment(moment);
    return random.nextInt(4) == 0
        ? micros + random.nextInt(3) - 1
        : micros - random.nextLong(20 * TrapSetting.DAY);
  }

  private Did deed(
      Deed deed, long subject, int number, long ref, long at, SplittableRandom random) {
    long known =
        switch (random.nextInt(12)) {
          case 0 -> at + 1;
          case 1 -> at + random.nextLong(10 * TrapSetting.DAY);
          case 2 -> Math.max(at, setting.now() + random.nextInt(3) - 1);
          default -> at;
        };
    boolean foreign = random.nextInt(40) == 0;
    boolean bot = deed == Deed.TOUCH && random.nextInt(20) == 0;
    String controller = foreign ? "other" : Rows.CONTROLLER;
    return new Did(deed, controller, id(subject, number), ref, at, known, bot);
  }

  private List<CustomerState> states(long subject, SplittableRandom random) {
    long since = setting.asOf() - (100 + random.nextInt(900)) * TrapSetting.DAY;
    boolean late = random.nextInt(20) == 0;
    long known =
        late
            ? setting.moment(random.nextInt(TrapSetting.MOMENTS)) + random.nextInt(3) - 1
            : since + 1;
    List<CustomerState> states = new ArrayList<>();
    states.add(new CustomerState(id(subject, 6), since, Long.MAX_VALUE, known));
    if (random.nextInt(5) == 0) {
      long until = beforeMoment(random.nextInt(TrapSetting.MOMENTS), random);
      long told = Math.max(known + 1, until + random.nextLong(4 * TrapSetting.DAY));
      states.add(new CustomerState(id(subject, 7), since, until, told));
    }
    return states;
  }

  private static long id(long subject, int number) {
    return subject * 8 + number;
  }
}
