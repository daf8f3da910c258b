package org.optika.core.consent;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.optika.core.consent.Jurisdiction.DoubleOptInRule;
import org.optika.core.consent.Jurisdiction.ExpiryRule;
import org.optika.core.consent.Jurisdiction.SoftOptInRule;
import org.optika.core.ingest.Action;
import org.optika.core.ingest.ConsentType;
import org.optika.core.ingest.Method;
import org.optika.core.ingest.Precision;

/**
 * A random rule pack and random events of one subject under it. Times lie on a coarse grid, so that
 * events meet each other, a rule's dates and an expiry at one instant, or miss them by one
 * microsecond.
 */
public final class RandomWorld {
  private static final long DAY = 86_400_000_000L;
  private static final long START = EventBuilder.micros("2026-01-28");
  private static final List<String> CODES = List.of("EU", "NL", "BE", "XX");

  private final Random random;
  private final RulePack rules;

  public RandomWorld(long seed, int purposes) {
    random = new Random(seed);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < purposes; i++) {
      ids.add("purpose_" + i);
    }
    rules =
        new RulePack(
            ids.stream().map(this::purpose).toList(),
            List.of(law("EU", ids), law("NL", ids), law("BE", ids)),
            listOf(
                4,
                i ->
                    new NoticeVersion(
                        "n" + random.nextInt(2), i, instant(), chance(70), some(ids))),
            listOf(
                4,
                i -> {
                  long from = instant();
                  return new Lia("lia" + i, some(ids), some(CODES), from, later(from), chance(40));
                }));
  }

  public RulePack rules() {
    return rules;
  }

  public Random random() {
    return random;
  }

  /** Up to {@code most} events of the purpose, duplicates and corrections among them. */
  public List<ConsentEvent> events(Purpose purpose, int most) {
    List<ConsentEvent> events = new ArrayList<>();
    int count = random.nextInt(most + 1);
    for (int i = 0; i < count; i++) {
      events.add(
          !events.isEmpty() && chance(8)
              ? redelivered(events.get(random.nextInt(events.size())))
              : event(purpose, "e" + i));
    }
    Collections.shuffle(events, random);
    return events;
  }

  /** All instants at which something can change in valid time, and one microsecond beside them. */
  public static Set<Long> validInstants(List<ConsentInterval> intervals) {
    Set<Long> instants = new TreeSet<>();
    for (ConsentInterval interval : intervals) {
      for (long border : List.of(interval.validFromMicros(), interval.validToMicros())) {
        if (border != Long.MAX_VALUE) {
          instants.addAll(List.of(border - 1, border, border + 1));
        }
      }
    }
    return instants;
  }

  /** The same for known time. */
  public static Set<Long> knownInstants(List<ConsentEvent> events) {
    Set<Long> instants = new TreeSet<>();
    events.forEach(event -> instants.add(event.knownMicros()));
    events.forEach(event -> instants.add(event.knownMicros() - 1));
    return instants;
  }

  /** The event with another time of knowing. */
  public static ConsentEvent known(ConsentEvent event, long knownMicros) {
    return new ConsentEvent(
        event.eventId(),
        event.sourceSystem(),
        event.sourceEventId(),
        event.sourceSeq(),
        event.purpose(),
        event.action(),
        event.method(),
        event.consentType(),
        event.eventMicros(),
        event.precision(),
        knownMicros,
        event.expiresMicros(),
        event.jurisdiction(),
        event.noticeId(),
        event.noticeVersion(),
        event.minor(),
        event.softOptInRuleId(),
        event.correctionOf());
  }

  /** On the grid of days, three times out of four exactly; within about five months. */
  public long instant() {
    long beside = chance(75) ? 0 : random.nextInt(3) - 1;
    return START + random.nextInt(40) * 4 * DAY + beside;
  }

  private ConsentEvent redelivered(ConsentEvent event) {
    return known(event, event.knownMicros() + (random.nextInt(9) - 4) * DAY);
  }

  private ConsentEvent event(Purpose purpose, String id) {
    Action[] actions = Action.values();
    Method[] methods = Method.values();
    long at = instant();
    boolean given = chance(45);
    return new ConsentEvent(
        id,
        "s" + random.nextInt(2),
        "x" + random.nextInt(12),
        chance(50) ? OptionalLong.of(random.nextInt(3)) : OptionalLong.empty(),
        purpose.id(),
        given ? Action.GIVEN : actions[random.nextInt(actions.length)],
        chance(80) ? Optional.of(methods[random.nextInt(methods.length)]) : Optional.empty(),
        pick(List.of(ConsentType.EXPLICIT, ConsentType.EXPRESSED, ConsentType.IMPLIED)),
        at,
        chance(30) ? Precision.DAY : Precision.US,
        at + random.nextInt(10) * DAY,
        chance(20) ? OptionalLong.of(instant()) : OptionalLong.empty(),
        chance(70) ? "NL" : pick(CODES),
        chance(80) ? Optional.of("n" + random.nextInt(2)) : Optional.empty(),
        chance(80) ? OptionalInt.of(random.nextInt(5)) : OptionalInt.empty(),
        chance(25) ? Optional.of(chance(30)) : Optional.empty(),
        chance(25) ? Optional.of("soft" + random.nextInt(3)) : Optional.empty(),
        chance(10) ? Optional.of("x" + random.nextInt(12)) : Optional.empty());
  }

  private Purpose purpose(String id) {
    Map<String, LegalBasis> exceptions = new HashMap<>();
    CODES.stream().filter(code -> chance(20)).forEach(code -> exceptions.put(code, basis()));
    boolean eventTimeOnly = chance(20);
    return new Purpose(
        id,
        basis(),
        exceptions,
        chance(50),
        chance(15),
        chance(30),
        eventTimeOnly,
        eventTimeOnly ? "test" : "");
  }

  private LegalBasis basis() {
    int dice = random.nextInt(20);
    if (dice < 10) {
      return LegalBasis.CONSENT;
    }
    return dice < 18
        ? LegalBasis.LEGITIMATE_INTEREST
        : pick(List.copyOf(EnumSet.of(LegalBasis.LEGAL_OBLIGATION, LegalBasis.CONTRACT)));
  }

  private Jurisdiction law(String code, List<String> purposes) {
    return new Jurisdiction(
        code,
        listOf(
            2,
            i -> {
              long from = instant();
              return new ExpiryRule(
                  "expiry" + i, some(purposes), 1 + random.nextInt(3), from, later(from));
            }),
        listOf(
            1,
            i -> {
              long from = instant();
              return new DoubleOptInRule("doi" + i, some(purposes), from, later(from));
            }),
        listOf(
            3,
            i -> {
              long from = instant() - 60 * DAY;
              return new SoftOptInRule("soft" + i, some(purposes), from, later(from), chance(50));
            }));
  }

  private long later(long from) {
    return chance(40) ? Long.MAX_VALUE : from + (1 + random.nextInt(30)) * 4 * DAY;
  }

  private interface Maker<T> {
    T make(int index);
  }

  private <T> List<T> listOf(int most, Maker<T> maker) {
    List<T> list = new ArrayList<>();
    int size = random.nextInt(most + 1);
    for (int i = 0; i < size; i++) {
      list.add(maker.make(i));
    }
    return list;
  }

  private <T> Set<T> some(List<T> values) {
    Set<T> some = new TreeSet<>();
    values.stream().filter(value -> chance(60)).forEach(some::add);
    return some;
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }
}
