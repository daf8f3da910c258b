package org.optika.core.attribution;

import java.io.Serializable;
import org.optika.core.journey.Bucket;
import org.optika.core.journey.Touches;

/**
 * Places of amounts by channel in an array: the channels by their codes, then the two buckets.
 *
 * @param channels number of channels
 */
record Slots(int channels) implements Serializable {
  /** Slot of {@link Bucket#TOUCHES_REFUSED}, refused places of a path included. */
  int refused() {
    return channels;
  }

  /** Slot of {@link Bucket#NO_TOUCH_SEEN}. */
  int unseen() {
    return channels + 1;
  }

  int count() {
    return channels + 2;
  }

  /** Slot of a place in a path. */
  int of(int channel) {
    return channel == Touches.REFUSED ? refused() : channel;
  }

  boolean isBucket(int slot) {
    return slot >= channels;
  }

  /** The channel code, or the code of the bucket. */
  int codeOf(int slot) {
    if (slot == refused()) {
      return Bucket.TOUCHES_REFUSED.code();
    }
    return slot == unseen() ? Bucket.NO_TOUCH_SEEN.code() : slot;
  }
}
