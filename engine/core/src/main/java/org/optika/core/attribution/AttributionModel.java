package org.optika.core.attribution;

import java.io.Serializable;
import java.util.Optional;

/** A rule that spreads conversions and their value over the channels touched. Immutable. */
public sealed interface AttributionModel extends Serializable permits PerJourneyModel, MarkovModel {
  /** Name in config and in the {@code model} column; kebab-case, never reused. */
  String id();

  /**
   * The model's form for a single journey. A Markov model has none: its credit is a property of all
   * journeys together.
   */
  Optional<PerJourneyModel> perJourney();

  /** An empty tally for aggregated paths. */
  PathTally tally();

  /** Credit from a whole table of paths. */
  default PathCredit credit(PathTable paths) {
    PathTally tally = tally();
    paths.forEach(tally::add);
    return tally.credit(paths.channelCount());
  }
}
