package org.optika.bench;

import java.util.concurrent.Callable;

/**
 * One way to do the work of a suite.
 *
 * @param work does it once; a short text that sums up the result. All variants of a suite that
 *     compute something must come to the same text.
 */
record Variant(String name, Role role, Callable<String> work) {

  /** What a limit returns: it moves the data and computes nothing. */
  static final String NO_RESULT = "";

  /** What a variant stands for. */
  enum Role {
    /** What the engine does. */
    ENGINE,
    /** Moves the data as the engine's plan would have to, and does nothing with it. */
    LIMIT,
    /** What the engine does on less data: the growth is read against it. */
    BASE,
    /** Another engine, in its best form. */
    PEER
  }
}
