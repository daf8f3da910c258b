package org.optika.core.journey;

/** Takes the journeys of a subject one by one, in the order of their touches. */
@FunctionalInterface
public interface JourneySink {
  /**
   * @param journey a view that is reused after the call; keep nothing of it but copies
   */
  void accept(Journey journey);
}
