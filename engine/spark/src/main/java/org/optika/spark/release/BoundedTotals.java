package org.optika.spark.release;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.optika.core.release.ContributionBounds;
import org.optika.core.release.GroupKeys;
import org.optika.core.release.KeySet;
import org.optika.core.release.Statistic;
import org.optika.core.release.ValueBounds;
import org.optika.spark.table.InternalRows;

/**
 * Rows of persons -> exact totals of groups, with the contribution of each person bounded. Two
 * exchanges: rows by person, unless they are together, then what each partition has added up by
 * group. What is kept of a person depends on the secret hash and the rows alone, so a task that
 * runs twice keeps the same.
 */
final class BoundedTotals {
  /**
   * What is summed up, by what, and within which bounds; public.
   *
   * @param valueColumns names of the columns that statistics read, by their position
   * @param valueBounds of each of these columns
   */
  record Query(
      GroupKeys keys,
      ContributionBounds bounds,
      List<String> valueColumns,
      List<ValueBounds> valueBounds,
      List<Statistic> statistics)
      implements Serializable {}

  private BoundedTotals() {}

  /**
   * @param seed secret; of this release only
   * @return one row for each cell that is not 0: {@link #groupColumns}, {@code statistic, cell,
   *     amount}; groups of the data one after another in each partition
   */
  static Dataset<Row> of(ReleaseRows source, Query query, HashSeed seed) {
    Dataset<Row> rows = source.rows();
    List<Column> columns = new ArrayList<>();
    columns.add(col("subject_id"));
    columns.add(
        xxhash64(
            Arrays.stream(rows.columns())
                .map(name -> col("`" + name + "`"))
                .toArray(Column[]::new)));
    query
        .keys()
        .columns()
        .forEach(key -> columns.add(coalesce(col(key), lit(ReleaseSources.UNKNOWN))));
    query
        .valueColumns()
        .forEach(value -> columns.add(coalesce(col(value).cast("double"), lit(0.0))));
    Dataset<Row> read =
        rows.where(col("subject_id").isNotNull())
            .select(columns.toArray(Column[]::new))
            .toDF(names(columns.size()));
    Dataset<Row> byPerson =
        source.together() ? read : read.repartition(col("c0")).sortWithinPartitions("c0");
    StructType group = groupColumns(query.keys());
    Column[] ofGroup =
        Arrays.stream(group.fieldNames()).map(name -> col(name)).toArray(Column[]::new);
    Dataset<Row> parts =
        InternalRows.frame(
            rows.sparkSession(),
            InternalRows.of(byPerson).mapPartitions(part -> totals(part, query, seed)),
            group.add("statistic", IntegerType).add("cell", IntegerType).add("amount", LongType));
    Column[] ofCell =
        Stream.concat(Arrays.stream(ofGroup), Stream.of(col("statistic"), col("cell")))
            .toArray(Column[]::new);
    if (query.keys() instanceof KeySet) {
      return parts.groupBy(ofCell).agg(sum("amount").as("amount"));
    }
    return parts
        .repartition(ofGroup)
        .groupBy(ofCell)
        .agg(sum("amount").as("amount"))
        .sortWithinPartitions(ofGroup);
  }

  /** What stands for a group: its number in a public list, or else its keys. */
  static StructType groupColumns(GroupKeys keys) {
    StructType columns = new StructType();
    if (keys instanceof KeySet) {
      return columns.add("group_number", IntegerType);
    }
    for (int key = 1; key <= keys.columns().size(); key++) {
      columns = columns.add("key_%d".formatted(key), StringType);
    }
    return columns;
  }

  private static String[] names(int columns) {
    return Stream.iterate(0, i -> i + 1).limit(columns).map(i -> "c" + i).toArray(String[]::new);
  }

  private static Iterator<InternalRow> totals(
      Iterator<InternalRow> rows, Query query, HashSeed seed) {
    return new PartitionTotals(rows, query, seed);
  }
}
