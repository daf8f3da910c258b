package org.optika.spark.table.columnar;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/** A join by subject of tables in no order: each is sent once, in blocks, and grouped in memory. */
public final class BlockShuffle {
  private BlockShuffle() {}

  /**
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
    return zipped.mapPartitions(
        partition -> {
          List<Iterator<byte[]>> blocks = partition.next();
          TextCodes texts = new TextCodes();
          List<SubjectSource> sources = new ArrayList<>();
          for (int table = 0; table < blocks.size(); table++) {
            sources.add(readers.get(table).read(blocks.get(table), texts));
          }
          return work.on(sources, texts);
        });
  }

  private static Iterator<List<Iterator<byte[]>>> append(
      Iterator<List<Iterator<byte[]>>> tables, Iterator<byte[]> table) {
    List<Iterator<byte[]>> longer = new ArrayList<>(tables.next());
    longer.add(table);
    return List.of(longer).iterator();
  }
}
