package org.optika.core.privacy.ledger;

import java.util.Arrays;

/** What a row of the ledger says about a release. The latest row of a release is its state. */
public enum EntryKind {
  /** Charged; the release may read its data. */
  RESERVE("reserve"),
  /** Charged for good; the rows are published. */
  COMMIT("commit"),
  /** Given back: nothing was learnt. The release id may be reserved again. */
  RELEASE("release"),
  /** Charged for good, and nothing is published: what the run has shown to whom is not known. */
  VOID("void");

  private final String id;

  EntryKind(String id) {
    this.id = id;
  }

  /** Name in the table. */
  public String id() {
    return id;
  }

  /**
   * @throws IllegalArgumentException listing the known kinds when there is none of that name
   */
  public static EntryKind of(String id) {
    return Arrays.stream(values())
        .filter(kind -> kind.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown kind of ledger entry '%s'; known: %s"
                        .formatted(id, Arrays.stream(values()).map(EntryKind::id).toList())));
  }
}
