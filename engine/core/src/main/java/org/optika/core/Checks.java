package org.optika.core;

/** Preconditions with a message that says what was expected and what was found. */
public final class Checks {
  private Checks() {}

  /**
   * @param message a {@link String#format} pattern that names the value found; never a person's
   *     data
   * @throws IllegalArgumentException when {@code holds} is false
   */
  public static void require(boolean holds, String message, Object... arguments) {
    if (!holds) {
      throw new IllegalArgumentException(String.format(message, arguments));
    }
  }
}
