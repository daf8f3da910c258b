package org.optika.core.scores.action;

import static org.optika.core.Checks.require;

import java.io.Serializable;

/**
 * Past contacts of one person, one array entry each. The arrays are not copied.
 *
 * @param at instants in microseconds UTC, ascending; equal ones are as many contacts
 * @param channel codes of {@link Catalogue#channels}, or {@link #OTHER}, which counts for the
 *     overall cap only
 * @param action codes of {@link Catalogue#actions}, or {@link #OTHER}
 */
public record Contacts(long[] at, int[] channel, int[] action) implements Serializable {
  /** A channel or an action that the catalogue does not have. */
  public static final int OTHER = -1;

  /** Nobody was in contact. */
  public static final Contacts NONE = new Contacts(new long[0], new int[0], new int[0]);

  public Contacts {
    require(
        at.length == channel.length && at.length == action.length,
        "contacts: got %s instants, %s channels and %s actions",
        at.length,
        channel.length,
        action.length);
    for (int i = 1; i < at.length; i++) {
      if (at[i - 1] > at[i]) {
        throw new IllegalArgumentException("contacts must be ascending in time");
      }
    }
  }
}
