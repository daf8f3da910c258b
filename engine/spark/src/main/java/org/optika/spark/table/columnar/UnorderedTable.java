package org.optika.spark.table.columnar;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import org.apache.spark.Partitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.PartitionPruningRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Function1;
import scala.Tuple2;

/**
 * A table whose rows lie in no order. They are sent to the partition of their subject in blocks of
 * columns, so that a few thousand records travel instead of each row.
 */
public final class UnorderedTable {
  private static final int MOST_ROWS_OF_BLOCK = 4096;
  private static final int FEWEST_ROWS_OF_BLOCK = 256;

  /** Rows that one task may hold back in unfinished blocks. */
  private static final int ROWS_HELD = 1 << 18;

  private static final String FEW_PARTITIONS = "spark.shuffle.sort.bypassMergeThreshold";
  private static final int FEW_PARTITIONS_BY_DEFAULT = 200;

  private final FileScan scan;
  private final int kept;
  private final int timeColumn;
  private final JavaRDD<byte[]> blocks;
  private final Optional<Broadcast<SubjectFilters>> wanted;

  private UnorderedTable(
      FileScan scan,
      int kept,
      int timeColumn,
      JavaRDD<byte[]> blocks,
      Optional<Broadcast<SubjectFilters>> wanted) {
    this.scan = scan;
    this.kept = kept;
    this.timeColumn = timeColumn;
    this.blocks = blocks;
    this.wanted = wanted;
  }

  /**
   * @param partitions how many partitions the subjects are spread over
   * @see BucketedTable#of
   */
  public static UnorderedTable of(
      Dataset<Row> rows,
      List<String> columns,
      int kept,
      int timeColumn,
      BatchFilter filter,
      int partitions) {
    FileScan scan = FileScan.of(rows, columns);
    JavaPairRDD<Integer, byte[]> blocks =
        scan.splits(rows.sparkSession().sparkContext())
            .mapPartitionsToPair(splits -> new Blocks(scan, kept, filter, partitions, splits));
    return new UnorderedTable(scan, kept, timeColumn, sent(blocks, partitions), Optional.empty());
  }

  /**
   * Into few partitions Spark writes a file each, which it then copies into one. A shuffle of more
   * partitions holds the blocks back and writes them once, so this one has more than are used.
   */
  private static JavaRDD<byte[]> sent(JavaPairRDD<Integer, byte[]> blocks, int partitions) {
    int few = blocks.context().getConf().getInt(FEW_PARTITIONS, FEW_PARTITIONS_BY_DEFAULT);
    JavaPairRDD<Integer, byte[]> sent =
        blocks.partitionBy(new ByNumber(Math.max(partitions, few + 1)));
    Function1<Object, Object> used =
        (Function1<Object, Object> & Serializable) partition -> (Integer) partition < partitions;
    return JavaPairRDD.fromRDD(
            PartitionPruningRDD.create(sent.rdd(), used), sent.kClassTag(), sent.vClassTag())
        .values();
  }

  /** The same, sent no second time: rows of other subjects are dropped where it is read. */
  public UnorderedTable onlyOf(Broadcast<SubjectFilters> subjects) {
    return new UnorderedTable(scan, kept, timeColumn, blocks, Optional.of(subjects));
  }

  JavaRDD<byte[]> blocks() {
    return blocks;
  }

  /** How a task reads the blocks of its partition; travels to it. */
  Reader reader() {
    return new Reader(scan.kinds(), kept, timeColumn, wanted.orElse(null));
  }

  /**
   * Gathers the blocks of one partition.
   *
   * @param wanted null for rows of all subjects
   */
  record Reader(FileScan.Kind[] kinds, int kept, int timeColumn, Broadcast<SubjectFilters> wanted)
      implements Serializable {
    SubjectSource read(int partition, Iterator<byte[]> blocks, TextCodes texts) {
      Optional<SubjectFilter> ofPartition =
          Optional.ofNullable(wanted).map(all -> all.value().ofPartition(partition));
      return new SubjectTable(blocks, kinds, kept, timeColumn, texts, ofPartition);
    }
  }

  /** The key of a block is its partition. */
  private static final class ByNumber extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int partitions;

    private ByNumber(int partitions) {
      this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
      return partitions;
    }

    @Override
    public int getPartition(Object key) {
      return (Integer) key;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ByNumber that && that.partitions == partitions;
    }

    @Override
    public int hashCode() {
      return partitions;
    }
  }

  /** Scatters the rows of a task's batches over blocks, and gives out each that is full. */
  private static final class Blocks implements Iterator<Tuple2<Integer, byte[]>> {
    private final FileScan scan;
    private final BatchFilter filter;
    private final Iterator<FileScan.Split> splits;
    private final ColumnBatch batch;
    private final TextCodes texts = new TextCodes();
    private final ColumnBlock block = new ColumnBlock(texts);
    private Batches batches = none -> false;
    private final ColumnBuffer[] open;
    private final int rowsOfBlock;
    private final Queue<Tuple2<Integer, byte[]>> ready = new ArrayDeque<>();
    private final int[] first;
    private int[] kept = new int[0];
    private int[] partitionOf = new int[0];
    private int[] byPartition = new int[0];
    private boolean flushed;

    private Blocks(
        FileScan scan,
        int columns,
        BatchFilter filter,
        int partitions,
        Iterator<FileScan.Split> splits) {
      this.scan = scan;
      this.filter = filter;
      this.splits = splits;
      batch = new ColumnBatch(scan.kinds().length);
      open = new ColumnBuffer[partitions];
      for (int partition = 0; partition < partitions; partition++) {
        open[partition] = new ColumnBuffer(scan.kinds(), columns);
      }
      rowsOfBlock =
          Math.max(FEWEST_ROWS_OF_BLOCK, Math.min(MOST_ROWS_OF_BLOCK, ROWS_HELD / partitions));
      first = new int[partitions + 1];
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && !flushed) {
        if (batches.next(batch)) {
          scatter();
        } else if (splits.hasNext()) {
          batches = scan.open(splits.next().parts(), BatchTarget.of(texts), TaskContext.get());
        } else {
          for (int partition = 0; partition < open.length; partition++) {
            finish(partition);
          }
          flushed = true;
        }
      }
      return !ready.isEmpty();
    }

    @Override
    public Tuple2<Integer, byte[]> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.remove();
    }

    private void scatter() {
      if (kept.length < batch.rows()) {
        kept = new int[batch.rows()];
        partitionOf = new int[batch.rows()];
        byPartition = new int[batch.rows()];
      }
      int count = filter.keep(batch, texts, kept);
      boolean all = count == batch.rows();
      if (all) {
        batch.read(0, count);
      } else {
        batch.read(kept, count);
      }
      long[] subject = batch.longs(0);
      java.util.Arrays.fill(first, 0);
      for (int i = 0; i < count; i++) {
        int partition = partition(subject[all ? i : kept[i]], open.length);
        partitionOf[i] = partition;
        first[partition + 1]++;
      }
      for (int partition = 0; partition < open.length; partition++) {
        first[partition + 1] += first[partition];
      }
      for (int i = 0; i < count; i++) {
        byPartition[first[partitionOf[i]]++] = all ? i : kept[i];
      }
      int from = 0;
      for (int partition = 0; partition < open.length; partition++) {
        int to = first[partition];
        if (to > from) {
          open[partition].append(batch, byPartition, from, to);
          if (open[partition].rows() >= rowsOfBlock) {
            finish(partition);
          }
        }
        from = to;
      }
    }

    private void finish(int partition) {
      if (open[partition].rows() > 0) {
        ready.add(new Tuple2<>(partition, block.of(open[partition])));
        open[partition].clear();
      }
    }
  }

  /**
   * The partition of a subject, from bits that {@link SubjectIndex} does not take, so that its
   * slots stay evenly used.
   */
  static int partition(long subject, int partitions) {
    long mixed = (subject ^ subject >>> 32) * 0xD6E8FEB86659FD93L;
    return (int) ((mixed >>> 33) * partitions >>> 31);
  }
}
