package org.optika.spark.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.optika.core.evidence.log.StoredHead;
import org.optika.core.scores.manifest.Hash;
import org.optika.spark.table.TableVersion;

/**
 * A row of consent_log_head.
 *
 * @param events version of consent_event whose rows are logged; empty when it was made unreadable
 * @param recordedMicros wall clock of the run that appended
 * @param runId that run
 */
public record RecordedHead(
    StoredHead head, Optional<TableVersion> events, long recordedMicros, String runId) {

  /** In the place of a hash that was made unreadable; no input with this hash is known. */
  private static final Hash NO_HASH = Hash.of(new byte[Hash.BYTES]);

  static RecordedHead of(Row row) {
    java.sql.Timestamp recorded = row.getAs("recorded_at");
    return new RecordedHead(
        new StoredHead(
            row.getAs("size"),
            hash(row.getAs("root")),
            hashes(row, "subtrees"),
            row.getAs("first_page"),
            hashes(row, "pages")),
        TableVersion.parse(row.getAs("events")),
        micros(recorded),
        row.getAs("run_id"));
  }

  private static long micros(java.sql.Timestamp recorded) {
    return java.time.temporal.ChronoUnit.MICROS.between(
        java.time.Instant.EPOCH, recorded.toInstant());
  }

  private static Hash hash(String hex) {
    try {
      return Hash.ofHex(hex);
    } catch (IllegalArgumentException edited) {
      return NO_HASH;
    }
  }

  private static List<Hash> hashes(Row row, String column) {
    List<Hash> hashes = new ArrayList<>();
    for (byte[] bytes : row.<byte[]>getList(row.fieldIndex(column))) {
      hashes.add(bytes.length == Hash.BYTES ? Hash.of(bytes) : NO_HASH);
    }
    return hashes;
  }
}
