package org.optika.core.evidence.log;

import java.util.Optional;
import java.util.stream.Stream;

/** What a leaf says. */
public enum LeafKind {
  /** An event was stored. */
  EVENT("event"),
  /** The event of an earlier leaf was erased, and the salt of that leaf destroyed. */
  ERASED("erased");

  private final String id;

  LeafKind(String id) {
    this.id = id;
  }

  /** As in column {@code kind} of the log. */
  public String id() {
    return id;
  }

  static Optional<LeafKind> find(String id) {
    return Stream.of(values()).filter(kind -> kind.id.equals(id)).findFirst();
  }
}
