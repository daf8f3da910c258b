package org.optika.core.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PersonContributionsTest {
  private static final KeyedHash HASH = new KeyedHash(1, 2);
  private static final long[] NO_VALUES = {};

  private record Row(long group, long content, long value) {}

  private static Map<Long, List<Long>> kept(
      ContributionBounds bounds, KeyedHash hash, long subject, List<Row> rows) {
    PersonContributions person = new PersonContributions(bounds, 1, hash);
    person.begin(-1);
    person.add(3, 4, new long[] {5}); // somebody else, who must leave no trace
    person.begin(subject);
    rows.forEach(row -> person.add(row.group(), row.content(), new long[] {row.value()}));
    Map<Long, List<Long>> kept = new TreeMap<>();
    for (int place = 0; place < person.groups(); place++) {
      List<Long> values = new ArrayList<>();
      for (int row = 0; row < person.rows(place); row++) {
        values.add(person.value(place, row, 0));
      }
      Collections.sort(values);
      kept.put(person.group(place), values);
    }
    return kept;
  }

  /** All rows sorted by hash, which the class never does. */
  private static Map<Long, List<Long>> sorted(
      ContributionBounds bounds, KeyedHash hash, long subject, List<Row> rows) {
    Map<Long, List<Row>> groups =
        rows.stream().collect(Collectors.groupingBy(Row::group, TreeMap::new, Collectors.toList()));
    Map<Long, List<Long>> kept = new TreeMap<>();
    groups.keySet().stream()
        .sorted(Comparator.comparing(group -> hash.of(subject, group)))
        .limit(bounds.groups())
        .forEach(
            group ->
                kept.put(
                    group,
                    groups.get(group).stream()
                        .sorted(Comparator.comparing(row -> hash.of(subject, group, row.content())))
                        .limit(bounds.rowsPerGroup())
                        .map(Row::value)
                        .sorted()
                        .toList()));
    return kept;
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void what_is_kept_is_the_bottom_of_all_rows_by_hash_in_any_order(long seed) {
    Random random = new Random(seed);
    ContributionBounds bounds =
        new ContributionBounds(1 + random.nextInt(5), 1 + random.nextInt(4));
    List<Row> rows = new ArrayList<>();
    for (int i = random.nextInt(60); i > 0; i--) {
      long content = random.nextInt(1000);
      rows.add(new Row(random.nextInt(9), content, content * 7));
    }
    long subject = random.nextLong();

    Map<Long, List<Long>> expected = sorted(bounds, HASH, subject, rows);

    assertThat(kept(bounds, HASH, subject, rows)).isEqualTo(expected);
    Collections.shuffle(rows, random);
    assertThat(kept(bounds, HASH, subject, rows)).isEqualTo(expected);
  }

  @Test
  void rows_beyond_the_bound_are_counted_up_to_it() {
    PersonContributions person = new PersonContributions(new ContributionBounds(2, 3), 0, HASH);
    person.begin(1);
    for (int row = 0; row < 1_000_000; row++) {
      person.add(8, row, NO_VALUES);
    }
    person.add(9, 1, NO_VALUES);

    assertThat(person.groups()).isEqualTo(2);
    assertThat(person.rows(0)).isEqualTo(3);
    assertThat(person.rows(1)).isEqualTo(1);
  }

  @Test
  void each_group_of_a_person_is_kept_equally_often() {
    ContributionBounds bounds = new ContributionBounds(1, 1);
    int[] kept = new int[10];
    List<Row> rows = LongStream.range(0, 10).mapToObj(group -> new Row(group, 0, 0)).toList();
    for (long subject = 0; subject < 100_000; subject++) {
      kept[kept(bounds, HASH, subject, rows).keySet().iterator().next().intValue()]++;
    }

    double chiSquare = 0;
    for (int count : kept) {
      chiSquare += (count - 10_000.0) * (count - 10_000.0) / 10_000.0;
    }
    // Nine degrees of freedom: 27.9 is exceeded once in a thousand keys; this key is fixed.
    assertThat(chiSquare).isLessThan(27.9);
  }

  @Test
  void another_key_keeps_others() {
    ContributionBounds bounds = new ContributionBounds(1, 1);
    List<Row> rows = LongStream.range(0, 10).mapToObj(group -> new Row(group, 0, 0)).toList();
    long same =
        LongStream.range(0, 1_000)
            .filter(
                subject ->
                    kept(bounds, HASH, subject, rows)
                        .equals(kept(bounds, new KeyedHash(1, 3), subject, rows)))
            .count();

    assertThat(same).isBetween(50L, 150L);
  }

  @Test
  void bounds_are_needed_and_finite() {
    assertThatThrownBy(() -> new ContributionBounds(0, 1))
        .hasMessage("groups_per_person must be in [1, 1000], got 0");
    assertThatThrownBy(() -> new ContributionBounds(1, 10_001))
        .hasMessage("rows_per_group must be in [1, 10000], got 10001");
    assertThatThrownBy(() -> new ContributionBounds(1_000, 2_000))
        .hasMessage("groups_per_person x rows_per_group must be at most 1000000, got 2000000");
  }
}
