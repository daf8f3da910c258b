package org.optika.evidence.verify;

import org.optika.evidence.bundle.Bundle;
import org.optika.evidence.bundle.TimeStamp;

/** The time stamp, if there is one, is about the signature of the bundle. */
final class TimeStampCheck implements Check {

  @Override
  public String name() {
    return "time stamp";
  }

  @Override
  public String run(Bundle bundle) {
    return bundle
        .file(TimeStamp.PATH)
        .map(answer -> TimeStamp.check(bundle, answer))
        .orElse("none was asked for");
  }
}
