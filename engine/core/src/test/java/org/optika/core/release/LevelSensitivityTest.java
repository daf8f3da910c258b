package org.optika.core.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LevelSensitivityTest {
  private static final int ROWS = 2;

  static IntStream groupsPerPerson() {
    return IntStream.rangeClosed(1, 6);
  }

  /** Six leaves, three regions of two channels each, and countries of two regions and of one. */
  private static ReleasePlan plan(int groups) {
    return ReleasePlan.of(
        ReleaseSpec.named("test")
            .source("touchpoints")
            .period("2026-01-01", "2026-02-01")
            .key("region", "NL-NH", "NL-UT", "DE-BY")
            .key("channel", "email", "video")
            .without("channel")
            .rollUp(
                "region",
                "country",
                Map.of("netherlands", List.of("NL-NH", "NL-UT"), "germany", List.of("DE-BY")))
            .perPerson(groups, ROWS)
            .count("rows")
            .price("1", "1e-6")
            .build());
  }

  /** Exact totals of each level, of one person with three rows in each leaf of a set. */
  private static Map<Integer, long[][]> leaves(ReleasePlan plan, int set) {
    PersonContributions person =
        new PersonContributions(plan.spec().bounds(), 0, new KeyedHash(1, set));
    person.begin(1);
    for (int leaf = 0; leaf < plan.spec().keys().size(); leaf++) {
      for (int row = 0; row < 3 && (set >> leaf & 1) == 1; row++) {
        person.add(leaf, 10 * leaf + row, new long[0]);
      }
    }
    GroupTotals totals = new GroupTotals(plan.statistics());
    totals.add(person);
    Map<Integer, long[][]> leaves = new HashMap<>();
    totals.groups().forEach((group, cells) -> leaves.put(group.intValue(), cells));
    return leaves;
  }

  /** Neighbours: anything, and the same with one more person, whoever that is. */
  @ParameterizedTest(name = "at most {0} groups")
  @MethodSource("groupsPerPerson")
  void no_person_changes_a_level_by_more_and_somebody_by_as_much(int groups) {
    ReleasePlan plan = plan(groups);
    int levels = plan.tree().levels();
    double[] most = new double[levels];
    for (int set = 0; set < 1 << plan.spec().keys().size(); set++) {
      Map<Integer, long[][]> totals = leaves(plan, set);
      for (int level = 0; level < levels; level++) {
        totals = level == 0 ? totals : UpperTotals.of(plan, level, totals);
        long[] changes = totals.values().stream().mapToLong(cells -> cells[0][0]).toArray();
        most[level] =
            Math.max(most[level], Math.sqrt(LongStream.of(changes).map(x -> x * x).sum()));
        assertThat(Arrays.stream(changes).sum()).isLessThanOrEqualTo((long) groups * ROWS);
        assertThat(changes.length).isLessThanOrEqualTo(groups);
      }
    }

    for (int level = 0; level < levels; level++) {
      LevelSensitivity claim = new LevelSensitivity(groups, plan.tree().forest().mostLeaves(level));
      assertThat(claim.l1()).isEqualTo(groups);
      assertThat(most[level]).isCloseTo(ROWS * claim.l2(), within(1e-12));
    }
  }
}
