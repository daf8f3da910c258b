package org.optika.spark.release;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.optika.core.release.ContributionBounds;
import org.optika.core.release.GroupKeys;
import org.optika.core.release.KeySet;
import org.optika.core.release.KeyedHash;
import org.optika.core.release.SelectedKeys;
import org.optika.core.release.Statistic;
import org.optika.core.release.ValueBounds;
import org.optika.spark.LocalSpark;

@ExtendWith(LocalSpark.class)
class BoundedTotalsTest {
  private static final Pattern SHUFFLE = Pattern.compile("Shuffled(Row)?RDD");
  private static final HashSeed SEED = new HashSeed(3, 4);

  private static final KeySet CHANNELS =
      new KeySet(List.of("channel"), List.of(List.of("a", "b", "c", "nobody")));

  private static final ValueBounds VALUES =
      new ValueBounds(BigDecimal.ZERO, BigDecimal.valueOf(10));

  private static final SelectedKeys FOUND = new SelectedKeys(List.of("channel"), 1, BigDecimal.ONE);

  private static BoundedTotals.Query query(ContributionBounds bounds) {
    return query(CHANNELS, bounds);
  }

  private static BoundedTotals.Query query(GroupKeys keys, ContributionBounds bounds) {
    return new BoundedTotals.Query(
        keys,
        bounds,
        List.of("value"),
        List.of(VALUES.symmetric()),
        List.of(
            new Statistic.Rows(), new Statistic.People(), new Statistic.PersonTotal(0, VALUES)));
  }

  private static ReleaseRows rows(SparkSession spark, List<Row> rows) {
    return new ReleaseRows(spark.createDataFrame(rows, RowsOfPeople.SCHEMA), false);
  }

  /** By group, then by statistic. */
  private static <G> Map<G, List<Long>> totals(Dataset<Row> cells) {
    Map<G, List<Long>> totals = new TreeMap<>();
    for (Row cell : cells.collectAsList()) {
      totals
          .computeIfAbsent(cell.getAs(0), group -> new ArrayList<>(List.of(0L, 0L, 0L)))
          .set(cell.getInt(1), cell.getLong(3));
    }
    return totals;
  }

  private static List<Row> random(long seed) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    for (long id = 0; id < 2_000; id++) {
      Double value = random.nextInt(20) == 0 ? null : random.nextDouble() * 12;
      rows.add(
          RowFactory.create(
              (long) random.nextInt(200),
              id,
              List.of("a", "b", "c", "elsewhere").get(random.nextInt(4)),
              value));
    }
    return rows;
  }

  /** All of it in memory, groups of a person sorted by their hash. */
  private static Map<Integer, List<Long>> worked(List<Row> rows, ContributionBounds bounds) {
    KeyedHash hash = SEED.hash();
    Map<Integer, List<Long>> totals = new TreeMap<>();
    rows.stream()
        .collect(Collectors.groupingBy(row -> row.getLong(0)))
        .forEach(
            (person, own) -> {
              Map<Integer, List<Row>> groups =
                  own.stream()
                      .filter(row -> CHANNELS.values().get(0).contains(row.getString(2)))
                      .collect(
                          Collectors.groupingBy(
                              row -> CHANNELS.values().get(0).indexOf(row.getString(2))));
              groups.keySet().stream()
                  .sorted(Comparator.comparing(group -> hash.of(person, group)))
                  .limit(bounds.groups())
                  .forEach(
                      group -> {
                        List<Long> sums =
                            totals.computeIfAbsent(
                                group, first -> new ArrayList<>(List.of(0L, 0L, 0L)));
                        List<Row> counted = groups.get(group);
                        long total =
                            counted.stream()
                                .mapToLong(
                                    row ->
                                        VALUES
                                            .symmetric()
                                            .steps(row.isNullAt(3) ? 0 : row.getDouble(3)))
                                .sum();
                        sums.set(0, sums.get(0) + Math.min(bounds.rowsPerGroup(), counted.size()));
                        sums.set(1, sums.get(1) + 1);
                        sums.set(2, sums.get(2) + Math.min(total, VALUES.highSteps()));
                      });
            });
    return totals;
  }

  @Test
  void totals_are_those_of_bounded_persons_however_rows_are_spread(SparkSession spark) {
    for (long seed = 0; seed < 3; seed++) {
      ContributionBounds bounds = new ContributionBounds(1 + (int) seed, 2);
      List<Row> rows = random(seed);
      Map<Integer, List<Long>> expected = worked(rows, bounds);

      assertThat(totals(BoundedTotals.of(rows(spark, rows), query(bounds), SEED)))
          .isEqualTo(expected);
      Collections.shuffle(rows, new Random(seed));
      ReleaseRows spread = new ReleaseRows(rows(spark, rows).rows().repartition(7), false);
      assertThat(totals(BoundedTotals.of(spread, query(bounds), SEED))).isEqualTo(expected);
    }
  }

  @Test
  void groups_of_the_data_add_up_to_what_they_do_in_a_list(SparkSession spark) {
    ContributionBounds nothingIsCut = new ContributionBounds(5, 2);
    List<Row> rows = random(7);
    KeySet listed = new KeySet(List.of("channel"), List.of(List.of("a", "b", "c", "elsewhere")));

    Map<String, List<Long>> found =
        totals(BoundedTotals.of(rows(spark, rows), query(FOUND, nothingIsCut), SEED));

    Map<Integer, List<Long>> expected =
        totals(BoundedTotals.of(rows(spark, rows), query(listed, nothingIsCut), SEED));
    assertThat(found).hasSize(4);
    found.forEach(
        (channel, sums) ->
            assertThat(sums).isEqualTo(expected.get(listed.values().get(0).indexOf(channel))));
  }

  @Test
  void of_groups_of_the_data_a_person_counts_in_the_same_ones_however_rows_are_spread(
      SparkSession spark) {
    BoundedTotals.Query query = query(FOUND, new ContributionBounds(2, 1));
    List<Row> rows = random(8);

    Map<String, List<Long>> totals = totals(BoundedTotals.of(rows(spark, rows), query, SEED));

    long persons = rows.stream().map(row -> row.getLong(0)).distinct().count();
    assertThat(totals.values().stream().mapToLong(sums -> sums.get(1)).sum())
        .isBetween(persons, 2 * persons);
    Collections.shuffle(rows, new Random(8));
    ReleaseRows spread = new ReleaseRows(rows(spark, rows).rows().repartition(7), false);
    assertThat(BoundedTotalsTest.<String>totals(BoundedTotals.of(spread, query, SEED)))
        .isEqualTo(totals);
  }

  @Test
  void a_person_in_very_many_groups_counts_in_two_of_them(SparkSession spark) {
    Dataset<Row> rows =
        spark
            .range(150_000)
            .selectExpr(
                "1L AS subject_id", "id", "concat('campaign ', id) AS channel", "1.0D AS value");

    Map<String, List<Long>> totals =
        totals(
            BoundedTotals.of(
                new ReleaseRows(rows, false), query(FOUND, new ContributionBounds(2, 1)), SEED));

    assertThat(totals).hasSize(2);
    assertThat(totals.keySet()).allMatch(channel -> channel.matches("campaign [0-9]+"));
    assertThat(totals.values())
        .allMatch(sums -> sums.equals(List.of(1L, 1L, VALUES.symmetric().steps(1))));
  }

  @Test
  void rows_that_are_together_come_to_the_same_without_being_sent_or_sorted(SparkSession spark) {
    ContributionBounds bounds = new ContributionBounds(2, 2);
    List<Row> rows = random(1);

    assertThat(totals(BoundedTotals.of(together(spark, rows), query(bounds), SEED)))
        .isEqualTo(worked(rows, bounds));
  }

  private static ReleaseRows together(SparkSession spark, List<Row> rows) {
    Dataset<Row> sorted =
        rows(spark, rows)
            .rows()
            .repartition(3, col("subject_id"))
            .sortWithinPartitions("subject_id");
    return new ReleaseRows(spark.createDataFrame(sorted.toJavaRDD(), RowsOfPeople.SCHEMA), true);
  }

  @Test
  void rows_that_are_said_to_be_together_and_are_not_are_refused(SparkSession spark) {
    ReleaseRows mixed = new ReleaseRows(rows(spark, random(1)).rows(), true);

    assertThatThrownBy(
            () -> totals(BoundedTotals.of(mixed, query(new ContributionBounds(2, 2)), SEED)))
        .rootCause()
        .hasMessage("rows of a release do not ascend by subject");
  }

  @Test
  void bounding_and_totals_take_two_exchanges_and_one_when_rows_are_together(SparkSession spark) {
    Dataset<Row> rows = rows(spark, random(1)).rows();
    Dataset<Row> inOrder = rows.coalesce(1).sortWithinPartitions("subject_id");

    for (GroupKeys keys : List.of(CHANNELS, FOUND)) {
      assertThat(exchanges(new ReleaseRows(rows, false), keys)).isEqualTo(2);
      assertThat(exchanges(new ReleaseRows(inOrder, true), keys)).isEqualTo(1);
    }
  }

  private static long exchanges(ReleaseRows rows, GroupKeys keys) {
    Dataset<Row> totals = BoundedTotals.of(rows, query(keys, new ContributionBounds(2, 2)), SEED);
    String lineage =
        ((org.apache.spark.sql.classic.Dataset<Row>) totals)
            .queryExecution()
            .toRdd()
            .toDebugString();
    return SHUFFLE.matcher(lineage).results().count();
  }

  @Test
  void a_person_without_a_name_or_a_group_counts_nowhere(SparkSession spark) {
    List<Row> rows =
        List.of(
            RowFactory.create(null, 1L, "a", 1.0),
            RowFactory.create(1L, 2L, null, 1.0),
            RowFactory.create(2L, 3L, "a", Double.NaN),
            RowFactory.create(3L, 4L, "a", Double.POSITIVE_INFINITY));

    assertThat(
            totals(BoundedTotals.of(rows(spark, rows), query(new ContributionBounds(1, 1)), SEED)))
        .isEqualTo(Map.of(0, List.of(2L, 2L, VALUES.highSteps())));
  }
}
