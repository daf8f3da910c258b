package org.optika.core.evidence.log;

/**
 * Something that is wrong with a log, or with what it stands for.
 *
 * @param kind what it is
 * @param firstLeaf first leaf concerned; {@link Suspect#NO_LEAF} when none is
 * @param lastLeaf last leaf concerned
 * @param event row concerned; {@link EventName#NONE} when it is not about one
 * @param line one sentence that names the row or the leaves, and nothing of what the row says
 */
public record Finding(Kind kind, long firstLeaf, long lastLeaf, EventName event, String line) {

  /** Kinds of findings. */
  public enum Kind {
    EDITED,
    REMOVED,
    REORDERED,
    NOT_LOGGED,
    STORED_TWICE,
    LOGGED_TWICE,
    SALT_GONE,
    ERASURE_UNFINISHED,
    MISPLACED,
    BAD_ERASURE,
    BAD_LEAF,
    LEAVES_MISSING,
    LEAF_TWICE,
    LEAVES_CHANGED,
    HEAD_MISSING,
    HEAD_EDITED,
    HEAD_DIFFERS
  }

  static Finding of(Suspect suspect) {
    return of(suspect, suspect.verdict(), suspect.verdict().meaning());
  }

  /** A leaf that stands at another place than it was logged at. */
  static Finding moved(Suspect suspect, long loggedAt) {
    return of(
        suspect,
        LeafVerdict.REORDERED,
        "was moved in the log: it was logged as leaf %d".formatted(loggedAt));
  }

  private static Finding of(Suspect suspect, LeafVerdict verdict, String meaning) {
    String row =
        suspect.leaf() == Suspect.NO_LEAF
            ? suspect.event().toString()
            : "leaf %d, %s,".formatted(suspect.leaf(), suspect.event());
    return new Finding(
        Kind.valueOf(verdict.name()),
        suspect.leaf(),
        suspect.leaf(),
        suspect.event(),
        "%s: %s %s".formatted(verdict.name(), row, meaning));
  }

  static Finding leaves(Kind kind, long first, long last, String message, Object... arguments) {
    return new Finding(
        kind, first, last, EventName.NONE, kind + ": " + message.formatted(arguments));
  }
}
