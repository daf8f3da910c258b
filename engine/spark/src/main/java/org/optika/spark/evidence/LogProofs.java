package org.optika.spark.evidence;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.optika.core.evidence.log.ConsistencyProof;
import org.optika.core.evidence.log.HistoryProof;
import org.optika.core.evidence.log.InclusionProof;
import org.optika.core.evidence.log.LeafData;
import org.optika.core.evidence.log.LeafKind;
import org.optika.core.evidence.log.LeafProof;
import org.optika.core.evidence.log.LogHead;
import org.optika.core.evidence.log.LogTree;
import org.optika.core.evidence.log.MerkleHash;
import org.optika.core.evidence.log.OpenedRow;
import org.optika.core.evidence.log.PagedHashes;
import org.optika.core.evidence.log.RowField;
import org.optika.core.evidence.log.StoredHead;
import org.optika.core.evidence.log.SubtreeHashes;
import org.optika.core.privacy.ledger.Bytes;
import org.optika.core.scores.manifest.Hash;
import org.optika.spark.table.InternalRows;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Layout;
import org.optika.spark.table.Tables;

/** Makes proofs from the pages of the heads and from the leaves of few pages. */
final class LogProofs {

  /**
   * @param erases negative when it names no leaf
   */
  private record Leaf(long index, String kind, long erases, byte[] commitment, byte[] salt) {
    Hash hash(MerkleHash merkle) {
      return Hash.of(merkle.leaf(LeafData.of(kind, erases, commitment)));
    }
  }

  private final ConsentLog log;
  private final Lake lake;
  private final Map<Long, StoredHead> heads = new TreeMap<>();
  private final List<Hash> pages;

  LogProofs(ConsentLog log) {
    this.log = log;
    this.lake = log.lake();
    for (RecordedHead recorded : log.heads()) {
      if (recorded.head().agrees()) {
        heads.put(recorded.head().size(), recorded.head());
      }
    }
    this.pages = pages(heads.values());
  }

  private static List<Hash> pages(Collection<StoredHead> heads) {
    List<Hash> pages = new ArrayList<>();
    for (StoredHead head : heads) {
      for (int i = 0; i < head.pages().size(); i++) {
        if (head.firstPage() + i == pages.size()) {
          pages.add(head.pages().get(i));
        }
      }
    }
    return pages;
  }

  List<LeafProof> leaves(Collection<Long> wanted, long size, boolean withRows) {
    requireSize(size);
    Map<Long, Leaf> read = read(wanted, List.of(size));
    SubtreeHashes tree = tree(read);
    LogHead head = head(tree, size);
    Map<Long, OpenedRow> rows = withRows ? rows(wanted, read) : Map.of();
    List<LeafProof> proofs = new ArrayList<>();
    for (long index : wanted) {
      Leaf leaf = leaf(read, index);
      boolean isEvent = leaf.kind().equals(LeafKind.EVENT.id());
      LeafProof proof =
          new LeafProof(
              head,
              isEvent ? Optional.of(Hash.of(leaf.commitment())) : Optional.empty(),
              isEvent ? OptionalLong.empty() : OptionalLong.of(leaf.erases()),
              InclusionProof.of(tree, index, size),
              Optional.ofNullable(rows.get(index)));
      requireSound(proof.faults());
      proofs.add(proof);
    }
    return proofs;
  }

  HistoryProof history(long earlier, long later) {
    requireSize(later);
    requireSize(earlier);
    Map<Long, Leaf> read = read(List.of(), List.of(earlier, later));
    SubtreeHashes tree = tree(read);
    HistoryProof proof =
        new HistoryProof(
            head(tree, earlier), head(tree, later), ConsistencyProof.of(tree, earlier, later));
    requireSound(proof.faults());
    return proof;
  }

  private static Leaf leaf(Map<Long, Leaf> read, long index) {
    Leaf leaf = read.get(index);
    if (leaf == null) {
      throw new BrokenLogException("consent_log: leaf %d is missing", index);
    }
    return leaf;
  }

  /** What is handed out was checked as a stranger does. */
  private static void requireSound(List<String> faults) {
    if (!faults.isEmpty()) {
      throw new BrokenLogException(
          "consent_log does not lead to its heads: %s",
          String.join(" ", faults).replaceAll("\\.$", ""));
    }
  }

  private void requireSize(long size) {
    if (size < 0 || size > largestSize()) {
      throw new IllegalArgumentException(
          "expected a size in [0, %d], got %d".formatted(largestSize(), size));
    }
  }

  private long largestSize() {
    return heads.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /** Of the head with that size, or from the pages when no append has ended there. */
  private LogHead head(SubtreeHashes tree, long size) {
    StoredHead stored = heads.get(size);
    if (stored != null) {
      return new LogHead(log.id(), size, stored.root());
    }
    Hash root = size == 0 ? LogTree.empty().root() : tree.ofLeaves(0, size);
    return new LogHead(log.id(), size, root);
  }

  private SubtreeHashes tree(Map<Long, Leaf> read) {
    MerkleHash merkle = new MerkleHash();
    return new PagedHashes(
        pages,
        page -> {
          List<Hash> leaves = new ArrayList<>();
          long first = page * LogTree.PAGE_LEAVES;
          long last = Math.min(first + LogTree.PAGE_LEAVES, largestSize());
          for (long leaf = first; leaf < last; leaf++) {
            leaves.add(leaf(read, leaf).hash(merkle));
          }
          return leaves;
        });
  }

  /** All leaves of the pages of some leaves, and of the last pages of some sizes. */
  private Map<Long, Leaf> read(Collection<Long> leaves, Collection<Long> sizes) {
    Set<Long> wanted = new TreeSet<>();
    leaves.forEach(leaf -> wanted.add(leaf / LogTree.PAGE_LEAVES));
    sizes.forEach(size -> wanted.add(size / LogTree.PAGE_LEAVES));
    Map<Long, Leaf> read = new HashMap<>();
    for (Row row :
        ofPages(wanted)
            .select("leaf_index", "kind", "erases", "commitment", "salt")
            .collectAsList()) {
      read.put(
          row.getLong(0),
          new Leaf(
              row.getLong(0),
              row.isNullAt(1) ? "" : row.getString(1),
              row.isNullAt(2) ? -1 : row.getLong(2),
              row.isNullAt(3) ? new byte[0] : row.getAs(3),
              row.isNullAt(4) ? new byte[0] : row.getAs(4)));
    }
    return read;
  }

  /** The conditions on part and on the smallest and largest leaf pass over files. */
  private Dataset<Row> ofPages(Set<Long> wanted) {
    Object[] parts =
        wanted.stream()
            .map(page -> (int) (page * LogTree.PAGE_LEAVES / Layout.PART_ROWS))
            .distinct()
            .toArray();
    TreeSet<Long> ordered = new TreeSet<>(wanted);
    Column inPages = lit(false);
    if (!ordered.isEmpty()) {
      inPages =
          col("part")
              .isin(parts)
              .and(col("leaf_index").geq(ordered.first() * LogTree.PAGE_LEAVES))
              .and(col("leaf_index").lt((ordered.last() + 1) * LogTree.PAGE_LEAVES))
              .and(
                  floor(col("leaf_index").divide(lit(LogTree.PAGE_LEAVES))).isin(wanted.toArray()));
    }
    return log.leaves().where(inPages);
  }

  private Map<Long, OpenedRow> rows(Collection<Long> wanted, Map<Long, Leaf> read) {
    Dataset<Row> leaves =
        log.leaves()
            .where(col("leaf_index").isin(wanted.toArray()))
            .select("leaf_index", "event_id");
    List<Column> columns = new ArrayList<>();
    columns.add(col("leaf_index"));
    EventColumns.names().forEach(name -> columns.add(col(name)));
    Dataset<Row> events =
        lake.read(Tables.CONSENT_EVENT)
            .join(
                leaves, scala.jdk.javaapi.CollectionConverters.asScala(List.of("event_id")).toSeq())
            .select(columns.toArray(Column[]::new));
    EventColumns fields = new EventColumns(events.schema());
    Map<Long, OpenedRow> rows = new HashMap<>();
    for (Opened opened :
        InternalRows.of(events)
            .map((InternalRow row) -> new Opened(row.getLong(0), fields.fields(row)))
            .collect()) {
      rows.put(
          opened.leaf(), new OpenedRow(Bytes.of(read.get(opened.leaf()).salt()), opened.fields()));
    }
    return rows;
  }

  private record Opened(long leaf, List<RowField> fields) implements Serializable {}
}
