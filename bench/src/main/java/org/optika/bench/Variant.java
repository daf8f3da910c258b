package org.optika.bench;

import java.util.concurrent.Callable;

/**
 * One way to do the work of a suite.
 *
 * @param question variants of a suite with the same question must come to the same answer
 * @param work does it once
 */
record Variant(String name, Role role, String question, Callable<Answer> work) {

  Variant(String name, Role role, Callable<Answer> work) {
    this(name, role, "", work);
  }

  /** What came out; read after the clock has stopped. */
  @FunctionalInterface
  interface Answer {
    /** Of something that moves data and computes nothing. */
    Answer NONE = () -> "";

    /** A short text that sums it up. */
    String text() throws Exception;

    static Answer of(String text) {
      return () -> text;
    }
  }

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
