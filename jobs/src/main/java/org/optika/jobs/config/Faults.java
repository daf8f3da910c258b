package org.optika.jobs.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the configuration, all of it, each with file and line. */
public final class Faults {
  private final List<String> found = new ArrayList<>();

  /**
   * @param line from 1; 0 when the file as a whole is meant
   */
  public void add(Path file, int line, String message, Object... arguments) {
    String place = line > 0 ? file + ":" + line : file.toString();
    found.add(place + ": " + String.format(message, arguments));
  }

  public boolean any() {
    return !found.isEmpty();
  }

  /** One line each, in the order found. */
  public List<String> all() {
    return List.copyOf(found);
  }

  /**
   * @throws BadConfigException with all faults when there is at least one
   */
  public void throwIfAny() {
    if (any()) {
      throw new BadConfigException(all());
    }
  }
}
