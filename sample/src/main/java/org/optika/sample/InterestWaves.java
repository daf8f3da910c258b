package org.optika.sample;

import java.util.ArrayList;
import java.util.List;

/**
 * Spells of two weeks in which a person is about to buy gear: the person orders more <em>and</em>
 * searches and visits more. This is what makes channels that follow interest look better than they
 * are.
 */
final class InterestWaves {
  private static final long SPELL = 14 * Times.DAY;
  private static final double DAYS_BETWEEN = 120;

  private final List<Long> starts = new ArrayList<>();

  private InterestWaves() {}

  static InterestWaves draw(RandomStream random, Window window) {
    InterestWaves waves = new InterestWaves();
    long at = window.start() - SPELL;
    while (true) {
      at += random.delay(DAYS_BETWEEN, Times.DAY);
      if (at >= window.end()) {
        return waves;
      }
      waves.starts.add(at);
      at += SPELL;
    }
  }

  boolean high(long at) {
    for (long start : starts) {
      if (start <= at && at < start + SPELL) {
        return true;
      }
    }
    return false;
  }
}
