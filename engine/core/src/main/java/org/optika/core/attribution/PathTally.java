package org.optika.core.attribution;

import org.optika.core.journey.VisiblePath;

/** Collects distinct paths with their frequencies for one model; the order does not matter. */
public interface PathTally {
  /**
   * @param path channels in the order of the touches; may be empty
   * @param conversions journeys along this path that converted; >= 0
   * @param value sum of their value; >= 0
   * @param nulls journeys along this path that did not convert; >= 0
   */
  void add(VisiblePath path, double conversions, double value, double nulls);

  /**
   * Credit of what was added so far.
   *
   * @param channelCount length of the result; all channel codes added are below it
   */
  PathCredit credit(int channelCount);
}
