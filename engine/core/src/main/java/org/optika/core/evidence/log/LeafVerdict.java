package org.optika.core.evidence.log;

/** What became of a row of consent_event, or of the leaf that stands for it. */
public enum LeafVerdict {
  /** The row is as it was logged. */
  INTACT("is as it was logged"),
  /** The row was erased, and the log says so. */
  ERASED("was erased"),
  /** Some of an erasure is done and some is not. */
  ERASURE_UNFINISHED(
      "is named by an erased leaf and not all of it is gone; run 'optika log erase' again"),
  /** The row and its leaf do not belong together: one of them was changed. */
  EDITED("was edited since it was logged"),
  /** The leaf stands where another one was. */
  REORDERED("was moved in the log"),
  REMOVED("is gone from consent_event, and no leaf says that it was erased"),
  SALT_GONE("has lost its salt, and no leaf says that it was erased"),
  NOT_LOGGED("is not in the log; when an ingest was stopped, the next one logs it"),
  STORED_TWICE("stands twice in consent_event"),
  LOGGED_TWICE("has two leaves"),
  /** It is as it was logged, but lies where nobody looks for it. */
  MISPLACED("lies in another partition of consent_event than its subject and time call for"),
  /** An erased leaf that names no leaf of an event. */
  BAD_ERASURE("says that a leaf was erased which holds no event"),
  /** The row of the log is none that Optika writes. */
  BAD_LEAF("is no row that Optika writes into the log");

  private final String meaning;

  LeafVerdict(String meaning) {
    this.meaning = meaning;
  }

  /** Completes a sentence that begins with the row. */
  public String meaning() {
    return meaning;
  }

  /** Whether there is nothing to complain about. */
  public boolean isFine() {
    return this == INTACT || this == ERASED;
  }
}
