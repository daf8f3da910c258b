package org.optika.core.ingest;

import java.io.Serializable;
import java.util.Optional;
import java.util.Set;

/** What a status of a source says in the words of a consent event. */
public final class StatusMeaning implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Action whenOn;
  private final Action whenOff;
  private final boolean asksChoice;
  private final Method method;
  private final ConsentType consentType;
  private final Set<String> purposes;

  private StatusMeaning(
      Action whenOn,
      Action whenOff,
      boolean asksChoice,
      Method method,
      ConsentType consentType,
      Set<String> purposes) {
    this.whenOn = whenOn;
    this.whenOff = whenOff;
    this.asksChoice = asksChoice;
    this.method = method;
    this.consentType = consentType;
    this.purposes = Set.copyOf(purposes);
  }

  /** The status alone tells what happened. */
  public static StatusMeaning always(Action action) {
    return new StatusMeaning(action, action, false, null, null, Set.of());
  }

  /** What happened depends on whether the purpose is on or off in the row. */
  public static StatusMeaning byChoice(Action whenOn, Action whenOff) {
    return new StatusMeaning(whenOn, whenOff, true, null, null, Set.of());
  }

  public StatusMeaning by(Method how) {
    return new StatusMeaning(whenOn, whenOff, asksChoice, how, consentType, purposes);
  }

  /** Consent type of rows that do not say another. */
  public StatusMeaning as(ConsentType type) {
    return new StatusMeaning(whenOn, whenOff, asksChoice, method, type, purposes);
  }

  /** The status is about these purposes and no other, e.g. a browser signal (R12). */
  public StatusMeaning only(Set<String> purposeIds) {
    return new StatusMeaning(whenOn, whenOff, asksChoice, method, consentType, purposeIds);
  }

  public Action when(boolean on) {
    return on ? whenOn : whenOff;
  }

  public boolean asksChoice() {
    return asksChoice;
  }

  public Optional<Method> method() {
    return Optional.ofNullable(method);
  }

  public Optional<ConsentType> consentType() {
    return Optional.ofNullable(consentType);
  }

  /** Purposes that the status is about; empty = those of the row. */
  public Set<String> purposes() {
    return purposes;
  }
}
