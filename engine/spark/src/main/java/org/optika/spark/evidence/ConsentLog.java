package org.optika.spark.evidence;

import static org.apache.spark.sql.functions.col;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.optika.core.evidence.log.CompactRange;
import org.optika.core.evidence.log.HistoryProof;
import org.optika.core.evidence.log.LeafProof;
import org.optika.core.evidence.log.LogHead;
import org.optika.core.evidence.log.LogTree;
import org.optika.core.evidence.log.StoredHead;
import org.optika.core.scores.manifest.Hash;
import org.optika.spark.table.Lake;
import org.optika.spark.table.TableVersion;
import org.optika.spark.table.Tables;

/**
 * The Merkle log over consent_event: tables consent_log and consent_log_head, one log a lake.
 *
 * <p>Leaves are committed first, together with how many there are and which version of
 * consent_event they reach to; then the head, hashed from the leaves that were committed. A run
 * that is killed in between leaves leaves without a head, and whoever appends next writes that head
 * before anything else.
 */
public final class ConsentLog {
  private static final String SIZE = "size";
  private static final String EVENTS = "events";

  private final Lake lake;

  private ConsentLog(Lake lake) {
    this.lake = lake;
  }

  public static ConsentLog in(Lake lake) {
    return new ConsentLog(lake);
  }

  /**
   * Logs the rows of consent_event, as this run reads it, that are not logged yet: by bucket,
   * subject, time and event id. Logs nothing when there are none, and each row once, whatever other
   * runs do.
   *
   * @param nowMicros wall clock, for the head
   * @return how many rows were logged
   * @throws BrokenLogException when the log does not hang together
   */
  public long append(long nowMicros, String runId) {
    return new LogAppend(this).run(nowMicros, runId);
  }

  /**
   * Compares all rows of consent_event with their leaves, and all leaves with the heads.
   *
   * @param given a head that was kept elsewhere, which the log has to continue
   */
  public LogReport verify(Optional<LogHead> given) {
    return new LogVerification(this).run(given);
  }

  /**
   * Proofs that leaves are in the log.
   *
   * @param leaves in [0, size)
   * @param size leaves of the log for which they are proven, at most those of the newest head
   * @return one a leaf, in their order
   * @throws BrokenLogException when the log does not lead to its heads
   */
  public List<LeafProof> proofs(Collection<Long> leaves, long size) {
    return new LogProofs(this).leaves(leaves, size, false);
  }

  /** As {@link #proofs}, with the rows and their salts: person-level, for whoever may see them. */
  public List<LeafProof> openProofs(Collection<Long> leaves, long size) {
    return new LogProofs(this).leaves(leaves, size, true);
  }

  /**
   * Proof that the log has only been appended to between two sizes.
   *
   * @throws BrokenLogException when the log does not lead to its heads
   */
  public HistoryProof history(long earlier, long later) {
    return new LogProofs(this).history(earlier, later);
  }

  /** The leaf of an event; empty when it has none, or was erased. */
  public OptionalLong leafOf(String eventId) {
    List<Row> found =
        leaves().where(col("event_id").equalTo(eventId)).select("leaf_index").collectAsList();
    return found.isEmpty() ? OptionalLong.empty() : OptionalLong.of(found.get(0).getLong(0));
  }

  /**
   * Erases the rows of some subjects in consent_event and makes their leaves say nothing of them;
   * logs first what is not logged yet, and finishes erasures that were stopped. May be repeated.
   *
   * @param subjects column subject_id
   * @param nowMicros wall clock
   */
  public ErasedEvents erase(Dataset<Row> subjects, long nowMicros, String runId) {
    return new LogErasure(this, table -> {}).run(subjects, nowMicros, runId);
  }

  Lake lake() {
    return lake;
  }

  /** Rows of consent_log. */
  Dataset<Row> leaves() {
    return lake.read(Tables.CONSENT_LOG);
  }

  void moveToNewest() {
    lake.moveToNewest(Tables.CONSENT_LOG);
    lake.moveToNewest(Tables.CONSENT_LOG_HEAD);
  }

  /** Id of the log; a log that was made anew has another one. */
  public String id() {
    return lake.version(Tables.CONSENT_LOG).tableId();
  }

  /** Leaves that were committed, with or without a head. */
  long size() {
    return lake.state(Tables.CONSENT_LOG, SIZE).map(Long::parseLong).orElse(0L);
  }

  /** Version of consent_event whose rows have leaves. */
  Optional<TableVersion> events() {
    return lake.state(Tables.CONSENT_LOG, EVENTS).flatMap(TableVersion::parse);
  }

  /** What is said of the log together with its leaves. */
  static Map<String, String> state(long size, TableVersion events) {
    Map<String, String> state = new TreeMap<>();
    state.put(SIZE, Long.toString(size));
    state.put(EVENTS, events.text());
    return state;
  }

  /** All heads, by size. */
  public List<RecordedHead> heads() {
    return lake.read(Tables.CONSENT_LOG_HEAD).collectAsList().stream()
        .map(RecordedHead::of)
        .sorted(Comparator.comparingLong(recorded -> recorded.head().size()))
        .toList();
  }

  /** The newest head; empty before the first append. */
  public Optional<RecordedHead> newest() {
    List<RecordedHead> heads = heads();
    return heads.isEmpty() ? Optional.empty() : Optional.of(heads.get(heads.size() - 1));
  }

  /** The newest head that was recorded at an instant or before; empty when there was none. */
  public Optional<RecordedHead> at(long micros) {
    return last(heads().stream().filter(recorded -> recorded.recordedMicros() <= micros).toList());
  }

  /**
   * The newest head of a log that knew no more than a version of consent_event; empty when there is
   * none.
   */
  public Optional<RecordedHead> at(TableVersion events) {
    return last(
        heads().stream()
            .filter(
                recorded ->
                    recorded
                        .events()
                        .filter(logged -> logged.tableId().equals(events.tableId()))
                        .filter(logged -> logged.version() <= events.version())
                        .isPresent())
            .toList());
  }

  private static Optional<RecordedHead> last(List<RecordedHead> heads) {
    return heads.isEmpty() ? Optional.empty() : Optional.of(heads.get(heads.size() - 1));
  }

  /** The head to hand out. */
  public LogHead named(RecordedHead recorded) {
    return new LogHead(id(), recorded.head().size(), recorded.head().root());
  }

  /**
   * Writes the head of leaves that were committed and have none.
   *
   * @return the log as it is with it
   */
  LogTree seal(long nowMicros, String runId) {
    long size = size();
    LogTree tree = newest().map(ConsentLog::goOn).orElseGet(LogTree::empty);
    if (tree.size() == size) {
      return tree;
    }
    if (tree.size() > size) {
      throw new BrokenLogException(
          "consent_log says that it has %d leaves, its newest head has %d", size, tree.size());
    }
    long from = tree.size();
    Dataset<Row> added =
        leaves().where(col("leaf_index").geq(from).and(col("leaf_index").lt(size)));
    for (CompactRange range : LeafRanges.of(added, new long[0])) {
      if (range.begin() != tree.size()) {
        break;
      }
      tree.append(range);
    }
    if (tree.size() != size) {
      throw new BrokenLogException(
          "consent_log: expected leaves %d to %d once each, got them up to %d",
          from, size - 1, tree.size() - 1);
    }
    TableVersion events =
        events()
            .orElseThrow(
                () -> new BrokenLogException("consent_log does not say which events it holds"));
    lake.appendNew(
        Tables.CONSENT_LOG_HEAD,
        lake.spark()
            .createDataFrame(
                List.of(row(StoredHead.of(tree), events, nowMicros, runId)),
                Tables.CONSENT_LOG_HEAD.schema()));
    return tree;
  }

  private static LogTree goOn(RecordedHead newest) {
    StoredHead head = newest.head();
    if (!head.agrees()) {
      throw new BrokenLogException(
          "consent_log_head: the head of %d leaves was edited, its root is not that of its subtrees",
          head.size());
    }
    return LogTree.after(head.size(), head.hashes());
  }

  private static Row row(StoredHead head, TableVersion events, long nowMicros, String runId) {
    return RowFactory.create(
        head.size(),
        head.root().hex(),
        head.hashes().stream().map(Hash::toArray).toArray(byte[][]::new),
        head.firstPage(),
        head.pages().stream().map(Hash::toArray).toArray(byte[][]::new),
        events.text(),
        Timestamp.from(Instant.EPOCH.plus(nowMicros, ChronoUnit.MICROS)),
        runId);
  }
}
