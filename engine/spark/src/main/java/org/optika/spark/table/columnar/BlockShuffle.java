package org.optika.spark.table.columnar;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/** A join by subject of tables in no order: each is sent once, in blocks, and grouped in memory. */
public final class BlockShuffle {
  private BlockShuffle() {}

  /**
   * One task a partition.
   *
   * @param tables all spread over the same number of partitions
   */
  public static <T> JavaRDD<T> of(List<UnorderedTable> tables, SubjectWork<T> work) {
    List<UnorderedTable.Reader> readers = new ArrayList<>();
    JavaRDD<List<Iterator<byte[]>>> zipped = null;
    for (UnorderedTable table : tables) {
      readers.add(table.reader());
      zipped =
          zipped == null
              ? table.blocks().mapPartitions(blocks -> List.of(List.of(blocks)).iterator())
              : zipped.zipPartitions(table.blocks(), BlockShuffle::append);
    }
    return zipped.mapPartitionsWithIndex(
        (partition, zip) -> {
          List<Iterator<byte[]>> blocks = zip.next();
          TextCodes texts = new TextCodes();
          List<SubjectSource> sources = new ArrayList<>();
          for (int table = 0; table < blocks.size(); table++) {
            sources.add(readers.get(table).read(partition, blocks.get(table), texts));
          }
          return work.on(partition, sources, texts);
        },
        false);
  }

  /**
   * A task takes several partitions, one after another, where there are many more of them than
   * cores: a task costs more than a small partition.
   */
  public static <T> JavaRDD<T> inFewTasks(List<UnorderedTable> tables, SubjectWork<T> work) {
    JavaRDD<T> partitions = of(tables, work);
    int tasks = BucketZip.TASKS_A_CORE * partitions.context().defaultParallelism();
    return tasks < partitions.getNumPartitions() ? partitions.coalesce(tasks) : partitions;
  }

  private static Iterator<List<Iterator<byte[]>>> append(
      Iterator<List<Iterator<byte[]>>> tables, Iterator<byte[]> table) {
    List<Iterator<byte[]>> longer = new ArrayList<>(tables.next());
    longer.add(table);
    return List.of(longer).iterator();
  }
}
