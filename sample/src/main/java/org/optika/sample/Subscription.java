package org.optika.sample;

import java.util.ArrayList;
import java.util.List;

/** When a person gets the newsletter: the times at which it was switched on and off. */
final class Subscription {
  private final List<Long> switches = new ArrayList<>();

  /** Calls come in the order of time; switching on what is on changes nothing. */
  void on(long at) {
    if (switches.size() % 2 == 0) {
      switches.add(at);
    }
  }

  void off(long at) {
    if (switches.size() % 2 == 1) {
      switches.add(at);
    }
  }

  boolean activeAt(long at) {
    int before = 0;
    for (long change : switches) {
      if (change <= at) {
        before++;
      }
    }
    return before % 2 == 1;
  }
}
