package org.optika.jobs;

import java.util.Optional;

/** Version of this build, as the jar's manifest says it. */
final class Version {
  private Version() {}

  static String current() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
