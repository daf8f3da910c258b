package org.optika.evidence.verify;

import java.util.Optional;
import org.optika.evidence.bundle.Bundle;
import org.optika.evidence.bundle.TimeStamp;
import org.optika.evidence.bundle.TimeStampAuthorities;

/** The time stamp, if there is one, is about the signature of the bundle, and is signed itself. */
final class TimeStampCheck implements Check {
  private final Optional<TimeStampAuthorities> trusted;

  TimeStampCheck(Optional<TimeStampAuthorities> trusted) {
    this.trusted = trusted;
  }

  @Override
  public String name() {
    return "time stamp";
  }

  @Override
  public String run(Bundle bundle) {
    return bundle
        .file(TimeStamp.PATH)
        .map(answer -> TimeStamp.check(bundle, answer, trusted))
        .orElse("none was asked for");
  }
}
