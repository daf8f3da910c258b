package org.optika.sample;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * How the rows of one person reach the company: mostly at once, some hours late, a few days or
 * weeks late, a few twice. A row that is still under way when the world ends is in no file, and in
 * no truth.
 */
final class Delivery {
  private static final double TWICE = 0.015;

  private final RawFiles files;
  private final RandomStream random;
  private final List<Statement> statements = new ArrayList<>();

  Delivery(RawFiles files, RandomStream random) {
    this.files = files;
    this.random = random;
  }

  /** When a row made at {@code eventMicros} is received, as precise as {@code source} writes it. */
  long receivedAt(RawSource source, long eventMicros) {
    double lot = random.uniform();
    double delay =
        lot < 0.90
            ? random.uniform() * 5 * Times.SECOND
            : lot < 0.98
                ? random.uniform() * 12 * Times.HOUR
                : (1 + random.uniform() * 29) * Times.DAY;
    return source.resolve(eventMicros + (long) delay);
  }

  /** A consent record made at {@code atMicros} that gets its time of receipt here. */
  Statement statement(RawSource source, String id, Subject subject, Method method, long atMicros) {
    long made = source.resolve(atMicros);
    return new Statement(source.folder(), id, subject, method, made, receivedAt(source, made));
  }

  /**
   * Writes a consent record and remembers it for the truth. @param line the raw row as received at
   * the given time
   */
  void consent(RawSource source, Statement statement, LongFunction<String> line)
      throws IOException {
    if (row(source, statement.recordedMicros, line)) {
      statements.add(statement);
    }
  }

  /**
   * @return whether the row arrived before the world ends
   */
  boolean row(RawSource source, long receivedMicros, LongFunction<String> line) throws IOException {
    if (receivedMicros >= Times.END) {
      return false;
    }
    files.part(source).good(line.apply(receivedMicros));
    if (random.chance(TWICE)) {
      files.redelivered(source).duplicate(line.apply(secondTime(receivedMicros)));
    }
    return true;
  }

  void touchpoint(Touchpoint touchpoint) throws IOException {
    long received = touchpoint.receivedMicros();
    if (received >= Times.END) {
      return;
    }
    files.touchpoints().good(touchpoint);
    if (random.chance(TWICE)) {
      files.redeliveredTouchpoints().duplicate(touchpoint.receivedAt(secondTime(received)));
    }
  }

  /**
   * Half of what comes twice is the same to the letter, the other half has a later time of receipt.
   */
  private long secondTime(long receivedMicros) {
    long later = receivedMicros + (long) (random.uniform() * 3 * Times.DAY);
    return random.chance(0.5) || later >= Times.END ? receivedMicros : later;
  }

  /** What the person has said, each statement once, in no particular order. */
  List<Statement> statements() {
    return statements;
  }
}
