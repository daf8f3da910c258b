package org.optika.spark.evidence;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.StructType;
import org.optika.core.evidence.log.EventName;
import org.optika.core.evidence.log.Finding;
import org.optika.core.evidence.log.LeafCheck;
import org.optika.core.evidence.log.LeafKind;
import org.optika.core.evidence.log.LeafVerdict;
import org.optika.core.evidence.log.LogHead;
import org.optika.core.evidence.log.Reordering;
import org.optika.core.evidence.log.RowDigest;
import org.optika.core.evidence.log.StoredLeaf;
import org.optika.core.evidence.log.Suspect;
import org.optika.core.evidence.log.TreeAudit;
import org.optika.core.privacy.ledger.Bytes;
import org.optika.spark.table.InternalRows;
import org.optika.spark.table.Lake;
import org.optika.spark.table.Tables;

/** Brings each row of consent_event together with its leaf, and all leaves with the heads. */
final class LogVerification {
  /** Rows that are named; where more are wrong, naming them helps nobody. */
  static final int MOST_SUSPECTS = 100_000;

  private static final String KEY = "key_of_row";
  private static final String COPY_OF_EVENT = "copy_of_event";
  private static final String COPY_OF_LEAF = "copy_of_leaf";
  private static final String IN_PLACE = "in_place";
  private static final String NAMED = "named_erased";
  private static final String LEAF = "leaf_";

  private final ConsentLog log;
  private final Lake lake;

  LogVerification(ConsentLog log) {
    this.log = log;
    this.lake = log.lake();
  }

  LogReport run(Optional<LogHead> given) {
    Dataset<Row> leaves = log.leaves();
    List<Suspect> suspects = new ArrayList<>(suspects(leaves));
    boolean all = suspects.size() <= MOST_SUSPECTS;
    suspects.addAll(erasures(leaves));
    suspects.sort(Comparator.comparingLong(Suspect::leaf));
    List<Finding> findings = new ArrayList<>(Reordering.findings(suspects));
    TreeAudit audit = new TreeAudit(log.heads().stream().map(RecordedHead::head).toList(), given);
    LeafRanges.of(leaves.where(col("leaf_index").between(0, LeafCheck.LAST_LEAF)), audit.cuts())
        .forEach(audit::add);
    findings.addAll(audit.findings());
    long erased = leaves.where(isErasure()).select("erases").distinct().count();
    return new LogReport(log.newest().map(log::named), erased, findings, all);
  }

  private static Column isErasure() {
    return col("kind").equalTo(LeafKind.ERASED.id());
  }

  private List<Suspect> suspects(Dataset<Row> leaves) {
    Dataset<Row> named =
        leaves
            .where(isErasure())
            .select(col("erases").as("leaf_index"))
            .distinct()
            .withColumn(NAMED, lit(true));
    Dataset<Row> ofEvents =
        leaves.where(isErasure().eqNullSafe(lit(false)).or(col("kind").isNull()));
    // Leaves that name no event are each a row of their own.
    Dataset<Row> keyed =
        ofEvents
            .join(named, byName("leaf_index"), "left")
            .select(
                coalesce(col("event_id"), concat(lit("leaf "), col("leaf_index"))).as(KEY),
                col("leaf_index").as(LEAF + "index"),
                col("kind").as(LEAF + "kind"),
                col("event_id").as(LEAF + "event_id"),
                col("file_id").as(LEAF + "file_id"),
                col("file_row").as(LEAF + "file_row"),
                col("salt").as(LEAF + "salt"),
                col("commitment").as(LEAF + "commitment"),
                col(NAMED))
            .withColumn(COPY_OF_LEAF, place(LEAF + "index"));
    List<Column> columns = new ArrayList<>();
    columns.add(col("event_id").as(KEY));
    EventColumns.names().forEach(name -> columns.add(col(name)));
    columns.add(lake.isInItsPartition(Tables.CONSENT_EVENT).as(IN_PLACE));
    Dataset<Row> events =
        lake.read(Tables.CONSENT_EVENT)
            .select(columns.toArray(Column[]::new))
            .withColumn(COPY_OF_EVENT, place("file_id", "file_row"));
    Dataset<Row> both = keyed.join(events, byName(KEY), "full_outer");
    Pairs pairs = new Pairs(both.schema());
    return InternalRows.of(both).mapPartitions(pairs::suspects).take(MOST_SUSPECTS + 1);
  }

  private static Column place(String... order) {
    return row_number()
        .over(
            Window.partitionBy(KEY)
                .orderBy(Arrays.stream(order).map(name -> col(name)).toArray(Column[]::new)));
  }

  private static scala.collection.immutable.Seq<String> byName(String column) {
    return scala.jdk.javaapi.CollectionConverters.asScala(List.of(column)).toSeq();
  }

  /** Leaves of kind erased that say what cannot be. */
  private List<Suspect> erasures(Dataset<Row> leaves) {
    Dataset<Row> erasures =
        leaves
            .where(isErasure())
            .select(
                col("leaf_index").as("of"),
                col("erases").as("leaf_index"),
                col("salt").isNotNull().or(col("commitment").isNotNull()).as("more"));
    Dataset<Row> targets =
        leaves
            .where(col("kind").equalTo(LeafKind.EVENT.id()))
            .select(col("leaf_index"), lit(true).as("is_event"));
    LeafCheck check = new LeafCheck();
    List<Suspect> suspects = new ArrayList<>();
    for (Row row :
        erasures
            .join(targets, byName("leaf_index"), "left")
            .select("of", "leaf_index", "is_event", "more")
            .collectAsList()) {
      StoredLeaf leaf =
          new StoredLeaf(
              row.getLong(0),
              LeafKind.ERASED.id(),
              EventName.NONE,
              row.getBoolean(3) ? Optional.of(Bytes.of(new byte[0])) : Optional.empty(),
              Optional.empty());
      LeafVerdict verdict =
          check.ofErased(leaf, row.isNullAt(1) ? -1 : row.getLong(1), !row.isNullAt(2));
      if (!verdict.isFine()) {
        suspects.add(new Suspect(verdict, leaf.index(), EventName.NONE, new byte[0], new byte[0]));
      }
    }
    return suspects;
  }

  /** Rows of both tables side by side. */
  private static final class Pairs implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final byte[] NONE = {};

    private final EventColumns columns;
    private final int leaf;
    private final int kind;
    private final int leafEvent;
    private final int leafFile;
    private final int leafRow;
    private final int salt;
    private final int commitment;
    private final int named;
    private final int copyOfLeaf;
    private final int copyOfEvent;
    private final int inPlace;

    Pairs(StructType schema) {
      columns = new EventColumns(schema);
      leaf = schema.fieldIndex(LEAF + "index");
      kind = schema.fieldIndex(LEAF + "kind");
      leafEvent = schema.fieldIndex(LEAF + "event_id");
      leafFile = schema.fieldIndex(LEAF + "file_id");
      leafRow = schema.fieldIndex(LEAF + "file_row");
      salt = schema.fieldIndex(LEAF + "salt");
      commitment = schema.fieldIndex(LEAF + "commitment");
      named = schema.fieldIndex(NAMED);
      copyOfLeaf = schema.fieldIndex(COPY_OF_LEAF);
      copyOfEvent = schema.fieldIndex(COPY_OF_EVENT);
      inPlace = schema.fieldIndex(IN_PLACE);
    }

    Iterator<Suspect> suspects(Iterator<InternalRow> rows) {
      LeafCheck check = new LeafCheck();
      RowDigest digest = new RowDigest();
      Spliterator<InternalRow> all = Spliterators.spliteratorUnknownSize(rows, 0);
      return StreamSupport.stream(all, false)
          .map(row -> suspect(row, check, digest))
          .flatMap(Optional::stream)
          .iterator();
    }

    private Optional<Suspect> suspect(InternalRow row, LeafCheck check, RowDigest digest) {
      Optional<EventName> event =
          row.isNullAt(copyOfEvent) ? Optional.empty() : Optional.of(columns.name(row));
      if (row.isNullAt(leaf)) {
        LeafVerdict verdict =
            row.getInt(copyOfEvent) > 1 ? LeafVerdict.STORED_TWICE : LeafVerdict.NOT_LOGGED;
        return Optional.of(new Suspect(verdict, Suspect.NO_LEAF, event.orElseThrow(), NONE, NONE));
      }
      StoredLeaf stored = leaf(row);
      Optional<byte[]> ofRow =
          event
              .filter(name -> stored.salt().isPresent())
              .filter(name -> stored.salt().get().toArray().length == RowDigest.SALT_BYTES)
              .map(name -> columns.digest(digest, stored.salt().get().toArray(), row));
      LeafVerdict verdict;
      if (event.isPresent() && row.getInt(copyOfEvent) > 1) {
        verdict = LeafVerdict.STORED_TWICE;
      } else if (row.getInt(copyOfLeaf) > 1) {
        verdict = LeafVerdict.LOGGED_TWICE;
      } else {
        verdict = check.ofEvent(stored, !row.isNullAt(named), event, ofRow);
        if (verdict == LeafVerdict.INTACT && !row.getBoolean(inPlace)) {
          verdict = LeafVerdict.MISPLACED;
        }
      }
      return verdict.isFine()
          ? Optional.empty()
          : Optional.of(
              new Suspect(
                  verdict,
                  stored.index(),
                  event.orElse(stored.event()),
                  stored.commitment().map(Bytes::toArray).orElse(NONE),
                  ofRow.orElse(NONE)));
    }

    private StoredLeaf leaf(InternalRow row) {
      return new StoredLeaf(
          row.getLong(leaf),
          row.isNullAt(kind) ? "" : row.getUTF8String(kind).toString(),
          row.isNullAt(leafEvent)
              ? EventName.NONE
              : new EventName(
                  row.getUTF8String(leafEvent).toString(),
                  row.isNullAt(leafFile) ? 0 : row.getLong(leafFile),
                  row.isNullAt(leafRow) ? 0 : row.getLong(leafRow)),
          row.isNullAt(salt) ? Optional.empty() : Optional.of(Bytes.of(row.getBinary(salt))),
          row.isNullAt(commitment)
              ? Optional.empty()
              : Optional.of(Bytes.of(row.getBinary(commitment))));
    }
  }
}
