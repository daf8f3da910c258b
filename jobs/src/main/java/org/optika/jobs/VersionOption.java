package org.optika.jobs;

import picocli.CommandLine.IVersionProvider;

/** Text of {@code --version}. */
final class VersionOption implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"Optika " + Version.current()};
  }
}
