package org.optika.jobs.notebooks;

import java.util.ArrayList;
import java.util.List;

/**
 * The display functions of the Jupyter kernel, for notebooks that are run without it. Every
 * notebook sees them without an import.
 */
public final class NotebookDisplay {
  private static final List<String> SHOWN = new ArrayList<>();

  private NotebookDisplay() {}

  /** Shows a value as text; for the result see {@link #display(String, Object)}. */
  public static String display(Object value) {
    return display("text/plain", value);
  }

  /**
   * Shows a value as what {@code mimeType} says, for example {@code text/html}.
   *
   * @return a name of what is shown, as the kernel gives one
   */
  public static synchronized String display(String mimeType, Object value) {
    SHOWN.add("[%s] %s%n".formatted(mimeType, value));
    return "shown-" + SHOWN.size();
  }

  /** What was shown since the last call, in order. */
  static synchronized List<String> takeShown() {
    List<String> shown = List.copyOf(SHOWN);
    SHOWN.clear();
    return shown;
  }
}
