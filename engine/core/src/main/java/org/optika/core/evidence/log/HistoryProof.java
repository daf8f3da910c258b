package org.optika.core.evidence.log;

import java.util.List;

/** What a stranger needs to see that a log has only been appended to between two of its heads. */
public record HistoryProof(LogHead earlier, LogHead later, ConsistencyProof consistency) {

  /** What is wrong, one sentence each; empty when it proves what it says. */
  public List<String> faults() {
    if (!earlier.logId().equals(later.logId())) {
      return List.of("The heads are of two logs.");
    }
    if (consistency.earlier() != earlier.size() || consistency.later() != later.size()) {
      return List.of(
          "The proof is about %d and %d leaves, the heads about %d and %d."
              .formatted(consistency.earlier(), consistency.later(), earlier.size(), later.size()));
    }
    return consistency.verifies(earlier.root(), later.root())
        ? List.of()
        : List.of(
            "The log of %d leaves does not continue the one of %d."
                .formatted(later.size(), earlier.size()));
  }
}
