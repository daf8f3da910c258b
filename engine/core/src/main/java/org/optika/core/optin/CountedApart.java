package org.optika.core.optin;

import java.util.Objects;

/**
 * An event that is no answer to a showing, and therefore in no rate, but is reported beside the
 * rates.
 */
public record CountedApart(long timeMicros, NoticeContext context, Kind kind) implements OptInFact {

  /** Why the event is counted apart. */
  public enum Kind {
    /** A Global Privacy Control signal. */
    GPC,
    /** A decision loaded from elsewhere. */
    IMPORT,
    /** A choice with no open showing that it could answer: call centre, double opt-in, settings. */
    CHOICE_WITHOUT_SHOWING
  }

  public CountedApart {
    Objects.requireNonNull(context, "context");
    Objects.requireNonNull(kind, "kind");
  }

  static CountedApart of(NoticeEvent event, Kind kind) {
    return new CountedApart(event.timeMicros(), event.context(), kind);
  }

  @Override
  public OptInCounts counts() {
    return OptInCounts.ofApart(kind);
  }
}
