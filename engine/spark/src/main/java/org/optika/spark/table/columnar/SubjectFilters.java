package org.optika.spark.table.columnar;

import java.io.Serializable;

/** One {@link SubjectFilter} a partition, asked for rows that have not been sent to it yet. */
public final class SubjectFilters implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The words of all of them in one array, so that a row costs one look at memory. */
  private final long[] words;

  private final int[] first;
  private final int[] most;

  public SubjectFilters(SubjectFilter[] ofPartition) {
    first = new int[ofPartition.length];
    most = new int[ofPartition.length];
    int size = 0;
    for (int partition = 0; partition < ofPartition.length; partition++) {
      first[partition] = size;
      most[partition] = ofPartition[partition].size() - 1;
      size = Math.addExact(size, ofPartition[partition].size());
    }
    words = new long[size];
    for (int partition = 0; partition < ofPartition.length; partition++) {
      ofPartition[partition].copyTo(words, first[partition]);
    }
  }

  SubjectFilter ofPartition(int partition) {
    return new SubjectFilter(words, first[partition], most[partition]);
  }

  /**
   * The rows of subjects that may be held. Without a branch: half of the rows go either way, and a
   * processor that guesses waits.
   *
   * @param positions filled, ascending
   * @return how many are kept
   */
  public int keep(ColumnBatch batch, int[] positions) {
    long[] subjects = batch.longs(0);
    int kept = 0;
    for (int row = 0; row < batch.rows(); row++) {
      long subject = subjects[row];
      int partition = UnorderedTable.partition(subject, most.length);
      long mixed = SubjectFilter.mixed(subject);
      int word = first[partition] + SubjectFilter.word(mixed, most[partition]);
      positions[kept] = row;
      kept += SubjectFilter.holds(words[word], mixed);
    }
    return kept;
  }
}
