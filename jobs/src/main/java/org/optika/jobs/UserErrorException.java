package org.optika.jobs;

/**
 * The user can mend this: the message says where, what was expected, what was found and what to do.
 * The command line prints it as one line and ends with code 2.
 */
public final class UserErrorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UserErrorException(String message, Object... arguments) {
    super(arguments.length == 0 ? message : String.format(message, arguments));
  }
}
