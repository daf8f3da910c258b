package org.optika.core.scores.card;

import static org.optika.core.Checks.require;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.optika.core.Clocks;

/**
 * The instants of a model, UTC.
 *
 * @param training moments T whose features and labels it was trained on, ascending
 * @param test a later moment, whose people the figures are of
 * @param asOf permissions held at this instant
 * @param knownAt rows that were known at this instant were read
 */
public record Timing(List<Instant> training, Instant test, Instant asOf, Instant knownAt) {
  public Timing {
    training = List.copyOf(training);
    require(!training.isEmpty(), "a model needs a training moment, got none");
    for (int i = 1; i < training.size(); i++) {
      require(
          training.get(i - 1).isBefore(training.get(i)),
          "training moments must ascend, got %s after %s",
          training.get(i),
          training.get(i - 1));
    }
    Instant last = training.get(training.size() - 1);
    require(
        last.isBefore(test),
        "the test moment must be after the training moments, got %s after %s",
        test,
        last);
    require(!test.isAfter(asOf), "the test moment %s is after as_of %s", test, asOf);
  }

  /** Training moments and then the test moment. */
  public List<Instant> all() {
    return Stream.concat(training.stream(), Stream.of(test)).toList();
  }

  /** From microseconds UTC. */
  public static Timing of(List<Long> trainingMicros, long testMicros, Clocks clocks) {
    return new Timing(
        trainingMicros.stream().map(Timing::instant).toList(),
        instant(testMicros),
        instant(clocks.asOfMicros()),
        instant(clocks.knownAtMicros()));
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
