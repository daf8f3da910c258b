package org.optika.evidence;

import java.net.URISyntaxException;
import java.nio.file.Path;
import org.optika.evidence.input.ReportInput;

/** A folder as the engine exports it, made up by hand. */
public final class Fixture {
  private Fixture() {}

  public static Path folder() {
    try {
      return Path.of(Fixture.class.getResource("/input/input.json").toURI()).getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public static ReportInput input() {
    return ReportInput.read(folder());
  }
}
