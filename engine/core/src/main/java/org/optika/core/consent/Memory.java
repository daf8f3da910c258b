package org.optika.core.consent;

import java.util.Optional;

/**
 * What the events of one subject and purpose leave behind, folded instant by instant. Immutable;
 * the meaning of each part is in docs/consent.md, "Folding".
 */
record Memory(Choices choices, Circumstances circumstances) {

  static final Memory EMPTY =
      new Memory(
          new Choices(
              Optional.empty(), false, Optional.empty(), Optional.empty(), Optional.empty()),
          new Circumstances(false, false, false, Optional.empty()));

  /** A no, and whether another event of its instant said yes (R12). */
  record Closer(DatedEvent event, boolean conflict) {}

  /** What stands of the decisions. */
  record Choices(
      Optional<Closer> closer,
      boolean barred,
      Optional<DatedEvent> grant,
      Optional<DatedEvent> soft,
      Optional<DatedEvent> request) {

    private Choices after(Moment moment) {
      return moment.closer().isPresent()
          ? closedBy(moment)
          : requestedBy(moment).softlyGrantedBy(moment).grantedBy(moment);
    }

    private Choices closedBy(Moment moment) {
      return new Choices(
          moment.closer().map(no -> new Closer(no, moment.anyYes())),
          barred || moment.explicitNo(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    private Choices requestedBy(Moment moment) {
      return moment.request().isEmpty()
          ? this
          : new Choices(closer, barred, grant, soft, moment.request());
    }

    /** R12: a soft grant is weak, and a weak one never lifts an explicit no. */
    private Choices softlyGrantedBy(Moment moment) {
      return moment.soft().isEmpty() || barred
          ? this
          : new Choices(Optional.empty(), false, grant, moment.soft(), request);
    }

    /** R12: a weak grant never lifts an explicit no, a strong one always does. */
    private Choices grantedBy(Moment moment) {
      boolean accepted = moment.grant().filter(next -> next.isStrong() || !barred).isPresent();
      return accepted
          ? new Choices(Optional.empty(), false, moment.grant(), soft, Optional.empty())
          : this;
    }
  }

  /**
   * What any event tells, whether its decision was accepted, ignored or superseded.
   *
   * @param everNo the person has once said no, by whatever method; never cleared (R3)
   * @param jurisdiction law of the latest instant; empty before the first event only
   */
  record Circumstances(
      boolean everNo, boolean shown, boolean minor, Optional<String> jurisdiction) {

    private Circumstances after(Moment moment) {
      return new Circumstances(
          everNo || moment.saidNo(),
          shown || moment.shown(),
          moment.minor().orElse(minor),
          moment.jurisdiction());
    }
  }

  /**
   * The memory after the next instant.
   *
   * @param moment of at least one event
   */
  Memory after(Moment moment) {
    return new Memory(choices.after(moment), circumstances.after(moment));
  }
}
