package org.optika.spark.evidence;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.optika.core.evidence.log.CompactRange;
import org.optika.core.evidence.log.LeafData;
import org.optika.core.evidence.log.LogTree;
import org.optika.core.evidence.log.MerkleHash;
import org.optika.spark.table.InternalRows;

/** Hashes leaves where they are; what comes to the driver is one range for each page. */
final class LeafRanges {
  private static final int INDEX = 0;
  private static final int KIND = 1;
  private static final int ERASES = 2;
  private static final int COMMITMENT = 3;

  private LeafRanges() {}

  /**
   * @param leaves rows of consent_log
   * @param cuts leaves at which a range has to begin, beside each page; ascending
   * @return ascending; a leaf that stands twice has a range of its own, after the first
   */
  static List<CompactRange> of(Dataset<Row> leaves, long[] cuts) {
    Dataset<Row> inOrder =
        leaves
            .select(col("part"), col("leaf_index"), col("kind"), col("erases"), col("commitment"))
            .repartition(col("part"))
            .sortWithinPartitions("leaf_index")
            .drop("part");
    List<CompactRange> ranges =
        new ArrayList<>(
            InternalRows.of(inOrder).mapPartitions(rows -> hashed(rows, cuts)).collect());
    ranges.sort(Comparator.comparingLong(CompactRange::begin));
    return ranges;
  }

  private static Iterator<CompactRange> hashed(Iterator<InternalRow> rows, long[] cuts) {
    MerkleHash merkle = new MerkleHash();
    List<CompactRange> ranges = new ArrayList<>();
    CompactRange open = null;
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      long index = row.getLong(INDEX);
      byte[] hash = leafHash(row, merkle);
      if (open != null && index == open.end() - 1) {
        CompactRange again = CompactRange.empty(index);
        again.append(hash, merkle);
        ranges.add(again);
        continue;
      }
      boolean goesOn =
          open != null
              && index == open.end()
              && index % LogTree.PAGE_LEAVES != 0
              && Arrays.binarySearch(cuts, index) < 0;
      if (!goesOn) {
        open = CompactRange.empty(index);
        ranges.add(open);
      }
      open.append(hash, merkle);
    }
    return ranges.iterator();
  }

  private static byte[] leafHash(InternalRow row, MerkleHash merkle) {
    return merkle.leaf(
        LeafData.of(
            row.isNullAt(KIND) ? "" : row.getUTF8String(KIND).toString(),
            row.isNullAt(ERASES) ? -1 : row.getLong(ERASES),
            row.isNullAt(COMMITMENT) ? new byte[0] : row.getBinary(COMMITMENT)));
  }
}
