package org.optika.core.ingest;

import java.time.Instant;

/** Reads when a row happened and when it came, and refuses what cannot have happened. */
final class RowClocks {
  /** Marketing on the web is younger than this; an older event is a unit mistaken for another. */
  static final long EARLIEST_EVENT =
      Instant.parse("1990-01-01T00:00:00Z").getEpochSecond() * 1_000_000L;

  private final Cells cells;
  private final IngestRules rules;
  private final boolean receiptIsTold;

  RowClocks(SourceSpec spec, Cells cells, IngestRules rules) {
    this.receiptIsTold = spec.has(Field.INGESTED_TIME);
    this.cells = cells;
    this.rules = rules;
  }

  /** Earliest reading of an event's time, {@link Cells#latest} is its latest; 0 with a fault. */
  long event(Field field) {
    long earliest = cells.time(field);
    if (!cells.broken() && earliest < EARLIEST_EVENT) {
      cells.refuse(field, "a time since 1990");
    }
    return earliest;
  }

  /**
   * Received now and recorded when received, where the source does not tell.
   *
   * @param event the field that {@code eventMicros} came from
   * @param eventMicros latest reading
   */
  Origin origin(Field event, long eventMicros) {
    long ingested = receiptIsTold ? cells.time(Field.INGESTED_TIME) : rules.nowMicros();
    long recorded = cells.optionalTime(Field.RECORDED_TIME).orElse(ingested);
    if (cells.broken()) {
      return new Origin(recorded, ingested);
    }
    if (ingested > rules.nowMicros() + rules.toleranceMicros()) {
      cells.refuse(Field.INGESTED_TIME, "a time of receipt that is not in the future");
    } else if (eventMicros > ingested + rules.toleranceMicros()) {
      cells.refuse(event, "a time that is not after the row was received");
    } else if (recorded > ingested + rules.toleranceMicros()) {
      cells.refuse(Field.RECORDED_TIME, "a time that is not after the row was received");
    }
    return new Origin(recorded, ingested);
  }
}
