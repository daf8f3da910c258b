package org.optika.core.evidence.log;

import static org.optika.core.Checks.require;

import org.optika.core.scores.manifest.Hash;

/**
 * What a log is at a moment: enough to tell later whether it was changed since. To be kept where
 * those who write the log cannot write.
 *
 * @param logId of the log; a log that was made anew has another one
 * @param size leaves
 * @param root of the tree over them
 */
public record LogHead(String logId, long size, Hash root) {
  public LogHead {
    require(!logId.isBlank(), "a head needs the id of its log, got none");
    require(size >= 0, "a log has 0 or more leaves, got %d", size);
  }

  /** {@code SIZE:ROOT}, the root in hex; what {@code optika log verify --head} takes. */
  public String text() {
    return size + ":" + root.hex();
  }
}
