package org.optika.core.evidence.log;

import java.io.Serializable;

/**
 * Which row of consent_event; says where it came from and nothing of what it says.
 *
 * @param eventId empty when it is not known, or was erased
 * @param fileId file of the raw row, see ingest_outcome
 * @param fileRow row in that file, from 1
 */
public record EventName(String eventId, long fileId, long fileRow) implements Serializable {

  /** No row that could be named. */
  public static final EventName NONE = new EventName("", 0, 0);

  @Override
  public String toString() {
    return eventId.isEmpty()
        ? "event unknown"
        : "event %s (file %d, row %d)".formatted(eventId, fileId, fileRow);
  }
}
