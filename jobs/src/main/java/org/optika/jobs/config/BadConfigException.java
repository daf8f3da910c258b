package org.optika.jobs.config;

import java.util.List;

/** The configuration cannot be used; the message has one line a fault. */
public final class BadConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> faults;

  public BadConfigException(List<String> faults) {
    super(String.join(System.lineSeparator(), faults));
    this.faults = List.copyOf(faults);
  }

  public List<String> faults() {
    return faults;
  }
}
