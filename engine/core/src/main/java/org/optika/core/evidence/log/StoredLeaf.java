package org.optika.core.evidence.log;

import java.util.Optional;
import org.optika.core.privacy.ledger.Bytes;

/**
 * A row of the log as it was found, whatever has become of it.
 *
 * @param kind as stored; a {@link LeafKind} when nobody has changed it
 * @param event whose leaf it is; {@link EventName#NONE} when erased or not an event
 * @param salt empty once destroyed
 * @param commitment of an event
 */
public record StoredLeaf(
    long index, String kind, EventName event, Optional<Bytes> salt, Optional<Bytes> commitment) {

  boolean is(LeafKind wanted) {
    return wanted.id().equals(kind);
  }
}
