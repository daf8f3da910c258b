package org.optika.core.consent;

import static org.optika.core.consent.RulePack.DEFAULT_JURISDICTION;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.optika.core.consent.Jurisdiction.SoftOptInRule;

/** The rule pack as seen from one purpose. All instants are microseconds UTC. */
record PurposeRules(Purpose purpose, RulePack pack) {

  /** R7: months until consent ends by itself; the jurisdiction's own rule, else the default's. */
  OptionalInt expiryMonths(String jurisdiction, long eventMicros) {
    OptionalInt own = ownExpiryMonths(jurisdiction, eventMicros);
    return own.isPresent() ? own : ownExpiryMonths(DEFAULT_JURISDICTION, eventMicros);
  }

  private OptionalInt ownExpiryMonths(String code, long eventMicros) {
    return law(code).stream()
        .flatMap(law -> law.expiry().stream())
        .filter(rule -> rule.purposes().contains(purpose.id()))
        .filter(rule -> in(eventMicros, rule.validFromMicros(), rule.validToMicros()))
        .mapToInt(Jurisdiction.ExpiryRule::months)
        .min();
  }

  /** R17: true when the jurisdiction or the default wants a choice confirmed. */
  boolean demandsDoubleOptIn(String jurisdiction, long eventMicros) {
    return ownThenDefault(jurisdiction)
        .flatMap(law -> law.doubleOptIn().stream())
        .anyMatch(
            rule ->
                rule.purposes().contains(purpose.id())
                    && in(eventMicros, rule.validFromMicros(), rule.validToMicros()));
  }

  /** The rule of that id that lists the purpose and is in force; the jurisdiction's own first. */
  Optional<SoftOptInRule> softOptIn(String ruleId, String jurisdiction, long eventMicros) {
    return ownThenDefault(jurisdiction)
        .flatMap(law -> law.softOptIn().stream())
        .filter(rule -> rule.id().equals(ruleId))
        .filter(rule -> rule.purposes().contains(purpose.id()))
        .filter(rule -> in(eventMicros, rule.validFromMicros(), rule.validToMicros()))
        .findFirst();
  }

  /**
   * R10: instant from which a grant under this notice is superseded; {@link Long#MAX_VALUE} when
   * never.
   */
  long supersededMicros(ConsentEvent grant) {
    return pack.notices().stream()
        .filter(NoticeVersion::material)
        .filter(notice -> notice.changedPurposes().contains(purpose.id()))
        .filter(notice -> isOlder(grant, notice))
        .mapToLong(NoticeVersion::publishedMicros)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** Without a notice the dates tell: what was said before the publication is older. */
  private static boolean isOlder(ConsentEvent grant, NoticeVersion notice) {
    if (grant.noticeId().isEmpty()) {
      return DatedEvent.eventTimeOf(grant) < notice.publishedMicros();
    }
    return grant.noticeId().get().equals(notice.noticeId())
        && (grant.noticeVersion().isEmpty() || grant.noticeVersion().getAsInt() < notice.version());
  }

  /** Entries of the register that cover the purpose under this law, whenever they are valid. */
  List<Lia> assessments(String jurisdiction) {
    return pack.assessments().stream()
        .filter(lia -> lia.purposes().contains(purpose.id()))
        .filter(
            lia ->
                lia.jurisdictions().contains(jurisdiction)
                    || lia.jurisdictions().contains(DEFAULT_JURISDICTION))
        .toList();
  }

  private Stream<Jurisdiction> ownThenDefault(String code) {
    return code.equals(DEFAULT_JURISDICTION)
        ? law(code).stream()
        : Stream.concat(law(code).stream(), law(DEFAULT_JURISDICTION).stream());
  }

  private Optional<Jurisdiction> law(String code) {
    return pack.jurisdictions().stream().filter(law -> law.code().equals(code)).findFirst();
  }

  static boolean in(long micros, long fromMicros, long toMicros) {
    return fromMicros <= micros && micros < toMicros;
  }
}
