package org.optika.core.privacy.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optika.core.privacy.ledger.Decision.Granted;
import org.optika.core.privacy.ledger.Decision.NoRoom;

/**
 * Random ledgers against an oracle that looks at every day by itself and adds up whole numbers: all
 * charges are in hundredths of epsilon and in billionths of delta.
 */
class LedgerAgainstOracleTest {
  private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);
  private static final int DAYS = 25;
  private static final int STEPS = 60;
  private static final int MOST_EPSILON = 100;
  private static final int MOST_DELTA = 40;

  /** Days from {@code from} to before {@code until}, counted from the first one. */
  private record Spent(int from, int until, int epsilon, int delta) {}

  private final Charges ledger = new Charges("1", "4e-8");
  private final Map<String, Spent> counted = new HashMap<>();
  private final Map<String, Granted> open = new HashMap<>();
  private int granted;
  private int refused;

  static IntStream seeds() {
    return IntStream.range(0, 40);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void decisions_and_sums_are_those_of_a_count_day_by_day(int seed) {
    Random random = new Random(seed);

    for (int step = 0; step < STEPS; step++) {
      if (open.isEmpty() || random.nextInt(3) > 0) {
        reserve("release-" + step, random);
      } else {
        end(random);
      }
      for (int day = -1; day <= DAYS; day++) {
        assertThat(ledger.head().account().on(FIRST_DAY.plusDays(day)).spending())
            .as("step %d, day %d", step, day)
            .isEqualTo(loss(epsilonOn(day), deltaOn(day)));
      }
    }

    assertThat(granted).isPositive();
    assertThat(refused).isPositive();
    assertThat(ledger.audit(ledger.entries())).isEmpty();
  }

  private void reserve(String releaseId, Random random) {
    int from = random.nextInt(DAYS);
    int until = from + 1 + random.nextInt(DAYS - from);
    Spent asked = new Spent(from, until, 1 + random.nextInt(45), random.nextInt(15));
    boolean fits =
        IntStream.range(from, until)
            .allMatch(
                day ->
                    epsilonOn(day) + asked.epsilon() <= MOST_EPSILON
                        && deltaOn(day) + asked.delta() <= MOST_DELTA);
    Charge charge =
        new Charge(
            releaseId,
            "ana",
            new DataPeriod(FIRST_DAY.plusDays(from), FIRST_DAY.plusDays(until)),
            loss(asked.epsilon(), asked.delta()),
            Charges.LATER);

    Decision decision = ledger.reserve(charge);

    if (fits) {
      assertThat(decision).as(releaseId).isInstanceOf(Granted.class);
      counted.put(releaseId, asked);
      open.put(releaseId, (Granted) decision);
      granted++;
    } else {
      assertThat(decision)
          .as(releaseId)
          .isInstanceOfSatisfying(NoRoom.class, noRoom -> assertBinds(noRoom, asked));
      refused++;
    }
  }

  /** The days that are named have no room, and no day of the period is fuller. */
  private void assertBinds(NoRoom noRoom, Spent asked) {
    int binding = (int) (noRoom.binding().period().from().toEpochDay() - FIRST_DAY.toEpochDay());
    assertThat(binding).isBetween(asked.from(), asked.until() - 1);
    assertThat(
            epsilonOn(binding) + asked.epsilon() > MOST_EPSILON
                || deltaOn(binding) + asked.delta() > MOST_DELTA)
        .isTrue();
    if (deltaOn(binding) + asked.delta() <= MOST_DELTA) {
      int fullest =
          IntStream.range(asked.from(), asked.until()).map(this::epsilonOn).max().getAsInt();
      assertThat(noRoom.left()).isEqualByComparingTo(BigDecimal.valueOf(MOST_EPSILON - fullest, 2));
    }
    assertThat(noRoom.openReservations())
        .isEqualTo(
            open.keySet().stream()
                .map(counted::get)
                .filter(spent -> spent.from() <= binding && binding < spent.until())
                .count());
  }

  private void end(Random random) {
    List<String> ids = new ArrayList<>(open.keySet());
    String releaseId = ids.get(random.nextInt(ids.size()));
    Granted held = open.remove(releaseId);
    switch (random.nextInt(3)) {
      case 0 -> ledger.commit(releaseId, "dp_release");
      case 1 -> ledger.makeVoid(releaseId, "key lost");
      default -> {
        ledger.release(held);
        counted.remove(releaseId);
      }
    }
  }

  private int epsilonOn(int day) {
    return counted.values().stream()
        .filter(spent -> spent.from() <= day && day < spent.until())
        .mapToInt(Spent::epsilon)
        .sum();
  }

  private int deltaOn(int day) {
    return counted.values().stream()
        .filter(spent -> spent.from() <= day && day < spent.until())
        .mapToInt(Spent::delta)
        .sum();
  }

  private static BasicSpending loss(int epsilon, int delta) {
    return new BasicSpending(BigDecimal.valueOf(epsilon, 2), BigDecimal.valueOf(delta, 9));
  }
}
